import { z } from 'zod'
import { basisPoints, day, fen, shortText, slug } from './primitives'

/**
 * What a card may offer beside its member prices. Every part is optional and absent means none, so
 * that terms which were sold before a part existed stay what they were (M098).
 */

/** ticket: a term for a fee; stored_value: top-ups; alliance: with partners' perks; coupon_pack: coupons for a fee. */
export const cardMode = z.enum(['ticket', 'stored_value', 'alliance', 'coupon_pack'])
export type CardMode = z.infer<typeof cardMode>

/**
 * Plans of one family are the same card at different terms and ranks: equal ranks are its price
 * ladder (M005), a higher rank can be upgraded to, a lower one follows at the end (M017, M081).
 */
export const cardFamily = z.strictObject({ id: slug, rank: z.int().min(0).max(9), label: shortText })

/** first: with the first period of this card only (M051); every: with each paid period (M041). */
export const couponGrant = z.strictObject({
  id: slug,
  title: shortText,
  /** Fen that one coupon takes off. */
  amount: fen.min(1),
  /** From which sum of a receipt, after member prices, it may be used; 0 without a threshold. */
  threshold: fen,
  count: z.int().min(1).max(100),
  /** Whole days from the grant, the day of the grant not counted. */
  days: z.int().min(1).max(366),
  grant: z.enum(['first', 'every']),
})
export type CouponGrant = z.infer<typeof couponGrant>

/** A gift with stock that a clerk hands over (M010, M038). */
export const giftOffer = z.strictObject({
  id: slug,
  name: shortText,
  quantity: z.int().min(1).max(99),
  /** The real cost of all of it in fen: the owner's secret. */
  cost: fen,
  /** How many people can claim it at all. */
  stock: z.int().min(1).max(100_000),
  /** A stated value is the live price of this product and nothing else (L4, 令56 第18条). */
  productId: slug.optional(),
  claimDays: z.int().min(1).max(366),
})
export type GiftOffer = z.infer<typeof giftOffer>

/** One line of "what is in it" (M008). Without a product that is really sold it is not counted. */
export const valuePart = z.strictObject({
  label: shortText,
  productId: slug.optional(),
  uses: z.int().min(1).max(1000),
  /** Fen for one use: never shown to members. */
  cost: fen,
})

/** A price elsewhere that was really asked (M007, L4, L13); at most 30 days old, or not shown. */
export const comparator = z.strictObject({
  id: slug,
  name: shortText,
  price: fen.min(1),
  /** An address, or where and how it was seen. */
  source: z.string().min(4).max(300),
  checkedOn: day,
  expiresOn: day,
})

/**
 * A published price for who reaches a published score (M018, L3). Score of the last twelve months =
 * whole yuan spent x perYuan + orders x perOrder + whole months of membership x perMonth.
 */
export const scorePrice = z.strictObject({
  price: fen.min(1),
  threshold: z.int().min(1).max(1_000_000),
  perYuan: z.int().min(0).max(100),
  perOrder: z.int().min(0).max(1000),
  perMonth: z.int().min(0).max(1000),
})

export type ScorePrice = z.infer<typeof scorePrice>

/** A short first period, once per person and family (M049, M052). 0 fen skips WeChat Pay. */
export const trialOffer = z.strictObject({ price: fen, days: z.int().min(7).max(31) })

/** Each cycle grants the plan's months at this price; the shop's switch must be on (L1). */
export const autoRenewOffer = z.strictObject({ amount: fen.min(1) })

/** Pays back by ratio while less than this share of the fee was saved: 12000 is 120 % (M047). */
export const guaranteeOffer = z.strictObject({ basisPoints: basisPoints.min(10_000).max(20_000) })

/** How many others of the household may use the card (M116). */
export const householdOffer = z.strictObject({ helpers: z.int().min(1).max(5) })

export const topUpStep = z.strictObject({
  id: slug,
  principal: fen.min(100).max(500_000),
  bonus: fen.max(500_000),
  /** What the member pays of a list price while this step's money lasts: 8000 is 8折; 10000 none. */
  memberBasisPoints: basisPoints.min(1000).max(10_000),
  perks: z.array(shortText).max(5),
})
export type TopUpStep = z.infer<typeof topUpStep>

export const storedValueOffer = z.strictObject({
  ladder: z.array(topUpStep).min(1).max(6),
  /** Told before paying: which money is spent first (M014). */
  spendOrder: z.enum(['principal_first', 'pro_rata']),
})

/** A perk of another company (M016, M035, M115). */
export const partnerPerkOffer = z.strictObject({
  id: slug,
  partnerId: slug,
  title: shortText,
  /** Months for which the partner is paid; the perk ends then at the latest (M092). */
  months: z.int().min(1).max(36),
  /** Fen of the card's price that the partner gets. */
  settlement: fen,
  /** A code not activated by then is reminded of; it stays good. */
  activateWithinDays: z.int().min(1).max(365),
  /** When the codes run out: this perk instead, or this much back. */
  ifExhausted: z.discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('substitute'), perkId: slug }),
    z.strictObject({ kind: z.literal('refund'), amount: fen.min(1) }),
  ]),
  /** Not given at purchase: only in place of another perk. */
  substituteOnly: z.boolean().optional(),
})
export type PartnerPerkOffer = z.infer<typeof partnerPerkOffer>

/** Which of our ranks counts as which of theirs (M077). */
export const statusMatch = z.strictObject({
  partnerId: slug,
  tier: shortText,
  /** A coupon of ours for an account that is linked for the first time, once per account. */
  welcome: couponGrant.optional(),
})

/** A price for a while; both days count. It ends by itself (M006, L4). */
export const promotion = z.strictObject({ price: fen.min(1), from: day, through: day, title: shortText })
export type Promotion = z.infer<typeof promotion>
