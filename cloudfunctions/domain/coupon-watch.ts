/** Signs that coupons are resold (M056), and what a person decided: nothing is held without one. */
export interface CouponWatch {
  /** Coupon deliveries of the last seven days, recipients as keyed digests. */
  deliveries: { at: number; recipient: string }[]
  /** Coupon orders between 0:00 and 5:00 of the last seven days. */
  nights: number[]
  flaggedAt: number | null
  appeal: string | null
  /** hold: coupons wait until the owner clears them. */
  decision: { decision: 'clear' | 'hold'; at: number; by: string } | null
  /** Which arm of a cross-category campaign this member is in, and whether they bought (M121). */
  crossCategory: {
    campaignId: string
    arm: 'coupon' | 'hold_out'
    at: number
    until: number
    boughtAt: number | null
  }[]
  /** Orders by category and month, four months back: what is frequent for this member (M121). */
  categoryOrders: Record<string, Record<string, number>>
}

export const EMPTY_WATCH: CouponWatch = {
  deliveries: [],
  nights: [],
  flaggedAt: null,
  appeal: null,
  decision: null,
  crossCategory: [],
  categoryOrders: {},
}

export type CouponFacts =
  | { kind: 'campaign_claimed'; campaignId: string; lotIds: string[]; at: number }
  | { kind: 'coupon_appeal'; at: number }
  | { kind: 'coupon_decision'; decision: 'clear' | 'hold'; at: number }
