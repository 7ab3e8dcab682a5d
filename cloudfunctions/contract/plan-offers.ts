import { z } from 'zod'
import { cardMode, topUpStep } from './offers'
import { day, fen, fenSum, slug } from './primitives'

/** How a plan can be bought now; `price` is what `payment.buy` must be sent with it. */
export const buyAs = z.enum(['regular', 'trial', 'score', 'upgrade'])
export type BuyAs = z.infer<typeof buyAs>

const buyOption = z.strictObject({
  as: buyAs,
  price: fen,
  from: day,
  through: day,
  renews: z.boolean(),
  /** Null when it can be bought; else why not, in words (a score too low, a trial used up). */
  why: z.string().nullable(),
  /** For `upgrade`: what the rest of the present card counts for. */
  credit: fen,
})

/** Everything a plan offers, computed for this person; absent parts are not offered. */
export const planOffersView = z.strictObject({
  mode: cardMode,
  options: z.array(buyOption),
  /** The family's terms side by side, the lowest price per day first (M005, M017). */
  ladder: z.array(
    z.strictObject({
      planId: slug,
      name: z.string(),
      label: z.string(),
      rank: z.int(),
      price: fen,
      months: z.int(),
      bonusMonths: z.int(),
      perDay: fen,
      /** What it has beyond the next lower rank, in words. */
      benefits: z.array(z.string()),
      /** That rank, and what of it this one doesn't have; null for the lowest. */
      below: z.strictObject({ label: z.string(), lacks: z.array(z.string()) }).nullable(),
      held: z.boolean(),
    }),
  ),
  bonusMonths: z.int(),
  promotion: z.strictObject({ title: z.string(), price: fen, regular: fen, through: day }).nullable(),
  coupons: z.array(
    z.strictObject({
      title: z.string(),
      amount: fen,
      threshold: fen,
      count: z.int(),
      days: z.int(),
      when: z.string(),
    }),
  ),
  /** What the next paid renewal opens: an offer from the start (M084). */
  renewalCoupons: z.array(z.strictObject({ title: z.string(), detail: z.string() })).optional(),
  gifts: z.array(
    z.strictObject({
      giftId: slug,
      name: z.string(),
      quantity: z.int(),
      worth: fen.nullable(),
      left: z.int(),
    }),
  ),
  /** "If you use all" against what is typical: never one without the other (M008). */
  value: z
    .strictObject({
      parts: z.array(z.strictObject({ label: z.string(), uses: z.int(), unitPrice: fen, sum: fenSum })),
      sum: fenSum,
      difference: z.int(),
      typicalMedian: fenSum.nullable(),
    })
    .nullable(),
  comparators: z.array(
    z.strictObject({ id: slug, name: z.string(), price: fen, source: z.string(), checkedOn: day }),
  ),
  /** The rule and both prices are everybody's to see; the own score with its parts (M018). */
  score: z
    .strictObject({
      price: fen,
      regular: fen,
      threshold: z.int(),
      rule: z.string(),
      own: z
        .strictObject({
          score: z.int(),
          parts: z.array(z.strictObject({ label: z.string(), points: z.int() })),
        })
        .nullable(),
    })
    .nullable(),
  trial: z
    .strictObject({ price: fen, days: z.int(), thenAmount: fen.nullable(), firstChargeOn: day.nullable() })
    .nullable(),
  autoRenew: z.strictObject({ amount: fen, everyMonths: z.int(), firstChargeOn: day }).nullable(),
  guarantee: z.strictObject({ target: fen, text: z.string(), settlesOn: day }).nullable(),
  payAsSaved: z.strictObject({ cap: fen, text: z.string() }).nullable(),
  household: z.strictObject({ helpers: z.int() }).nullable(),
  storedValue: z
    .strictObject({ ladder: z.array(topUpStep), spendOrder: z.enum(['principal_first', 'pro_rata']) })
    .nullable(),
  perks: z.array(
    z.strictObject({
      perkId: slug,
      partnerName: z.string(),
      title: z.string(),
      months: z.int(),
      dataShared: z.string(),
      left: z.int().nullable(),
      /** Fen that a used one takes off when the card is given back: told before buying (M115). */
      deduction: fen.optional(),
    }),
  ),
  /** What renewing changes against the version held now (M098); empty: nothing. */
  changes: z.array(
    z.strictObject({ what: z.string(), before: z.string(), after: z.string(), better: z.boolean() }),
  ),
})
export type PlanOffersView = z.infer<typeof planOffersView>
