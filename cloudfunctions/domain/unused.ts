import type { UsableNow, UsableThing } from '../contract/statements'
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
/** As many rows as the list of all of it shows. */
const MOST_ROWS = 60

/**
 * What the member has, can use now and will lose first, the soonest end first (M045). Only what
 * really can be used: a coupon that a person looks at and a gated benefit are not in it.
 */
export function unusedSoon(state: MemberState, release: Release, now: number): UsableThing[] {
  const soon = addDays(shanghaiDay(now), SOON_DAYS)
  return usableThings(state, release, now)
    .filter(({ through }) => through <= soon)
    .slice(0, MOST_SHOWN)
}

/**
 * All of it with what it comes to, at a conservative value (M083): coupons of a fixed amount at their
 * face, counted goods and services at today's list price, for what is left of the window that runs.
 * What depends on a later purchase (shares, caps, points) counts nothing.
 */
export function usableNow(state: MemberState, release: Release, now: number): UsableNow {
  const things = usableThings(state, release, now)
  return {
    worth: worthOf(things),
    things: things.slice(0, MOST_ROWS),
    more: Math.max(0, things.length - MOST_ROWS),
  }
}

function usableThings(state: MemberState, release: Release, now: number): UsableThing[] {
  const today = shanghaiDay(now)
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
    .filter(({ through }) => through >= today)
    .sort((a, b) => (a.through < b.through ? -1 : a.through > b.through ? 1 : 0))
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
      : // What is capped counts fen: one thing, and what it takes off depends on what is bought.
        [
          thing(
            'benefit',
            title,
            kind === 'capped' ? 1 : left,
            kind === 'capped' ? null : worth,
            addDays(renewsOn, -1),
          ),
        ],
  )
}

function worthOf(things: readonly UsableThing[]): number {
  return things.reduce((sum, { worth }) => sum + (worth ?? 0), 0)
}

/** @param each fen of one */
function thing(
  kind: UsableThing['kind'],
  title: string,
  count: number,
  each: number | null,
  through: string,
): UsableThing {
  return { kind, title, count, worth: each === null ? null : each * count, through }
}
