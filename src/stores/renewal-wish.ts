import { create } from 'zustand'
import type { Input } from '@/services/contract'

/** What was agreed to before the cashier, word for word: signed after the purchase or not at all. */
export interface RenewalWish {
  planId: string
  versionId: string
  /** Fen of each later charge. */
  amount: number
  everyMonths: number
  firstChargeOn: string
  agreements: Input<'payment.buy'>['agreements']
}

interface RenewalWishes {
  byOrder: Record<string, RenewalWish>
  keep: (orderId: string, wish: RenewalWish) => void
  drop: (orderId: string) => void
}

/** Held in memory only: who closes the app before signing has agreed to nothing. */
export const useRenewalWishes = create<RenewalWishes>((set) => ({
  byOrder: {},
  keep: (orderId, wish) => set(({ byOrder }) => ({ byOrder: { ...byOrder, [orderId]: wish } })),
  drop: (orderId) => set(({ byOrder: { [orderId]: _dropped, ...byOrder } }) => ({ byOrder })),
}))
