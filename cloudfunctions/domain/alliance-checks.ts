import { isReadable } from '../contract/accent'
import type { CatalogueDraft, PlanTerms } from '../contract/catalogue'
import type { PartnerPerkOffer } from '../contract/offers'
import type { DraftProblem } from './compliance'
import { yuanText } from './money'

/** A card has nothing to do with credit (M092): neither does it lend, nor raise a score or a limit. */
const CREDIT =
  /芝麻|信用分|信用额度|征信|花呗|借呗|白条|微粒贷|网贷|贷款|借款|借钱|信贷|授信|提额|消费金融|分期(?!付清)/
/** What a partner may not learn: sensitive, or more than a perk can need (PIPL 6, 28). */
const SENSITIVE = /身份证|证件号|人脸|指纹|病历|健康|银行卡|密码|行踪|定位|通讯录|未成年|孩子|宝宝|消费记录/

/** What stands against a draft's partners, their perks and status matches. */
export function* allianceProblems(draft: CatalogueDraft): Generator<DraftProblem> {
  yield* partnerProblems(draft)
  const partners = new Set((draft.partners ?? []).map(({ id }) => id))
  for (const [index, { terms }] of draft.plans.entries()) {
    const at = `plans.${index}.terms`
    yield* perkProblems(terms, partners, at)
    yield* matchProblems(terms, partners, at)
    yield* creditProblems(terms, at)
  }
}

/** The shop's colour carries white text on every page: below AA it isn't published. */
export function* accentProblems({ shop }: CatalogueDraft): Generator<DraftProblem> {
  if (isReadable(shop.accent)) return
  yield {
    path: 'shop.accent',
    code: 'ACCENT_CONTRAST',
    sentence: '主题色太浅,白色文字看不清(对比度不到4.5),请选深一些的颜色',
  }
}

function* partnerProblems({ partners = [] }: CatalogueDraft): Generator<DraftProblem> {
  const seen = new Set<string>()
  for (const [index, { id, dataShared, name }] of partners.entries()) {
    const at = `partners.${index}`
    if (seen.has(id))
      yield { path: `${at}.id`, code: 'ID_REPEATED', sentence: `编号“${id}”重复,请改用不同的编号` }
    seen.add(id)
    if (CREDIT.test(name)) yield creditLinked(`${at}.name`)
    if (SENSITIVE.test(dataShared))
      yield {
        path: `${at}.dataShared`,
        code: 'PARTNER_DATA_EXCESSIVE',
        sentence:
          '合作方只能得到发放权益必需的信息,例如订单编号;敏感信息不能提供(个人信息保护法第六、二十八条)',
        law: 'L9',
      }
  }
}

function* perkProblems(terms: PlanTerms, partners: ReadonlySet<string>, at: string): Generator<DraftProblem> {
  const perks = terms.partnerPerks ?? []
  if (terms.mode === 'alliance' && !perks.some(({ substituteOnly }) => !substituteOnly))
    yield {
      path: `${at}.partnerPerks`,
      code: 'ALLIANCE_EMPTY',
      sentence: '联名卡至少要有一项合作方权益,请先添加',
    }
  const seen = new Set<string>()
  for (const [index, perk] of perks.entries()) {
    const path = `${at}.partnerPerks.${index}`
    if (seen.has(perk.id))
      yield { path: `${path}.id`, code: 'ID_REPEATED', sentence: `编号“${perk.id}”重复,请改用不同的编号` }
    seen.add(perk.id)
    if (!partners.has(perk.partnerId)) yield missingPartner(`${path}.partnerId`, perk.partnerId)
    if (CREDIT.test(perk.title)) yield creditLinked(`${path}.title`)
    yield* exhaustionProblems(perk, perks, path)
  }
  const owed = perks
    .filter(({ substituteOnly }) => !substituteOnly)
    .reduce((sum, perk) => sum + dearest(perk, perks, new Set()), 0)
  if (owed > terms.price)
    yield {
      path: `${at}.partnerPerks`,
      code: 'SETTLEMENT_ABOVE_PRICE',
      sentence: `付给合作方的合计${yuanText(owed)}超过卡价${yuanText(terms.price)},请调整结算金额或卡价`,
    }
}

