import { z } from 'zod'
import { fen, shortText, slug } from './primitives'

/**
 * Benefits beside prices: of a card (`planTerms.benefits`) or of a tier. What the counters count
 * is the member's own; windows are Shanghai days, weeks from Monday, calendar months, or the paid
 * period.
 */

export const benefitWindow = z.enum(['day', 'week', 'month', 'period'])
export type BenefitWindow = z.infer<typeof benefitWindow>

/** A condition that is told before the purchase (M040, L2, L7): spend within the window or the month. */
export const spendGate = z.strictObject({ spend: fen.min(100), within: z.enum(['month', 'period']) })

const terms = {
  id: slug,
  title: shortText,
  /** What it is, in one sentence that holds. */
  detail: z.string().min(1).max(200),
  /** Real cost in fen of one use: the owner's secret. */
  cost: fen,
  gate: spendGate.optional(),
}

/** One use is worth the live price of this product, or nothing is counted as saved (L4, M029). */
const priced = { productId: slug.optional() }

export const benefitOffer = z.discriminatedUnion('kind', [
  /** So many units in a window: cups, minutes, kilometres (M027, M054). */
  z.strictObject({
    ...terms,
    ...priced,
    kind: z.literal('quota'),
    unit: z.string().min(1).max(6),
    units: z.int().min(1).max(10_000),
    per: benefitWindow,
  }),
  /** Goods at a member price on the first paid order of the day only (M028). */
  z.strictObject({
    ...terms,
    kind: z.literal('first_of_day'),
    productIds: z.array(slug).min(1).max(50),
    price: fen,
  }),
  /** A service, by appointment if slots are named, completed by a clerk's scan (M029, M034). */
  z.strictObject({
    ...terms,
    ...priced,
    kind: z.literal('service'),
    units: z.int().min(1).max(100),
    per: benefitWindow,
    appointment: z
      .strictObject({
        branchIds: z.array(slug).min(1).max(100),
        /** `HH:mm` in Shanghai, each with so many places a day. */
        slots: z
          .array(
            z.strictObject({
              at: z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/),
              places: z.int().min(1).max(200),
            }),
          )
          .min(1)
          .max(48),
        /** Bookable so many hours before the slot's start, for everybody; more for higher ranks (M034). */
        openHours: z.int().min(1).max(1440),
        earlier: z
          .array(z.strictObject({ tierAtLeast: z.int().min(1).max(9), hours: z.int().min(1).max(720) }))
          .max(5),
        /** Free to cancel until so many hours before. */
        cancelHours: z.int().min(0).max(72),
      })
      .optional(),
  }),
  /** Money back of a kind, up to a sum in a window: return shipping, parking (M118). */
  z.strictObject({ ...terms, kind: z.literal('capped'), most: fen.min(1), per: benefitWindow }),
  /** The delivery fee of an order, so many times in a window (M059). */
  z.strictObject({
    ...terms,
    kind: z.literal('delivery'),
    most: fen.min(1),
    times: z.int().min(1).max(1000),
    per: benefitWindow,
  }),
  /** Replaced, not repaired, within so many days of the receipt (M061). */
  z.strictObject({
    ...terms,
    kind: z.literal('warranty'),
    productIds: z.array(slug).min(1).max(100),
    /** Within these the receipt's card is still known. */
    days: z.int().min(1).max(365),
  }),
  /** One of several, chosen each window, changeable until its first use (M080). */
  z.strictObject({
    ...terms,
    kind: z.literal('choice'),
    per: z.enum(['month', 'period']),
    options: z
      .array(
        z.strictObject({
          id: slug,
          title: shortText,
          unit: z.string().min(1).max(6),
          units: z.int().min(1).max(1000),
          productId: slug.optional(),
          cost: fen,
        }),
      )
      .min(2)
      .max(8),
  }),
  /** Given if available: the promise says so, and each grant or refusal has its reason (M122). */
  z.strictObject({ ...terms, ...priced, kind: z.literal('if_available') }),
  /** Things that the staff prepares for each holder once a window: a guide, an album (M031). */
  z.strictObject({
    ...terms,
    kind: z.literal('fulfilment'),
    per: z.enum(['month', 'period']),
    task: z.string().min(1).max(120),
  }),
  /** Once in a birthday month, whatever day is entered later (M037). */
  z.strictObject({ ...terms, kind: z.literal('birthday'), rewardId: slug }),
  /** priority_support: M079, priority_booking: first in the waiting list (M037). */
  z.strictObject({
    ...terms,
    kind: z.literal('privilege'),
    flag: z.enum(['priority_support', 'priority_booking']),
  }),
])
export type BenefitOffer = z.infer<typeof benefitOffer>
export type BenefitKind = BenefitOffer['kind']
