import { z } from 'zod'
import { action } from './action'
import { agreementReference } from './plan-detail'
import { basisPoints, day, fen, fenSum, instant, operationId, shortText, signedFen, slug } from './primitives'

/** What a member reads around the end of a card: figures that can be counted, nothing that threatens. */

/** An offer that began when a service was done, and ends with that day for good (M088). */
export const peakOfferView = z.strictObject({
  offerId: z.string().min(1).max(80),
  title: shortText,
  planId: slug,
  planName: z.string(),
  versionId: z.string(),
  /** In words, such as 「续卡加送1个月」. */
  gives: z.string(),
  bonusMonths: z.int().min(0),
  coupons: z.int().min(0),
  /** What `payment.buy` is sent as `price`, with this offer's id as `peakOffer`. */
  price: fen,
  /** Epoch ms, exclusive: midnight. */
  until: instant,
  /** What buying with it leads to. */
  from: day,
  through: day,
})
export type PeakOfferView = z.infer<typeof peakOfferView>

/** Something that really ends unused: counted, at face value where it has one (M085, M093). */
export const endingEntitlement = z.strictObject({
  kind: z.enum(['coupon', 'benefit', 'gift', 'perk', 'voucher', 'points']),
  title: z.string(),
  count: z.int().min(1),
  /** Fen of one; null where it has no face value. */
  each: fen.nullable(),
  worth: fenSum.nullable(),
  /** The last day on which it can be used. */
  on: day,
  /** Of a year's windows that are over: how many times or fen there were, and how many were used. */
  of: z.strictObject({ in: z.enum(['times', 'fen']), available: fenSum, used: fenSum }).optional(),
})
export type EndingEntitlement = z.infer<typeof endingEntitlement>

/** What the coming year might save: an estimate, always with how it was made (M086). */
export const savingForecast = z.strictObject({
  low: fenSum,
  high: fenSum,
  /** Really saved in the whole months before, six to twelve of them: a fact. */
  trailing: fenSum,
  /** The later half against the earlier: 10000 is no change. */
  trendBasisPoints: basisPoints,
  method: z.string(),
  /** How far such estimates were off for members whose year is over; null while there are too few. */
  error: z.strictObject({ members: z.int().min(1), meanBasisPoints: z.int().min(0) }).nullable(),
})
export type SavingForecast = z.infer<typeof savingForecast>

