import type { PointShare } from './point-account'

/** Something that a clerk hands over once: goods or a service (M030, M033, M060, M078). */
export interface Voucher {
  /** `{source's operation id}:{reward or sale id}` */
  id: string
  source: 'points' | 'sample' | 'flash' | 'prize' | 'badge' | 'birthday' | 'comeback'
  rewardId: string
  title: string
  state: 'open' | 'picked_up' | 'expired' | 'returned'
  /** [from, until) */
  from: number
  until: number
  /** What it was paid with: goes back where it came from. */
  shares?: PointShare[]
  orderId?: string
  paid?: number
  /** Fen saved when it is picked up, against the live list price then (L4). */
  saved?: number
  branchIds?: string[]
  /** The stock and key under which its piece was taken. */
  stock: string
  holdKey: string
  /** The last reminder: so many days before the end. */
  told?: number
}

/** How often this member had something that is limited for each member (M057, M033, M060). */
export interface Claim {
  /** `campaign:{id}`, `reward:{id}`, `flash:{id}:{day}`, `draw:{id}:{day}`, `template:{id}` */
  key: string
  count: number
  /** When nobody asks any more; null: never. Epoch ms. */
  until: number | null
}

export type VoucherFacts =
  | {
      kind: 'voucher'
      voucherId: string
      rewardId: string
      source: Voucher['source']
      orderId: string | null
      /** Fen. */
      paid: number
      until: number
      at: number
    }
  | { kind: 'voucher_told'; voucherId: string; days: number; at: number }
  | { kind: 'voucher_picked_up'; voucherId: string; saved: number; branchId: string; at: number }
  | {
      kind: 'drawn'
      drawId: string
      chance: number
      roll: number
      prizeId: string | null
      voucherId: string | null
      at: number
    }
