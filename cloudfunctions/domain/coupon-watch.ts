/** Signs that coupons are resold (M056), and what a person decided: nothing is held without one. */
export interface CouponWatch {
  /** Distinct recipients of coupon deliveries in the last seven days, as keyed digests. */
  deliveries: { at: number; recipient: string }[]
  /** Coupon orders between 0:00 and 5:00 of the last seven days. */
  nights: number[]
  flaggedAt: number | null
  appeal: string | null
  /** hold: coupons wait until the owner clears them. The reason is told to the member (L3). */
  decision: { decision: 'clear' | 'hold'; at: number; by: string; reason: string } | null
  /** Which arm of a cross-category campaign this member is in, and whether they bought (M121). */
  crossCategory: CrossCategoryEntry[]
  /** Days of orders by category, as days since 1970, ascending: the last 90 days, 90 orders at most. */
  categoryDays: Record<string, number[]>
}

export interface CrossCategoryEntry {
  campaignId: string
  arm: CrossCategoryArm
  /** [at, until): in this time a purchase in the rarer category counts, for both arms. */
  at: number
  until: number
  boughtAt: number | null
}

export type CrossCategoryArm = 'coupon' | 'hold_out'

/** What a receipt began: taken back with it. */
export interface CrossCategoryStart {
  campaignId: string
  lotId: string | null
}

export const EMPTY_WATCH: CouponWatch = {
  deliveries: [],
  nights: [],
  flaggedAt: null,
  appeal: null,
  decision: null,
  crossCategory: [],
  categoryDays: {},
}

export type CouponFacts =
  | { kind: 'campaign_claimed'; campaignId: string; lotIds: string[]; at: number }
  | { kind: 'coupon_appeal'; at: number }
  | { kind: 'coupon_decision'; decision: 'clear' | 'hold'; at: number }
