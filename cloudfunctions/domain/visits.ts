import { daysBetween, shanghaiDay } from './calendar'
import type { MemberState } from './member'
import type { ReceiptEffect } from './receipt-effects'

/** When a member was last here: orders that count, and benefits used at the counter. */

const REMEMBERED = 6
/** Fewer visits make no rhythm. */
const FEWEST_FOR_RHYTHM = 3

/** A visit at `at`, epoch ms; it ends an absence, and a comeback gift may have brought it (M096). */
export function withVisit(state: MemberState, at: number): MemberState {
  const visits = [...state.returning.visits, at].sort((a, b) => a - b).slice(-REMEMBERED)
  return withVisits(state, visits, (entry) =>
    entry.cameBackAt === null && entry.at < at && at < entry.until ? { ...entry, cameBackAt: at } : entry,
  )
}

/** It was undone: as if it had not been. */
export function withoutVisit(state: MemberState, at: number): MemberState {
  const visits = [...state.returning.visits]
  const index = visits.lastIndexOf(at)
  if (index < 0) return state
  visits.splice(index, 1)
  return withVisits(state, visits, (entry) =>
    entry.cameBackAt === at
      ? { ...entry, cameBackAt: visits.find((one) => entry.at < one && one < entry.until) ?? null }
      : entry,
  )
}

/** Days between visits, on average and at least one; null with fewer than three. */
export function visitRhythm({ returning: { visits } }: Pick<MemberState, 'returning'>): number | null {
  const [first, last] = [visits[0], visits.at(-1)]
  if (visits.length < FEWEST_FOR_RHYTHM || first === undefined || last === undefined) return null
  return Math.max(1, Math.ceil(daysBetween(shanghaiDay(first), shanghaiDay(last)) / (visits.length - 1)))
}

/** A receipt is a visit, until it is undone. */
export const VISIT_EFFECT: ReceiptEffect = {
  count: (state, { receipt }) => ({ state: withVisit(state, receipt.at), receipt, postings: [], due: [] }),
  takeBack: (state, { receipt }) => ({
    state: withoutVisit(state, receipt.at),
    receipt,
    postings: [],
    due: [],
  }),
}

function withVisits(
  state: MemberState,
  visits: number[],
  change: (entry: MemberState['returning']['gifts'][number]) => MemberState['returning']['gifts'][number],
): MemberState {
  const gifts = state.returning.gifts.map(change)
  return {
    ...state,
    returning: { ...state.returning, visits, lastVisitAt: visits.at(-1) ?? null, gifts },
  }
}
