import type { ScorePrice } from '../contract/offers'
import { addMonths, lastDayOf, lastTwelveMonths, shanghaiDay } from './calendar'
import { hasTerm } from './family'
import type { MemberState } from './member'

/**
 * The published score of the last twelve months (M018, L3): whole yuan spent, orders, and whole
 * months with a card, each by its published factor. Nothing else of a person goes into it.
 */
export interface OwnScore {
  readonly score: number
  readonly parts: { readonly label: string; readonly points: number }[]
}

const MOST_MONTHS = 12

export function ownScore(state: MemberState, rule: ScorePrice, now: number): OwnScore {
  let paid = 0
  let orders = 0
  for (const month of lastTwelveMonths(now)) {
    paid += state.spending[month]?.paid ?? 0
    orders += state.spending[month]?.orders ?? 0
  }
  const yuan = Math.max(0, Math.floor(paid / 100))
  const months = monthsWithCard(state, now)
  const parts = [
    { label: `近12个月消费${yuan}元×${rule.perYuan}分`, points: yuan * rule.perYuan },
    { label: `近12个月下单${orders}次×${rule.perOrder}分`, points: Math.max(0, orders) * rule.perOrder },
    { label: `近12个月持卡满${months}个月×${rule.perMonth}分`, points: months * rule.perMonth },
  ]
  return { score: parts.reduce((sum, { points }) => sum + points, 0), parts }
}

/** The rule in one sentence: the same words for everybody. */
export function scoreRuleText(rule: ScorePrice): string {
  return (
    `近12个月每消费满1元计${rule.perYuan}分、每下单1次计${rule.perOrder}分、持卡每满1个月计${rule.perMonth}分,` +
    `合计达到${rule.threshold}分即按此价购买,人人适用同一规则`
  )
}

/** Whole months of the last twelve in which a card counted, by each card's own anchor. */
function monthsWithCard(state: MemberState, now: number): number {
  const today = shanghaiDay(now)
  const earliest = addMonths(today, -MOST_MONTHS)
  let months = 0
  for (const membership of state.memberships) {
    if (!hasTerm(membership) || membership.startsAt > now) continue
    const from = membership.anchor > earliest ? membership.anchor : earliest
    const last = lastDayOf(membership.endsAt)
    const until = last < today ? last : today
    for (let whole = 1; whole <= MOST_MONTHS && addMonths(from, whole) <= until; whole += 1) months += 1
  }
  return Math.min(months, MOST_MONTHS)
}
