import { type Refusal, refuse } from '../contract/refusals'
import type { Posting } from './decision'
import type { MemberState } from './member'
import type { PointAccount, PointReason, PointShare, PointTerms } from './point-account'
import { open, usableLots } from './point-book'

/**
 * The points ledger (M063): lots that are spent by their expiry, the soonest first. Each operation
 * first brings the account to `now` — what became usable pays the debt, what decayed or expired
 * leaves with a row of its own — so that it doesn't matter whether a timer came before it.
 */

export interface PointsMoved {
  readonly state: MemberState
  readonly postings: readonly Posting[]
}

/** Points that can be spent at an instant: what a settled account would hold, never below zero. */
export function availablePoints(state: MemberState, now: number): number {
  return usableLots(settlePoints(state, now).state.points, now).reduce((sum, { left }) => sum + left, 0)
}

/** The account as it is at `now`: once, twice or late comes to the same. */
export function settlePoints(state: MemberState, now: number): PointsMoved {
  return open(state, now).close()
}

/** Adds points under terms that are frozen with them; zero adds nothing. */
export function earnPoints(
  state: MemberState,
  command: {
    readonly points: number
    readonly reason: PointReason
    readonly terms: PointTerms
    readonly now: number
  },
): PointsMoved {
  const book = open(state, command.now)
  book.add(command.terms, command.points, command.reason)
  return book.close()
}

/** Takes usable points, the soonest to expire first. Refuses POINTS_SHORT (detail: what is available). */
export function spendPoints(
  state: MemberState,
  command: { readonly points: number; readonly reason: 'spent' | 'redeemed'; readonly now: number },
): (PointsMoved & { readonly shares: PointShare[] }) | Refusal {
  const { points, reason, now } = command
  const book = open(state, now)
  const available = book.available()
  if (points > available) return refuse('POINTS_SHORT', { available })
  const shares = book.take(points, reason)
  return { ...book.close(), shares }
}

/**
 * Puts back what was spent, under the terms it had: what has expired since stays expired (M060).
 * A debt is paid first.
 */
export function returnPoints(
  state: MemberState,
  command: { readonly shares: readonly PointShare[]; readonly now: number },
): PointsMoved & { readonly returned: number; readonly expired: number } {
  const { shares, now } = command
  const book = open(state, now)
  let returned = 0
  let expired = 0
  for (const { points, ...terms } of shares) {
    if (terms.expiresAt !== null && terms.expiresAt <= now) expired += points
    else {
      book.add(terms, points, 'returned')
      returned += points
    }
  }
  return { ...book.close(), returned, expired }
}

/**
 * Takes back points that something earned under these terms: from its own lot, then from what can
 * be spent; the rest is a debt, which the next points pay (thread 12). What has expired since is
 * gone already and is not taken a second time (thread 13).
 */
export function takeBackPoints(
  state: MemberState,
  command: { readonly points: number; readonly terms: PointTerms; readonly now: number },
): PointsMoved & { readonly takenBack: number; readonly debt: number } {
  const { points, terms, now } = command
  const book = open(state, now)
  const gone = terms.expiresAt !== null && terms.expiresAt <= now
  const debt = gone ? 0 : book.takeBack(terms, points)
  return { ...book.close(), takenBack: gone ? 0 : points - debt, debt }
}

/** Two accounts of one person (M062): lots and debts add, and no notice is lost. */
export function mergedPoints(one: PointAccount, other: PointAccount): PointAccount {
  const lots = new Map(one.lots.map((lot) => [lot.id, lot]))
  for (const lot of other.lots) lots.set(lot.id, { ...lot, left: lot.left + (lots.get(lot.id)?.left ?? 0) })
  return {
    lots: [...lots.values()],
    debt: one.debt + other.debt,
    checkIn: (one.checkIn.day ?? '') < (other.checkIn.day ?? '') ? other.checkIn : one.checkIn,
    decayedThrough: latest(one.decayedThrough, other.decayedThrough),
    remindedThrough: Math.min(one.remindedThrough, other.remindedThrough),
  }
}

function latest(one: string | null, other: string | null): string | null {
  return (one ?? '') > (other ?? '') ? one : other
}
