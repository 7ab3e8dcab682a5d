/**
 * What is remembered of a member around the end of a card and the time after it: which moments were
 * looked at, what the member chose, what was offered. Ids, days and instants only. Times are epoch ms.
 */
export interface ReturningAccount {
  /** The newest visits, the oldest first, at most six: orders, and benefits used at the counter. */
  visits: number[]
  /** The last of them, beside the list for the index of who stays away (M094). */
  lastVisitAt: number | null
  /** Every moment up to here was looked at: nothing is told twice, whatever the timers do. */
  lookedThrough: number
  /** Cards that may end as they are: nobody reminds of these ends (M085). */
  left: { membershipId: string; endsAt: number }[]
  /** When this absence is to be written about; planned once for each (M094, M095). */
  quiet: { since: number; careAt: number | null; wakeAt: number | null } | null
  /** The newest offer that a finished service began (M088). */
  peak: PeakOffer | null
  /** Comeback gifts and hold-outs, the oldest first (M096). */
  gifts: ComebackEntry[]
}

/** An offer for renewing that ends with its day. */
export interface PeakOffer {
  /** `peak:{operation that began it}` */
  id: string
  /** The owner's offer. */
  settingsId: string
  title: string
  planId: string
  at: number
  /** Midnight, exclusive. */
  until: number
  bonusMonths: number
  /** `{templateId}@{number}` of `release.couponVersions`. */
  coupon: { version: string; count: number } | null
  /** The order that took it. */
  takenBy: string | null
}

export type ComebackArm = 'gift' | 'hold_out'

export interface ComebackEntry {
  giftId: string
  arm: ComebackArm
  at: number
  /** A visit before then counts as coming back. */
  until: number
  cameBackAt: number | null
}

export const EMPTY_RETURNING: ReturningAccount = {
  visits: [],
  lastVisitAt: null,
  lookedThrough: 0,
  left: [],
  quiet: null,
  peak: null,
  gifts: [],
}

export type ReturningFacts =
  /** What the clock brought: which flows told the member something. */
  | { kind: 'looked_after'; told: string[]; at: number }
  | { kind: 'left_as_is'; membershipId: string; endsAt: number; at: number }
  | { kind: 'comeback_reward'; giftId: string; rewardId: string; voucherId: string | null; at: number }
