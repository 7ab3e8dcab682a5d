import { z } from 'zod'
import { day, shortText, slug } from './primitives'

/**
 * What the owner may do about members who stay away. Each part that is absent is switched off:
 * all of it is marketing, told only to who agreed to it (L9, L12).
 */

/** The shop's own line in a message: as long as WeChat lets a line be. */
const line = z.string().min(2).max(20)

/** A coupon of a template, or a reward of the programme. */
export const comebackGift = z.strictObject({
  id: slug,
  title: shortText,
  gives: z.discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('coupon'), templateId: slug }),
    z.strictObject({ kind: z.literal('reward'), rewardId: slug }),
  ]),
  /** With which of the two messages it comes. */
  comesWith: z.enum(['churn', 'wake_up']),
  from: day,
  through: day,
  words: line,
})
export type ComebackGift = z.infer<typeof comebackGift>

export const winBackSettings = z.strictObject({
  /** On the third day after the last card ended (M090). */
  afterLapse: z.strictObject({ words: line }).optional(),
  /** Who has not ordered for more than so many days is listed for the staff (M094). */
  churn: z
    .strictObject({
      days: z.int().min(14).max(90),
      /** Instead, so many tenths of the member's own interval, where there are orders enough: 25 is 2.5 times. */
      cycleTenths: z.int().min(12).max(60).optional(),
      /** Absent: the list alone, nobody is written to. */
      words: line.optional(),
    })
    .optional(),
  /** After more than so many days without an order, once for each such time (M095). */
  wakeUp: z.strictObject({ days: z.int().min(45).max(180), words: line }).optional(),
  /** At most ¥5 of cost; one in ten gets none, so that its effect can be told (M096). */
  comebackGift: comebackGift.optional(),
})
export type WinBackSettings = z.infer<typeof winBackSettings>

/**
 * An offer for renewing that begins when the staff marks a service as done, and really ends with
 * that day (M088).
 */
export const peakOfferSettings = z.strictObject({
  id: slug,
  title: shortText,
  /** The plans that it holds for; absent: each that the member could renew. */
  planIds: z.array(slug).min(1).max(20).optional(),
  /** The benefits whose completion begins it; absent: any. */
  benefitIds: z.array(slug).min(1).max(30).optional(),
  gives: z.discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('bonus_months'), months: z.int().min(1).max(6) }),
    z.strictObject({ kind: z.literal('coupon'), templateId: slug, count: z.int().min(1).max(10) }),
  ]),
  /** No second one for so many days, whatever came of the first: 30 at least, or "today only" is untrue. */
  notAgainDays: z.int().min(1).max(366),
  from: day,
  through: day,
  words: line,
})
export type PeakOfferSettings = z.infer<typeof peakOfferSettings>
