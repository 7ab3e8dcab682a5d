import { z } from 'zod'
import { action } from './action'
import { basisPoints, day, fen, fenSum, instant, memberNumber, slug } from './primitives'

/** What the owner sees of members who stay away, and of what is done about it. */

const churnRow = z.strictObject({
  memberNumber,
  displayName: z.string(),
  maskedPhone: z.string().nullable(),
  lastOrder: day,
  daysSince: z.int().min(0),
  /** Days between this member's orders, on average; null with fewer than three. */
  everyDays: z.int().min(1).nullable(),
  /** More days than these without an order put a member on the list. */
  listedAfterDays: z.int().min(1),
  /** What the member still holds here. */
  holds: z.strictObject({
    card: z.string().nullable(),
    balance: fenSum,
    coupons: z.int().min(0),
    points: z.int().min(0),
  }),
  /** Messages may be written to this member (L9). */
  marketing: z.boolean(),
})

const arm = z.strictObject({
  members: z.int().min(0),
  cameBack: z.int().min(0),
  /** Share that ordered within 30 days; null under 30 members. */
  rate: basisPoints.nullable(),
})

export const comingBackActions = {
  /** Who has not ordered for longer than usual (M094): the longest away last. */
  'operations.churn': action({
    input: z.strictObject({ before: z.strictObject({ at: instant, memberNumber }).optional() }),
    output: z.strictObject({
      asOf: instant,
      days: z.int().min(1),
      cycleTenths: z.int().nullable(),
      rows: z.array(churnRow).max(50),
      next: z.strictObject({ at: instant, memberNumber }).nullable(),
    }),
    roles: ['owner', 'manager'],
    writes: false,
  }),
  /** How far the forecasts of savings were off for members whose year is over (M086). */
  'operations.renewalForecastError': action({
    input: z.strictObject({}),
    output: z.strictObject({
      asOf: instant.nullable(),
      members: z.int().min(0),
      /** Mean of |forecast − real| / real; null under ten members: nothing is widened by it then. */
      meanBasisPoints: z.int().min(0).nullable(),
      /** Share of members whose real saving lay within the range that was forecast. */
      withinRange: basisPoints.nullable(),
      method: z.string(),
    }),
    roles: ['owner'],
    writes: false,
  }),
  /** What a comeback gift brought, against who got none (M096). */
  'operations.comebackReport': action({
    input: z.strictObject({}),
    output: z.strictObject({
      asOf: instant,
      gifts: z.array(
        z.strictObject({
          giftId: slug,
          title: z.string(),
          /** Fen that one costs the shop at most. */
          cost: fen,
          withGift: arm,
          holdOut: arm,
          /** Rate with less rate without, in basis points; null while either is. */
          lift: z.int().nullable(),
          /** Fen that the gifts cost at most. */
          spent: fenSum,
        }),
      ),
    }),
    roles: ['owner'],
    writes: false,
  }),
} as const
