import type { WinBackSettings } from '../contract/win-back'
import { addDays, daysBetween, shanghaiDay, startOfDay } from './calendar'
import { giveComebackGift } from './comeback-gift'
import { isNow, type Looked, type Looking, type LookingAfter, message, nothing } from './looking-after'
import type { MemberState } from './member'
import { availablePoints } from './points'
import { visitRhythm } from './visits'
import { walletBalance } from './wallet-spending'

/**
 * Who stays away (M094, M095): listed for the staff after 30 days without an order, or after so many
 * times the member's own interval; written to at most twice in one absence, and never with a threat.
 */

export const DEFAULT_CHURN_DAYS = 30
/** The soonest that anybody may be asked about; then the absence is planned for, with the rules of that day. */
const LOOKED_AT_DAYS = 14
const LONGEST_CHURN_DAYS = 180
const MORNING_MS = 10 * 3_600_000
const OF_USE_MS = 21 * 86_400_000

/** More whole days than these without an order put this member on the list. */
export function listedAfterDays(
  state: Pick<MemberState, 'returning'>,
  churn: WinBackSettings['churn'],
): number {
  const days = churn?.days ?? DEFAULT_CHURN_DAYS
  const rhythm = visitRhythm(state)
  if (churn?.cycleTenths === undefined || rhythm === null) return days
  const own = Math.ceil((rhythm * churn.cycleTenths) / 10)
  return Math.min(LONGEST_CHURN_DAYS, Math.max(LOOKED_AT_DAYS, own))
}

/** True for a member whose last order lies more than so many days back: of 30, the 31st is. */
export function isListed(
  state: Pick<MemberState, 'returning'>,
  churn: WinBackSettings['churn'],
  now: number,
): boolean {
  const { lastVisitAt } = state.returning
  return lastVisitAt !== null && daysSince(lastVisitAt, now) > listedAfterDays(state, churn)
}

/** The soonest that a member could be on the list, for the index that finds them. Epoch ms, exclusive. */
export function listedBefore(churn: WinBackSettings['churn'], now: number): number {
  const days = churn?.cycleTenths === undefined ? (churn?.days ?? DEFAULT_CHURN_DAYS) : LOOKED_AT_DAYS
  return startOfDay(addDays(shanghaiDay(now), -days))
}

export function daysSince(at: number, now: number): number {
  return daysBetween(shanghaiDay(at), shanghaiDay(now))
}

export const CHURN: LookingAfter = {
  moments(state) {
    const { lastVisitAt, quiet } = state.returning
    if (lastVisitAt === null || state.joinedAt === null) return []
    if (quiet?.since !== lastVisitAt) return [morningAfter(lastVisitAt, LOOKED_AT_DAYS)]
    return [quiet.careAt, quiet.wakeAt].flatMap((at) => at ?? [])
  },

  look(before, looking) {
    const { lastVisitAt } = before.returning
    if (lastVisitAt === null || before.joinedAt === null) return nothing(before)
    // A shop that closes asks nobody back, and gives nothing that outlasts it (L6).
    if (looking.release.closing) return nothing(before)
    const state = planned(before, lastVisitAt, looking)
    const { quiet } = state.returning
    if (quiet?.since !== lastVisitAt) return nothing(state)
    const isDue = (at: number | null) => at !== null && isNow(at, looking) && looking.now < at + OF_USE_MS
    // One message, also where nobody looked for weeks: the later one says it all.
    if (isDue(quiet.wakeAt)) return told(state, 'wake_up', looking)
    return isDue(quiet.careAt) ? told(state, 'churn', looking) : nothing(state)
  },
}

/** Written down once for each absence; nothing is where the shop writes to nobody. */
function planned(state: MemberState, since: number, { release, now, since: looked }: Looking): MemberState {
  const winBack = release.settings?.winBack
  if (state.returning.quiet?.since === since) return state
  const lookAt = morningAfter(since, LOOKED_AT_DAYS)
  if (!winBack || lookAt > now || lookAt <= looked) return state
  const { churn, wakeUp, comebackGift } = winBack
  const cares = churn?.words !== undefined || comebackGift?.comesWith === 'churn'
  const careAt = cares ? morningAfter(since, listedAfterDays(state, churn) + 1) : null
  const wakeAt = wakeUp ? morningAfter(since, wakeUp.days + 1) : null
  return { ...state, returning: { ...state.returning, quiet: { since, careAt, wakeAt } } }
}

/** The gift's own message, or the plain one: never both. */
function told(state: MemberState, stage: 'churn' | 'wake_up', looking: Looking): Looked {
  const { release, now } = looking
  const winBack = release.settings?.winBack
  const given = giveComebackGift(state, { stage, release, now })
  if (given.arm === 'gift') return given
  const words = stage === 'churn' ? winBack?.churn?.words : winBack?.wakeUp?.words
  const since = state.returning.lastVisitAt ?? now
  if (words === undefined) return given
  const flow = stage === 'churn' ? 'churn_care' : 'wake_up'
  return {
    state: given.state,
    postings: given.postings,
    due: [
      ...given.due,
      message(
        given.state,
        flow,
        shanghaiDay(since),
        { id: null, day: shanghaiDay(since), title: words, ...held(given.state, now) },
        now + OF_USE_MS,
      ),
    ],
  }
}

/** What is still there, as it is: a balance neither ends nor freezes (L5, L6). */
function held(state: MemberState, now: number): { amount: number | null; count?: number } {
  const balance = walletBalance(state.wallet)
  const coupons = usableCoupons(state, now)
  return { amount: balance > 0 ? balance : null, ...(coupons > 0 ? { count: coupons } : {}) }
}

/** What a member holds, for who calls or writes to them. */
export function holdings(state: MemberState, now: number) {
  return {
    balance: walletBalance(state.wallet),
    coupons: usableCoupons(state, now),
    points: availablePoints(state, now),
  }
}

function usableCoupons({ coupons }: MemberState, now: number): number {
  return coupons.reduce(
    (sum, { left, from, until, voidedAt }) =>
      voidedAt === null && from <= now && now < until ? sum + left : sum,
    0,
  )
}

function morningAfter(at: number, days: number): number {
  return startOfDay(addDays(shanghaiDay(at), days)) + MORNING_MS
}
