import type { CatalogueDraft, PlanTerms } from '../contract/catalogue'
import { addDays, isDay, shanghaiDay } from './calendar'
import type { DraftProblem } from './compliance'
import { DISPARAGING } from './offer-texts'
import { modeProblems } from './mode-checks'
import { yuanText } from './money'
import { promotionProblems } from './promotion-checks'
import type { Release } from './release'

/** A comparison with another seller counts for so many days after it was checked (M007, L4). */
export const LONGEST_COMPARISON_DAYS = 30

/** What a draft is published on top of, and when. */
export interface Publishing {
  readonly previous: Release | null
  readonly now: number
}

/** What stands against the offers of a draft's plans, each with its sentence and its law. */
export function* offerProblems(
  draft: CatalogueDraft,
  { previous, now }: Publishing,
): Generator<DraftProblem> {
  const products = new Set(draft.products.map(({ id }) => id))
  for (const [index, { id, terms, promotion }] of draft.plans.entries()) {
    const at = `plans.${index}.terms`
    const before = previous?.plans.find((plan) => plan.id === id) ?? null
    if (promotion)
      yield* promotionProblems(promotion, {
        regular: terms.price,
        before,
        at: `plans.${index}.promotion`,
        now,
      })
    yield* modeProblems(terms, draft, at)
    yield* comparatorProblems(terms, at, shanghaiDay(now))
    yield* giftProblems(terms, products, at)
    yield* valueProblems(terms, products, at)
    yield* scoreProblems(terms, at)
    yield* recurringProblems(terms, draft, at)
  }
  yield* familyProblems(draft)
}

function* comparatorProblems(terms: PlanTerms, at: string, today: string): Generator<DraftProblem> {
  for (const [index, comparator] of (terms.comparators ?? []).entries()) {
    const path = `${at}.comparators.${index}`
    const { name, source, checkedOn, expiresOn } = comparator
    if (source.trim().length < 4)
      yield {
        path: `${path}.source`,
        code: 'COMPARATOR_WITHOUT_SOURCE',
        sentence: '比较的价格要写明出处:网址,或在哪里看到的(价格欺诈规定第十六条)',
        law: 'L4',
      }
    const real = isDay(checkedOn) && isDay(expiresOn) && checkedOn <= today && checkedOn <= expiresOn
    if (!real || expiresOn > addDays(checkedOn, LONGEST_COMPARISON_DAYS))
      yield {
        path: `${path}.expiresOn`,
        code: 'COMPARATOR_TOO_OLD',
        sentence: `比较的价格要填真实的查看日期,最多显示${LONGEST_COMPARISON_DAYS}天,过期请重新查看(价格欺诈规定第十六条)`,
        law: 'L4',
      }
    if (DISPARAGING.test(name))
      yield {
        path: `${path}.name`,
        code: 'DISPARAGING',
        sentence: '不能贬低其他商家,只写对方的名称和价格(广告法第十三条)',
        law: 'L13',
      }
  }
}

/** A stated value is the live price of a product and nothing else (令56 第18条). */
function* giftProblems(terms: PlanTerms, products: ReadonlySet<string>, at: string): Generator<DraftProblem> {
  for (const [index, { name, productId }] of (terms.gifts ?? []).entries()) {
    const path = `${at}.gifts.${index}`
    if (productId !== undefined && !products.has(productId))
      yield missingProduct(`${path}.productId`, productId)
    if (/[¥¥]|\d\s*元/.test(name))
      yield {
        path: `${path}.name`,
        code: 'GIFT_VALUE_STATED',
        sentence: '赠品名称里不能写金额:选择对应商品后,系统按现价显示价值(价格欺诈规定第十八条)',
        law: 'L4',
      }
  }
}

function* valueProblems(
  terms: PlanTerms,
  products: ReadonlySet<string>,
  at: string,
): Generator<DraftProblem> {
  for (const [index, { productId }] of (terms.valueParts ?? []).entries())
    if (productId !== undefined && !products.has(productId))
      yield missingProduct(`${at}.valueParts.${index}.productId`, productId)
}

