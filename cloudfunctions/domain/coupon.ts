/** Coupons of one grant, which are alike: a lot, so that twenty of them take the room of one. */
export interface CouponLot {
  /** `{orderId}:{grantId}` */
  id: string
  /** The order whose card or pack granted them. */
  orderId: string
  planId: string
  versionId: string
  title: string
  /** Fen that one takes off, and the sum from which it may. */
  amount: number
  threshold: number
  granted: number
  left: number
  /** [from, until) */
  from: number
  until: number
  /** Fen of a pack's price that paid for all of the lot (M053); 0 for what came with a card. */
  paid: number
  /** Fen that the used ones really took off. */
  takenOff: number
  voidedAt: number | null
}
