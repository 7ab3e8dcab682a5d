import type { CatalogueDraft, PlanTerms } from '../contract/catalogue'
import type { DraftProblem } from './compliance'
import { yuanText } from './money'

/** 单用途商业预付卡管理办法: a registered card holds at most so much, bonus included (L5). */
const MOST_REGISTERED = 500_000

/** What doesn't go together in one card, by the way it is sold (M013). */
export function* modeProblems(terms: PlanTerms, draft: CatalogueDraft, at: string): Generator<DraftProblem> {
  const mode = terms.mode ?? 'ticket'
  const hasTerm = mode === 'ticket' || mode === 'alliance'
  if (hasTerm !== terms.months > 0)
    yield conflict(
      `${at}.months`,
      hasTerm ? '有期限的卡至少一个月,请填写有效期' : '储值和券包没有有效期,请把月数改为0',
    )
  if ((mode === 'stored_value') !== (terms.storedValue !== undefined))
    yield conflict(`${at}.storedValue`, '储值档位只用于储值卡,储值卡至少要有一个档位')
  if (mode === 'coupon_pack' && (terms.coupons ?? []).length === 0)
    yield conflict(`${at}.coupons`, '券包里至少要有一种券')
  const termless: (readonly [keyof PlanTerms, string])[] = [
    ['bonusMonths', '赠送时长'],
    ['trial', '试用'],
    ['autoRenew', '自动续费'],
    ['guarantee', '没省够补差'],
    ['family', '系列和级别'],
  ]
  if (!hasTerm)
    for (const [key, what] of termless)
      if (terms[key] !== undefined) yield conflict(`${at}.${key}`, `没有有效期的卡不能设${what}`)
  if (terms.payAsSaved)
    for (const [key, what] of [
      ['trial', '试用'],
      ['autoRenew', '自动续费'],
      ['guarantee', '没省够补差'],
      ['scorePrice', '分数价'],
    ] as const)
      if (terms[key] !== undefined) yield conflict(`${at}.${key}`, `先用后付的卡不能再设${what}`)
  if (mode === 'stored_value' && terms.storedValue) yield* ladderProblems(terms, draft, at)
}

/** A ladder that rises, below the cap, with the smallest step as the card's price (M014, L5). */
function* ladderProblems(terms: PlanTerms, draft: CatalogueDraft, at: string): Generator<DraftProblem> {
  const ladder = terms.storedValue?.ladder ?? []
  const prepaid = draft.settings?.prepaid
  if (!prepaid)
    yield {
      path: 'settings.prepaid',
      code: 'PREPAID_SETTINGS_MISSING',
      sentence: '卖储值卡前请先填写发卡主体和限额(单用途商业预付卡管理办法第十八条)',
      law: 'L5',
    }
  const most = Math.min(prepaid?.mostNamed ?? MOST_REGISTERED, MOST_REGISTERED)
  for (const [index, { principal, bonus }] of ladder.entries()) {
    const path = `${at}.storedValue.ladder.${index}`
    const before = ladder[index - 1]
    if (before && principal <= before.principal)
      yield conflict(`${path}.principal`, '充值档位要从小到大排列,金额不能重复')
    if (principal + bonus > most)
      yield {
        path,
        code: 'LADDER_ABOVE_CAP',
        sentence: `本金加赠金不能超过${yuanText(most)}(单用途商业预付卡管理办法第十八条)`,
        law: 'L5',
      }
  }
  if (ladder[0] && ladder[0].principal !== terms.price)
    yield conflict(`${at}.price`, '储值卡的价格就是最小档位的本金,请改成一致')
}

function conflict(path: string, sentence: string): DraftProblem {
  return { path, code: 'OFFER_CONFLICT', sentence }
}
