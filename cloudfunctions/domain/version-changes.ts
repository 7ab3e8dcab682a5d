import type { PlanTerms } from '../contract/catalogue'
import type { PlanOffersView } from '../contract/plan-offers'
import { yuanText } from './money'
import { benefitViews, planPrices } from './plan-views'
import type { PlanVersion, Release } from './release'
import { renewalPromises } from './renewal-coupons'

type Change = PlanOffersView['changes'][number]

const NONE = '没有'

/**
 * What renewing changes against the version that is held (M098, L7), line by line in words: the
 * price, the term, each benefit, what comes with the card, and the rules. A change counts as better
 * only where it is so for every product.
 */
export function versionChanges(
  held: PlanVersion,
  sold: PlanVersion,
  release: Release,
  now: number,
): Change[] {
  const [before, after] = [held.terms, sold.terms]
  return [
    ...amounts(before, after),
    ...listed(
      benefitLines(before, release),
      benefitLines(after, release),
      isCheaper(held, sold, release, now),
    ),
    ...listed(extraLines(before, release), extraLines(after, release), false),
    ...rules(before, after),
  ]
}

function amounts(before: PlanTerms, after: PlanTerms): Change[] {
  const changes: Change[] = []
  if (before.price !== after.price)
    changes.push({
      what: '价格',
      before: yuanText(before.price),
      after: yuanText(after.price),
      better: after.price < before.price,
    })
  if (before.months !== after.months)
    changes.push({
      what: '有效期',
      before: `${before.months}个月`,
      after: `${after.months}个月`,
      better: after.months > before.months,
    })
  const [free, freeNow] = [before.bonusMonths ?? 0, after.bonusMonths ?? 0]
  if (free !== freeNow)
    changes.push({
      what: '赠送时长',
      before: free > 0 ? `${free}个月` : NONE,
      after: freeNow > 0 ? `${freeNow}个月` : NONE,
      better: freeNow > free,
    })
  return changes
}

/** Things by what tells them apart, in words. */
type Lines = ReadonlyMap<string, { readonly what: string; readonly text: string }>

function benefitLines(terms: PlanTerms, release: Release): Lines {
  return new Map(
    benefitViews(terms, release).map(({ id, title, detail }) => [id, { what: title, text: detail }]),
  )
}

/** What comes with a card beside its prices; each with all that it promises. */
function extraLines(terms: PlanTerms, release: Release): Lines {
  const lines = new Map<string, { what: string; text: string }>()
  for (const { id, title, amount, threshold, count, days, grant } of terms.coupons ?? []) {
    const from = threshold > 0 ? `满${yuanText(threshold)}可用` : '无门槛'
    const when = grant === 'first' ? '首次发放' : '每次发放'
    lines.set(`coupon ${id}`, {
      what: title,
      text: `${yuanText(amount)}×${count}张,${from},${days}天内有效,${when}`,
    })
  }
  for (const { title, detail } of renewalPromises(terms, release))
    lines.set(`renewal ${title}`, { what: `续卡券 ${title}`, text: detail })
  for (const { id, name, quantity } of terms.gifts ?? [])
    lines.set(`gift ${id}`, { what: '开卡礼', text: `${name}×${quantity}` })
  for (const { id, title, months } of terms.partnerPerks ?? [])
    lines.set(`perk ${id}`, { what: title, text: `合作权益${months}个月` })
  if (terms.guarantee)
    lines.set('guarantee', {
      what: '没省够补差',
      text: `省不到会员费的${Math.floor(terms.guarantee.basisPoints / 100)}%按比例退`,
    })
  if (terms.household)
    lines.set('household', { what: '家庭共用', text: `另加${terms.household.helpers}位家人` })
  return lines
}

function listed(before: Lines, after: Lines, cheaper: boolean): Change[] {
  const changes: Change[] = []
  for (const [key, { what, text }] of before) {
    const now = after.get(key)
    if (!now) changes.push({ what, before: text, after: '不再提供', better: false })
    else if (now.text !== text)
      changes.push({ what: now.what, before: text, after: now.text, better: cheaper })
  }
  for (const [key, { what, text }] of after)
    if (!before.has(key)) changes.push({ what, before: NONE, after: text, better: true })
  return changes
}

function rules(before: PlanTerms, after: PlanTerms): Change[] {
  const gone = before.rules.filter((rule) => !after.rules.includes(rule))
  const added = after.rules.filter((rule) => !before.rules.includes(rule))
  const rows = Math.max(gone.length, added.length)
  return Array.from({ length: rows }, (_, index) => ({
    what: '使用规则',
    before: gone[index] ?? NONE,
    after: added[index] ?? '删去',
    better: false,
  }))
}

/** True when no product costs a holder more than before, and at least one costs less. */
function isCheaper(held: PlanVersion, sold: PlanVersion, release: Release, now: number): boolean {
  const pricesOf = (version: PlanVersion) =>
    new Map(planPrices(version, release, now).map(({ productId, memberPrice }) => [productId, memberPrice]))
  const [before, after] = [pricesOf(held), pricesOf(sold)]
  const never = [...before].every(([id, price]) => (after.get(id) ?? Infinity) <= price)
  const once = [...after].some(([id, price]) => price < (before.get(id) ?? Infinity))
  return never && once
}
