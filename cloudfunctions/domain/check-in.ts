import type { PointsRules } from '../contract/loyalty'
import { refuse } from '../contract/refusals'
import { addDays, shanghaiDay } from './calendar'
import type { Decision } from './decision'
import type { MemberState } from './member'
import { percentOf } from './money'
import type { PointFacts } from './point-account'
import { bonusTerms, multiplierAt } from './point-terms'
import { availablePoints, earnPoints } from './points'
import type { Release } from './release'

type CheckInRules = NonNullable<PointsRules['checkIn']>

/** Where a member's check-ins stand on a day of the shop. */
export interface CheckInStanding {
  readonly doneToday: boolean
  /** Days in a row up to yesterday, or to today where it is done. */
  readonly streak: number
  /** What the next check-in gives, its streak's bonus included. */
  readonly next: { readonly points: number; readonly streak: number }
  /** 10000 is once. */
  readonly multiplier: number
  readonly nextBonus: { readonly days: number; readonly points: number } | null
}

/**
 * Points for coming by, once a local day, times the tier's multiplier (M069). A streak's bonus comes
 * on its day and isn't multiplied; after the longest one the streak begins anew. Null: not offered.
 */
export function checkInStanding(
  state: Pick<MemberState, 'points' | 'growth'>,
  release: Release,
  now: number,
): CheckInStanding | null {
  const rules = release.loyalty?.points?.checkIn
  if (!rules) return null
  const today = shanghaiDay(now)
  const { day, streak: last } = state.points.checkIn
  const doneToday = day !== null && day >= today
  const streak = doneToday || day === addDays(today, -1) ? last : 0
  const following = streak % longest(rules) === 0 ? 1 : (streak % longest(rules)) + 1
  const multiplier = multiplierAt(state, release, now)
  return {
    doneToday,
    streak,
    next: { points: percentOf(rules.points, multiplier) + bonusOn(rules, following), streak: following },
    multiplier,
    nextBonus: nextBonus(rules, following),
  }
}

/** Refuses POINTS_OFF where the shop has none, JOIN_REQUIRED, CHECKED_IN for a second time a day. */
export function checkIn(
  state: MemberState,
  { release, now }: { readonly release: Release; readonly now: number },
): Decision<Extract<PointFacts, { kind: 'check_in' }>> {
  const standing = checkInStanding(state, release, now)
  const rules = release.loyalty?.points
  if (!standing || !rules) return refuse('POINTS_OFF')
  if (state.joinedAt === null) return refuse('JOIN_REQUIRED')
  if (standing.doneToday) return refuse('CHECKED_IN')
  const { points, streak } = standing.next
  const day = shanghaiDay(now)
  const earned = earnPoints(state, { points, reason: 'check_in', terms: bonusTerms(rules, now), now })
  const checkedIn: MemberState = {
    ...earned.state,
    points: { ...earned.state.points, checkIn: { day, streak } },
  }
  const available = availablePoints(checkedIn, now)
  return {
    ok: true,
    state: checkedIn,
    postings: earned.postings,
    facts: { kind: 'check_in', day, points, streak, available, at: now },
    due: [],
  }
}

function longest({ streakBonus }: CheckInRules): number {
  return streakBonus.reduce((most, { days }) => Math.max(most, days), 0) || Number.MAX_SAFE_INTEGER
}

function bonusOn({ streakBonus }: CheckInRules, day: number): number {
  return streakBonus.find(({ days }) => days === day)?.points ?? 0
}

function nextBonus({ streakBonus }: CheckInRules, from: number): CheckInStanding['nextBonus'] {
  const [next] = streakBonus.filter(({ days }) => days >= from).sort((a, b) => a.days - b.days)
  return next ? { days: next.days, points: next.points } : null
}
