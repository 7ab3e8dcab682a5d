import { addDays, daysBetween, lastDayOf, shanghaiDay, startOfDay } from './calendar'
import { findPeriod, withoutPeriod } from './card-shortening'
import type { CouponLot } from './coupon'
import { isCardLot } from './coupon-terms'
import { belongsTo, endOf, stands } from './family'
import { withGuaranteeMoved } from './guarantee-contract'
import type { Membership, MemberState, Period } from './member'
import { withCyclesMoved } from './renewal-plan'

/**
 * A card of another rank waits until the card before it ends (M017). When that one ends early, what
 * waits moves forward with its whole term: no day is lost in between, and none is gained.
 */

/** Where a card reached before it was shortened. */
export type Ended = Pick<Membership, 'planId' | 'family' | 'endsAt'>

/**
 * The member with all that waited behind a shortened card moved up. What goes by the days of a period
 * follows it: coupons begin with it and last as long, a charge that nobody was told of yet is planned
 * for its new end.
 * @param before the cards as they were before one was shortened
 */
export function closedUp(
  shortened: MemberState,
  before: readonly Membership[],
  ended: Ended,
  now: number,
): MemberState {
  const state = { ...shortened, memberships: movedUp(shortened.memberships, ended, now) }
  const starts = startsOf(before)
  const moved = new Map(
    [...startsOf(state.memberships)].filter(([id, at]) => starts.has(id) && starts.get(id) !== at),
  )
  if (moved.size === 0) return state
  const planIds = state.memberships.flatMap(({ planId, periods }) =>
    periods.some(({ orderId }) => moved.has(orderId)) ? [planId] : [],
  )
  const coupons = state.coupons.map((lot) => {
    const startsAt = isCardLot(lot) ? moved.get(lot.orderId) : undefined
    return startsAt === undefined || lot.from <= now ? lot : couponsFrom(lot, startsAt)
  })
  return withCyclesMoved({ ...state, coupons }, planIds, now)
}

/** The cards as they would run on if this order were given back now. */
export function withoutOrder(memberships: readonly Membership[], orderId: string, now: number): Membership[] {
  const found = findPeriod({ memberships: [...memberships] }, orderId)
  if (!found) return [...memberships]
  const { membership, period } = found
  const rest = withoutPeriod(membership, period, { refunded: 1 }, now)
  const shortened = memberships.flatMap((held) => (held === membership ? rest : [held]))
  return movedUp(shortened, membership, now)
}

/** The cards of this family in a row again. */
export function movedUp(
  memberships: readonly Membership[],
  { planId, family, endsAt }: Ended,
  now: number,
): Membership[] {
  const own = memberships.filter(
    (one) => belongsTo(one, { planId, months: 0, ...(family && { family }) }) && one.periods.some(stands),
  )
  const waiting = own.filter((one) => one.startsAt >= endsAt).sort((a, b) => a.startsAt - b.startsAt)
  const before = own.filter((one) => one.startsAt < endsAt)
  let end = Math.max(now, ...before.map((one) => one.endsAt))
  const moved = new Map<string, Membership>()
  for (const card of waiting) {
    if (end >= card.startsAt) break
    const anchor = end === now ? shanghaiDay(now) : lastDayOf(end)
    const next = begunAt(card, end, anchor)
    moved.set(card.id, next)
    end = next.endsAt
  }
  return memberships.map((one) => moved.get(one.id) ?? one)
}

/** A card that hasn't begun, with all that stands of it behind another anchor. */
function begunAt(card: Membership, startsAt: number, anchor: string): Membership {
  let months = 0
  let end = startsAt
  const standing = card.periods.filter(stands).sort((a, b) => a.startsAt - b.startsAt)
  const moved = new Map<string, Period>()
  for (const period of standing) {
    months += period.months
    const endsAt = endOf(anchor, { months, ...(period.days === undefined ? {} : { days: period.days }) })
    moved.set(period.orderId, withGuaranteeMoved({ ...period, startsAt: end, endsAt }))
    end = endsAt
  }
  return {
    ...card,
    anchor,
    startsAt,
    endsAt: end,
    periods: card.periods.map((period) => moved.get(period.orderId) ?? period),
  }
}

function startsOf(memberships: readonly Membership[]): Map<string, number> {
  return new Map(
    memberships.flatMap(({ periods }) =>
      periods.filter(stands).map(({ orderId, startsAt }): [string, number] => [orderId, startsAt]),
    ),
  )
}

function couponsFrom(lot: CouponLot, from: number): CouponLot {
  const days = daysBetween(shanghaiDay(lot.from), shanghaiDay(lot.until))
  return { ...lot, from, until: startOfDay(addDays(shanghaiDay(from), days)) }
}
