import { mergedClaims } from './claims'
import { carriedWatch, mergedWatch } from './merged-watch'
import type { Carried } from './decision'
import type { MemberState } from './member'
import { mergedBenefits } from './merged-benefits'
import { mergedCare } from './merged-care'
import { mergedLinks } from './partner-links'
import { mergedPoints } from './points'
import { mergedReturning } from './merged-returning'

/** What a person is entitled to beside cards and money, on its way to another WeChat (M062). */
type CarriedEntitlements = Pick<
  Carried,
  | 'benefits'
  | 'care'
  | 'vouchers'
  | 'claims'
  | 'coupons'
  | 'couponWatch'
  | 'gifts'
  | 'spending'
  | 'draws'
  | 'helpers'
  | 'householdMark'
  | 'perks'
  | 'partnerLinks'
  | 'points'
  | 'returns'
  | 'returning'
>

export function carriedEntitlements(state: MemberState): CarriedEntitlements {
  const { benefits, care, vouchers, claims, coupons, gifts, spending, draws } = state
  const { helpers, householdMark, perks, partnerLinks, points, returns, returning } = state
  return {
    ...{ benefits, care, vouchers, claims, coupons, gifts, spending, draws },
    ...{ helpers, householdMark, perks, partnerLinks, points, returns, returning },
    couponWatch: carriedWatch(state.couponWatch),
  }
}

/**
 * Both people's together. Helpers keep pointing to the former number, which leads here (see
 * `holderOf`); of two households that one person may use, the own mark stays. Who was the other's
 * helper is the same person now, and nobody's helper for it.
 * @param numbers all that this person had and has
 */
export function mergedEntitlements(
  state: MemberState,
  carried: CarriedEntitlements,
  numbers: readonly string[],
): CarriedEntitlements {
  const marks = [state.householdMark, carried.householdMark]
  return {
    benefits: mergedBenefits(state.benefits, carried.benefits),
    care: mergedCare(state.care, carried.care).care,
    vouchers: [...state.vouchers, ...carried.vouchers],
    claims: mergedClaims(state.claims, carried.claims),
    coupons: [...state.coupons, ...carried.coupons],
    couponWatch: mergedWatch(state.couponWatch, carried.couponWatch),
    gifts: [...state.gifts, ...carried.gifts],
    spending: addedSpending(state.spending, carried.spending),
    draws: [...state.draws, ...carried.draws],
    helpers: [...state.helpers, ...carried.helpers].filter(({ memberId }) => !numbers.includes(memberId)),
    householdMark: marks.find((mark) => mark && !numbers.includes(mark.ownerId)) ?? null,
    perks: [...state.perks, ...carried.perks],
    partnerLinks: mergedLinks(state.partnerLinks, carried.partnerLinks).links,
    points: mergedPoints(state.points, carried.points),
    returns: [...state.returns, ...carried.returns],
    returning: mergedReturning(state.returning, carried.returning),
  }
}

function addedSpending(
  one: MemberState['spending'],
  other: MemberState['spending'],
): MemberState['spending'] {
  const months = { ...one }
  for (const [month, { orders, paid }] of Object.entries(other)) {
    const before = months[month] ?? { orders: 0, paid: 0 }
    months[month] = { orders: before.orders + orders, paid: before.paid + paid }
  }
  return months
}
