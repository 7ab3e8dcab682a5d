/** Coupons of one grant, which are alike: a lot, so that twenty of them take the room of one. */
export type CouponLot = CardLot | TemplateLot

interface CountedLot {
  /** `{orderId}:{grantId}` of a card or a pack, `{key of the grant}:t:{templateId}` of a template. */
  id: string
  granted: number
  left: number
  /** [from, until) */
  from: number
  until: number
  /** Fen that the used ones really took off. */
  takenOff: number
  voidedAt: number | null
}

/** Came with a card or a pack: the terms that it was sold with stand in the lot. */
export interface CardLot extends CountedLot {
  /** The order whose card or pack granted them. */
  orderId: string
  planId: string
  versionId: string
  title: string
  /** Fen that one takes off, and the sum from which it may. */
  amount: number
  threshold: number
  /** Fen of a pack's price that paid for all of the lot (M053); 0 for what came with a card. */
  paid: number
  version?: undefined
}

/** Issued from a template: names the version instead of copying it, so that 200 lots fit a wallet. */
export interface TemplateLot extends CountedLot {
  /** `{templateId}@{number}` of `release.couponVersions` */
  version: string
  /** The order of the paid renewal that opened them (M084): they end with it. */
  orderId?: string
}
