import { z } from 'zod'
import { audience } from './audience'
import { basisPoints, day, fen, shortText, slug } from './primitives'

/** Where an order comes from: at the till, or recorded there for a delivery (M058, M059). */
export const orderChannel = z.enum(['counter', 'delivery'])
export type OrderChannel = z.infer<typeof orderChannel>

/** Absent parts mean everywhere: branches x categories (or products) x channels (M058). */
export const couponScope = z.strictObject({
  branchIds: z.array(slug).min(1).max(100).optional(),
  categoryIds: z.array(slug).min(1).max(50).optional(),
  productIds: z.array(slug).min(1).max(100).optional(),
  channels: z.array(orderChannel).min(1).max(2).optional(),
})
export type CouponScope = z.infer<typeof couponScope>

/** What one coupon takes off the lines in its scope, never below zero. */
export const couponValue = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('amount'), amount: fen.min(1) }),
  /** Takes this share off: 1000 is 10 % off (9折), at most `most`. */
  z.strictObject({
    kind: z.literal('percent'),
    basisPoints: basisPoints.min(1).max(10_000),
    most: fen.min(1),
  }),
  /** One unit of the cheapest product in scope free. */
  z.strictObject({ kind: z.literal('product') }),
  /** The delivery fee, at most `most`. */
  z.strictObject({ kind: z.literal('delivery'), most: fen.min(1) }),
])
export type CouponValue = z.infer<typeof couponValue>

/**
 * A coupon as the owner designs it. Editing makes a version; what was issued keeps its own.
 * `combines`: alone on a receipt, or with coupons of other groups (at most one of each group, three
 * in all). Non-transferable always: it is bound to the member whose code is scanned (M056).
 */
export const couponTemplate = z.strictObject({
  id: slug,
  title: shortText,
  value: couponValue,
  /** Fen of the lines in scope, after member prices and before any coupon, from which it may be used. */
  threshold: fen,
  scope: couponScope,
  audience,
  combines: z.discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('alone') }),
    z.strictObject({ kind: z.literal('group'), group: slug }),
  ]),
  /** Whole days from the grant, the day of the grant not counted. */
  days: z.int().min(1).max(366),
  /** How many may ever be issued; absent: no limit. */
  issueLimit: z.int().min(1).max(1_000_000).optional(),
  /** How many one member may ever get by claiming. */
  perMember: z.int().min(1).max(100),
})
export type CouponTemplate = z.infer<typeof couponTemplate>

/** A set of coupons that each member of the audience may take once (M057). Both days count. */
export const couponCampaign = z.strictObject({
  id: slug,
  title: shortText,
  audience,
  from: day,
  through: day,
  items: z
    .array(z.strictObject({ templateId: slug, count: z.int().min(1).max(20) }))
    .min(1)
    .max(10),
  /** How many members may take it at all; absent: all. */
  sets: z.int().min(1).max(1_000_000).optional(),
})
export type CouponCampaign = z.infer<typeof couponCampaign>

/**
 * From a frequent category to a rarer one (M121): who had at least so many orders there in 90 days
 * and none here gets this coupon once; a hold-out gets none, so that the effect can be told.
 */
export const crossCategoryCampaign = z.strictObject({
  id: slug,
  title: shortText,
  fromCategoryId: slug,
  toCategoryId: slug,
  orders: z.int().min(2).max(90),
  templateId: slug,
  holdOut: basisPoints.min(500).max(5000),
  from: day,
  through: day,
})
export type CrossCategoryCampaign = z.infer<typeof crossCategoryCampaign>

/** Signs that coupons are resold (M056): they flag, a person decides. */
export const resaleSigns = z.strictObject({
  /** Distinct recipients (by phone, digested) of coupon deliveries in seven days. */
  recipientsPerWeek: z.int().min(2).max(50),
  /** Coupon orders between 0:00 and 5:00 in seven days. */
  nightOrdersPerWeek: z.int().min(2).max(50),
})

/** Coupons that come with a paid renewal only (M084): shown as an offer from the start, never as a loss. */
export const renewalCoupons = z.strictObject({
  templateId: slug,
  count: z.int().min(1).max(20),
  /** The offer stands until so many days after the card's end. */
  offerDaysAfterEnd: z.int().min(0).max(60),
})
export type RenewalCoupons = z.infer<typeof renewalCoupons>

export const couponProgramme = z.strictObject({
  templates: z.array(couponTemplate).max(100),
  campaigns: z.array(couponCampaign).max(50),
  crossCategory: z.array(crossCategoryCampaign).max(10),
  resaleSigns: resaleSigns.optional(),
})
export type CouponProgramme = z.infer<typeof couponProgramme>