/** The rule and both prices are published, or there is no second price (M018, L3). */
function* scoreProblems(terms: PlanTerms, at: string): Generator<DraftProblem> {
  const { scorePrice } = terms
  if (!scorePrice) return
  if (scorePrice.perYuan + scorePrice.perOrder + scorePrice.perMonth === 0)
    yield {
      path: `${at}.scorePrice`,
      code: 'SCORE_RULE_EMPTY',
      sentence: '按分数定价要公开怎么计分:至少一项分值大于0,人人可查(消费者权益保护法实施条例第九条)',
      law: 'L3',
    }
  if (scorePrice.price >= terms.price)
    yield {
      path: `${at}.scorePrice.price`,
      code: 'SCORE_PRICE_NOT_LOWER',
      sentence: '达到分数的价格要低于平时的价格,不能让老顾客多付(消费者权益保护法实施条例第九条)',
      law: 'L3',
    }
}

/** What is paid later stands as large as what is paid now (M049, L1). */
function* recurringProblems(terms: PlanTerms, draft: CatalogueDraft, at: string): Generator<DraftProblem> {
  const { trial, autoRenew } = terms
  if (autoRenew && !draft.settings?.autoRenew?.enabled)
    yield {
      path: `${at}.autoRenew`,
      code: 'AUTO_RENEW_OFF',
      sentence:
        '门店还没有开通自动续费,请先在设置里开启,或去掉这张卡的自动续费(网络交易监督管理办法第十八条)',
      law: 'L1',
    }
  if (autoRenew && autoRenew.amount > terms.price)
    yield {
      path: `${at}.autoRenew.amount`,
      code: 'AUTO_RENEW_DEARER',
      sentence: '自动续费的金额不能高于这张卡的价格(消费者权益保护法实施条例第十条)',
      law: 'L1',
    }
  if (!trial) return
  const later = autoRenew?.amount ?? terms.price
  if (trial.price >= later)
    yield {
      path: `${at}.trial.price`,
      code: 'TRIAL_NOT_LOWER',
      sentence: '试用价要低于之后的价格,否则不必设试用',
      law: 'L1',
    }
  const text = `${terms.name}${terms.oneLine}`
  const lures = /免费|试用|体验|首月|首期|0元|零元/.test(text)
  if (lures && !mentions(text, later))
    yield {
      path: `${at}.oneLine`,
      code: 'TRIAL_PRICE_HIDDEN',
      sentence: `写了试用或首月,就要在同一句里写明之后的价格${yuanText(later)}(网络交易监督管理办法第十八条)`,
      law: 'L1',
    }
}

/** The amount in yuan as people write it: 39, 39.9 or 39.90. */
function mentions(text: string, fen: number): boolean {
  const [whole = '', cents = ''] = yuanText(fen).slice(1).split('.')
  const forms = [`${whole}.${cents}`, ...(cents.endsWith('0') ? [`${whole}.${cents[0] ?? ''}`] : [])]
  if (cents === '00') forms.push(whole)
  return forms.some((form) => new RegExp(`(?<![\\d.])${form.replace('.', '\\.')}(?![\\d]|\\.\\d)`).test(text))
}

/** One price for one term of one rank: else nobody knows which of two plans is meant (M017). */
function* familyProblems(draft: CatalogueDraft): Generator<DraftProblem> {
  const seen = new Map<string, number>()
  for (const [index, { terms, onSale }] of draft.plans.entries()) {
    if (!terms.family || !onSale) continue
    const key = `${terms.family.id} ${terms.family.rank} ${terms.months}`
    const other = seen.get(key)
    if (other !== undefined)
      yield {
        path: `plans.${index}.terms.family`,
        code: 'FAMILY_REPEATED',
        sentence: `同一系列、同一级别已经有${terms.months}个月的卡“${draft.plans[other]?.terms.name ?? ''}”,请改级别或时长`,
      }
    else seen.set(key, index)
  }
}

function missingProduct(path: string, id: string): DraftProblem {
  return { path, code: 'REFERENCE_MISSING', sentence: `商品“${id}”不存在,请先添加或改选` }
}
