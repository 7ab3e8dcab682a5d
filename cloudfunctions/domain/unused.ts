import type { UsableThing } from '../contract/statements'
import { addDays, lastDayOf, shanghaiDay } from './calendar'
import { heldBenefitViews } from './benefit-views'
import { walletCoupons } from './coupon-wallet'
import type { MemberState } from './member'
import { pointsViewOf } from './point-views'
import type { Release } from './release'
import { isOpen } from './vouchers'

const MOST_SHOWN = 10
/** What ends later than this is no news of this month. */
const SOON_DAYS = 62

/**
 * What the member has, can use now and will lose first, the soonest end first (M045). Only what
 * really can be used: a coupon that a person looks at and a gated benefit are not in it.
 */
export function unusedSoon(state: MemberState, release: Release, now: number): UsableThing[] {
  const today = shanghaiDay(now)
  const soon = addDays(today, SOON_DAYS)
  return [
    ...coupons(state, release, now),
    ...benefits(state, release, now),
    ...state.vouchers
      .filter((voucher) => isOpen(voucher, now))
      .map(({ title, until }) => thing('voucher', title, 1, null, lastDayOf(until))),
    ...(pointsViewOf(state, release, now)?.expiring ?? []).map(({ points, through }) =>
      thing('points', '积分', points, null, through),
    ),
  ]
    .filter(({ through }) => through >= today && through <= soon)
    .sort((a, b) => (a.through < b.through ? -1 : a.through > b.through ? 1 : 0))
    .slice(0, MOST_SHOWN)
}

function coupons(state: MemberState, release: Release, now: number): UsableThing[] {
  return walletCoupons(state, release, now)
    .filter(({ state: stands, left }) => stands === 'usable' && left > 0)
    .map(({ title, left, value, through }) =>
      thing('coupon', title, left, value.kind === 'amount' ? value.amount : null, through),
    )
}

function benefits(state: MemberState, release: Release, now: number): UsableThing[] {
  return heldBenefitViews(state, release, now).flatMap(({ title, left, renewsOn, gate, worth, kind }) =>
    left === null || left < 1 || renewsOn === null || (gate && gate.missing > 0)
      ? []
      : // What is capped counts fen: one thing, worth what is left of it.
        kind === 'capped'
        ? [thing('benefit', title, 1, left, addDays(renewsOn, -1))]
        : [thing('benefit', title, left, worth, addDays(renewsOn, -1))],
  )
}

function thing(
  kind: UsableThing['kind'],
  title: string,
  count: number,
  worth: number | null,
  through: string,
): UsableThing {
  return { kind, title, count, worth, through }
}