/** What comes when the codes run out must exist, end somewhere, and not be more than the perk costs. */
function* exhaustionProblems(
  perk: PartnerPerkOffer,
  perks: readonly PartnerPerkOffer[],
  path: string,
): Generator<DraftProblem> {
  const { ifExhausted } = perk
  if (ifExhausted.kind === 'refund') {
    if (ifExhausted.amount > perk.settlement)
      yield {
        path: `${path}.ifExhausted.amount`,
        code: 'REFUND_ABOVE_SETTLEMENT',
        sentence: `领完时退还的金额不能超过这项权益的结算价${yuanText(perk.settlement)}`,
      }
    return
  }
  const substitute = perks.find(({ id }) => id === ifExhausted.perkId)
  if (!substitute?.substituteOnly)
    yield {
      path: `${path}.ifExhausted.perkId`,
      code: 'REFERENCE_MISSING',
      sentence: `备用权益“${ifExhausted.perkId}”不存在,或没有标为仅作备用`,
    }
  else if (!endsInMoney(perk, perks))
    yield {
      path: `${path}.ifExhausted`,
      code: 'SUBSTITUTE_CIRCLE',
      sentence: '备用权益互相替代没有尽头,最后一项请设为退还金额',
    }
}

function endsInMoney(perk: PartnerPerkOffer, perks: readonly PartnerPerkOffer[]): boolean {
  let current: PartnerPerkOffer | undefined = perk
  for (let step = 0; current && step <= perks.length; step += 1) {
    const { ifExhausted }: PartnerPerkOffer = current
    if (ifExhausted.kind === 'refund') return true
    current = perks.find(({ id }) => id === ifExhausted.perkId)
  }
  return false
}

/** The most that this perk, or what comes in its place, takes of the card's price. */
function dearest(perk: PartnerPerkOffer, perks: readonly PartnerPerkOffer[], seen: Set<string>): number {
  if (seen.has(perk.id)) return 0
  seen.add(perk.id)
  const { ifExhausted, settlement } = perk
  const substitute =
    ifExhausted.kind === 'substitute' ? perks.find(({ id }) => id === ifExhausted.perkId) : undefined
  return Math.max(settlement, substitute ? dearest(substitute, perks, seen) : 0)
}

function* matchProblems(
  terms: PlanTerms,
  partners: ReadonlySet<string>,
  at: string,
): Generator<DraftProblem> {
  const seen = new Set<string>()
  for (const [index, { partnerId, tier }] of (terms.statusMatches ?? []).entries()) {
    const path = `${at}.statusMatches.${index}`
    if (!partners.has(partnerId)) yield missingPartner(`${path}.partnerId`, partnerId)
    if (seen.has(partnerId))
      yield {
        path: `${path}.partnerId`,
        code: 'ID_REPEATED',
        sentence: '同一合作方在一张卡里只能匹配一个等级',
      }
    seen.add(partnerId)
    if (CREDIT.test(tier)) yield creditLinked(`${path}.tier`)
  }
}

function* creditProblems(terms: PlanTerms, at: string): Generator<DraftProblem> {
  const texts: (readonly [string, string])[] = [
    ['name', terms.name],
    ['oneLine', terms.oneLine],
    ...terms.rules.map((rule, index) => [`rules.${index}`, rule] as const),
    ...terms.memberPrices.map(({ title }, index) => [`memberPrices.${index}.title`, title] as const),
    ...(terms.coupons ?? []).map(({ title }, index) => [`coupons.${index}.title`, title] as const),
    ...(terms.gifts ?? []).map(({ name }, index) => [`gifts.${index}.name`, name] as const),
  ]
  for (const [path, text] of texts) if (CREDIT.test(text)) yield creditLinked(`${at}.${path}`)
}

function creditLinked(path: string): DraftProblem {
  return {
    path,
    code: 'CREDIT_LINKAGE',
    sentence: '会员卡不能与信用分、额度或借贷挂钩(个人信息保护法第六条,征信业管理条例)',
    law: 'L9',
  }
}

function missingPartner(path: string, id: string): DraftProblem {
  return { path, code: 'REFERENCE_MISSING', sentence: `合作方“${id}”不存在,请先添加或改选` }
}
