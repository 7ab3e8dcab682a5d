/** Points that can be spent (M063). Growth lives in an account of its own and never meets these. */
export interface PointAccount {
  lots: PointLot[]
  /** Taken back after it was spent: the next points that become usable pay it first. */
  debt: number
  checkIn: { day: string | null; streak: number }
}

/** Points that become usable and expire together, under the terms they were earned with (L7). */
export interface PointLot {
  id: string
  /** [usableFrom, expiresAt); null: they don't expire. */
  usableFrom: number
  expiresAt: number | null
  left: number
  /** Absent: earned with money, which never decays. */
  bonus?: { keepBasisPoints: number; afterDays: number; decayedThrough: string | null } | 'steady'
}

/** What one operation took from a lot, with all that is needed to put it back. */
export interface PointShare extends Omit<PointLot, 'left'> {
  points: number
}

export const EMPTY_POINTS: PointAccount = { lots: [], debt: 0, checkIn: { day: null, streak: 0 } }

/** What a receipt earned, frozen when it counted: an undo or a return takes back exactly that. */
export interface Earned {
  points: number
  growth: number
  usableFrom: number
  expiresAt: number | null
}

export type PointFacts =
  | { kind: 'check_in'; day: string; points: number; streak: number; at: number }
  | { kind: 'points_expired'; month: string; points: number; at: number }
  | { kind: 'points_decayed'; month: string; points: number; at: number }
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