const renewalPage = z.strictObject({
  now: instant,
  /** Null: no card that could be renewed. */
  card: z
    .strictObject({
      membershipId: z.string(),
      planId: slug,
      versionId: z.string(),
      planName: shortText,
      state: z.enum(['active', 'lapsed']),
      memberSince: day,
      validThrough: day,
      daysLeft: z.int().min(0),
      /** It renews by itself: on which day, and for how much. */
      autoRenews: z.strictObject({ on: day, amount: fen }).nullable(),
      /** Another card begins when it ends. */
      waiting: z.strictObject({ planName: z.string(), from: day, through: day }).nullable(),
      /** The member chose to let it end: no reminders of it any more. */
      leftAsIs: z.boolean(),
    })
    .nullable(),
  saved: z.strictObject({
    thisPeriod: signedFen,
    fee: fen,
    lastTwelveMonths: signedFen,
    all: signedFen,
  }),
  /** What makes members renew, as it is for this one (M082); analysis, no promise. */
  drivers: z.strictObject({
    tier: z.string().nullable(),
    ordersLast90Days: z.int().min(0),
    /** Days between orders, on average; null with fewer than three. */
    everyDays: z.int().min(1).nullable(),
  }),
  /** What is unused and ends with this card, on its last day (M085). */
  ends: z.strictObject({
    items: z.array(endingEntitlement),
    count: z.int().min(0),
    worth: fenSum,
  }),
  forecast: savingForecast.nullable(),
  /** What is different from the version that was bought (M098); empty: nothing. */
  changes: z.array(
    z.strictObject({ what: z.string(), before: z.string(), after: z.string(), better: z.boolean() }),
  ),
  /** Coupons that a paid renewal opens: an offer with a date (M084). */
  unlocks: z.array(
    z.strictObject({ title: z.string(), detail: z.string(), count: z.int().min(1), through: day }),
  ),
  /** Renewing today: where the new term begins and ends (M097). Null: this card isn't sold any more. */
  renew: z
    .strictObject({
      planId: slug,
      versionId: z.string(),
      price: fen,
      from: day,
      through: day,
      bonusMonths: z.int().min(0),
      /** It follows the present end: no day is lost by renewing early. */
      stacks: z.boolean(),
      agreements: z.array(agreementReference),
      /** Why it can't be bought now, in words; null: it can. */
      why: z.string().nullable(),
    })
    .nullable(),
  /** What the end of the card changes (M089, M091). */
  atLapse: z.strictObject({
    removed: z.array(
      z.strictObject({
        title: z.string(),
        detail: z.string(),
        /** What it really saved in this period, in fen; null: it isn't counted by itself. */
        saved: fenSum.nullable(),
      }),
    ),
    /** What the period saved beside those, so that all of it is `saved.thisPeriod`; null: not kept apart. */
    otherSaved: fenSum.nullable(),
    /** In words, why a benefit stands without a figure; null: each has one that can have one. */
    savedNote: z.string().nullable(),
    /** In words: what stays as it is for everybody. */
    stays: z.array(z.string()),
  }),
  peakOffer: peakOfferView.nullable(),
  /** Two choices of one size and one colour, in this order (M085). */
  choices: z.tuple([
    z.strictObject({
      choice: z.literal('renew'),
      label: z.string(),
      open: z.boolean(),
      /** Why this card can't be renewed by hand at all, in words. */
      why: z.string().optional(),
    }),
    z.strictObject({ choice: z.literal('leave'), label: z.string(), open: z.boolean() }),
  ]),
})
export type RenewalPage = z.infer<typeof renewalPage>

const yearEnd = z.strictObject({
  now: instant,
  year: z.int().min(2000).max(9999),
  /** False: the year still runs, what is unused may still be used. */
  over: z.boolean(),
  saved: signedFen,
  fees: signedFen,
  /** What ended unused in that year, at face value (M093). */
  unused: z.array(endingEntitlement),
  count: z.int().min(0),
  worth: fenSum,
  /** What can still be used, and how: the next to end first. */
  tips: z.array(z.string()).max(5),
  /** A cheaper card that would have left more on the same orders; null: none. */
  rightSize: z
    .strictObject({
      planId: slug,
      planName: z.string(),
      price: fen,
      heldPlanName: z.string(),
      heldPrice: fen,
      /** What it would have saved on the same orders, and the held one did, in fen. */
      wouldSave: fenSum,
      didSave: fenSum,
      /** How much less it would have cost altogether, in fen. */
      better: fen,
      orders: z.int().min(1),
      because: z.string(),
    })
    .nullable(),
})
export type YearEnd = z.infer<typeof yearEnd>

export const renewalPageActions = {
  'membership.renewal': action({
    /** Absent: the card that counts now, else the one that ended last. */
    input: z.strictObject({ membershipId: z.string().min(1).max(60).optional() }),
    output: renewalPage,
    roles: ['member'],
    writes: false,
  }),
  /** One tap: this card may end, and nobody reminds of it again (M085). */
  'membership.leaveAsIs': action({
    input: z.strictObject({ operationId, membershipId: z.string().min(1).max(60) }),
    output: z.strictObject({ membershipId: z.string(), validThrough: day, at: instant }),
    roles: ['member'],
    writes: true,
  }),
  'membership.yearEnd': action({
    /** Absent: the last year that is over, or the running one from December on. */
    input: z.strictObject({ year: z.int().min(2000).max(9999).optional() }),
    output: yearEnd,
    roles: ['member'],
    writes: false,
  }),
} as const
