import { z } from 'zod'
import { audience } from './audience'
import { day, fen, shortText, slug } from './primitives'

/**
 * What can be had for points, or for none: the points shop (M060), samples and trial slots (M033),
 * prizes, birthday gifts, badges' rewards. Goods and services become a voucher that a clerk hands
 * over; a coupon goes into the wallet.
 */
export const reward = z.strictObject({
  id: slug,
  title: shortText,
  detail: z.string().max(200),
  photo: z.string().max(300),
  gives: z.discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('goods'), productId: slug.optional() }),
    z.strictObject({ kind: z.literal('service') }),
    z.strictObject({ kind: z.literal('coupon'), templateId: slug }),
  ]),
  /** Absent: not in the shop, given otherwise only (prize, badge, birthday). */
  shop: z
    .strictObject({ points: z.int().min(0).max(10_000_000), from: day, through: day, audience })
    .optional(),
  stock: z.int().min(1).max(1_000_000),
  perMember: z.int().min(1).max(100),
  /** Days in which the voucher is good; at least a month for what was paid with points. */
  voucherDays: z.int().min(7).max(366),
  cost: fen,
})
export type Reward = z.infer<typeof reward>

/** A fixed day's rush (M030): paid in the app, picked up with a voucher. Stock anew each day of it. */
export const flashSale = z.strictObject({
  id: slug,
  title: shortText,
  productId: slug,
  price: fen.min(1),
  /** 1 Monday … 7 Sunday, from 0:00 to 24:00 in Shanghai. */
  weekday: z.int().min(1).max(7),
  from: day,
  through: day,
  stock: z.int().min(1).max(100_000),
  perMember: z.int().min(1).max(10),
  audience,
  pickUpBranchIds: z.array(slug).min(1).max(100),
  pickUpDays: z.int().min(1).max(30),
  agreementIds: z.array(slug).max(3),
})
export type FlashSale = z.infer<typeof flashSale>

/** A vote of members on what the shop does (M036): one each, changeable until it closes. */
export const poll = z.strictObject({
  id: slug,
  question: z.string().min(1).max(120),
  options: z
    .array(z.strictObject({ id: slug, label: shortText }))
    .min(2)
    .max(10),
  audience,
  from: day,
  through: day,
})
export type Poll = z.infer<typeof poll>

/**
 * A draw with published odds (M078, L14): free for its audience, never sold, prizes at most
 * ¥50,000. `oddsPerMillion` of each chance; chances per member and day. The seed's hash is public
 * before the first chance, the seed after the last day.
 */
export const draw = z.strictObject({
  id: slug,
  title: shortText,
  audience,
  from: day,
  through: day,
  chancesPerDay: z.int().min(1).max(10),
  prizes: z
    .array(
      z.strictObject({
        id: slug,
        rewardId: slug,
        oddsPerMillion: z.int().min(1).max(1_000_000),
        quantity: z.int().min(1).max(1_000_000),
        /** Fen that it is worth: L14 allows at most 5 000 000. */
        worth: fen.max(5_000_000),
      }),
    )
    .min(1)
    .max(10),
  organiser: z.string().min(1).max(120),
})
export type PrizeDraw = z.infer<typeof draw>

/** First answer within so many minutes of opening hours, by tier rank, the default first (M079). */
export const supportPromise = z.strictObject({
  defaultMinutes: z.int().min(5).max(10_080),
  byTier: z
    .array(z.strictObject({ tierAtLeast: z.int().min(1).max(9), minutes: z.int().min(1).max(10_080) }))
    .max(9),
})
export type SupportPromise = z.infer<typeof supportPromise>

export const participation = z.strictObject({
  rewards: z.array(reward).max(100),
  flashSales: z.array(flashSale).max(20),
  polls: z.array(poll).max(20),
  draws: z.array(draw).max(10),
  support: supportPromise.optional(),
})
export type Participation = z.infer<typeof participation>
