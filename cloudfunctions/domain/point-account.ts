import type { DayMultiplier } from './member-days'

/** Points that can be spent (M063). Growth lives in an account of its own and never meets these. */
export interface PointAccount {
  lots: PointLot[]
  /** Taken back after it was spent: the next points that become usable pay it first. */
  debt: number
  checkIn: { day: string | null; streak: number }
  /** The last day on which bonus points were looked at for decay (M073); null: there were none. */
  decayedThrough: string | null
  /** Notices whose moment was up to here are on their way (M065, M073). Epoch ms. */
  remindedThrough: number
}

/** Points that become usable and expire together, under the terms they were earned with (L7). */
export interface PointLot extends PointTerms {
  /** Follows from the terms, see `lotIdOf`: what is alike is one lot, so that the state stays small. */
  id: string
  left: number
}

/** What was promised with points when they were earned: no later rule changes it (L7). */
export interface PointTerms {
  /** [usableFrom, expiresAt), epoch ms; 0: usable at once. null: they don't expire. */
  usableFrom: number
  expiresAt: number | null
  /** Absent: they never decay, as nothing does that was earned with money. */
  bonus?: { keepBasisPoints: number; afterDays: number }
}

/** What one operation took from a lot, with all that is needed to put it back. */
export interface PointShare extends PointTerms {
  points: number
}

export const EMPTY_POINTS: PointAccount = {
  lots: [],
  debt: 0,
  checkIn: { day: null, streak: 0 },
  decayedThrough: null,
  remindedThrough: 0,
}

/** Points that a receipt earned, frozen when it counted: an undo or a return takes back exactly that. */
export interface Earned {
  points: number
  /** The member day whose multiplier is in them (M111). */
  memberDay?: DayMultiplier
  usableFrom: number
  expiresAt: number | null
}

/** Why points came or went: the shop's side of each posting, and what the member's list shows. */
export type PointReason =
  | 'earned'
  | 'check_in'
  | 'challenge'
  | 'prize'
  | 'referral'
  | 'spent'
  | 'redeemed'
  | 'returned'
  | 'taken_back'
  | 'expired'
  | 'decayed'

/** The accounts of points, by name: one place, so that postings and state can't drift apart. */
export const pointAccounts = {
  lot: (lotId: string) => `member/points/${lotId}`,
  /** Below zero while something is owed. */
  debt: 'member/points_debt',
  shop: (reason: PointReason) => `shop/points/${reason}`,
} as const

/** What the state says of each account of points: the other side of the folded journal. */
export function pointBalances({ lots, debt }: Pick<PointAccount, 'lots' | 'debt'>): [string, number][] {
  return [
    ...lots.map(({ id, left }): [string, number] => [pointAccounts.lot(id), left]),
    [pointAccounts.debt, -debt],
  ]
}

export type PointFacts =
  | { kind: 'check_in'; day: string; points: number; streak: number; available: number; at: number }
  /** By the timer: what expired and decayed, and the notices that are on their way. */
  | { kind: 'points_settled'; expired: number; decayed: number; debtPaid: number; at: number }
  | {
      kind: 'redeemed'
      rewardId: string
      voucherId: string | null
      couponLotId: string | null
      points: number
      shares: PointShare[]
      at: number
    }
  | {
      kind: 'voucher_returned'
      voucherId: string
      points: number
      expired: number
      refundId: string | null
      at: number
    }
