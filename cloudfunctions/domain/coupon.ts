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
  /** Fen of the price for one of them: what a used one is worth when a pack is given back (M053). */
  paidEach: number
  voidedAt: number | null
}

export type CouponFacts = { kind: 'coupons_voided'; orderId: string; lots: { id: string; count: number }[] }
