import { z } from 'zod'
import { planOffersView } from './plan-offers'
import { day, fen, instant, shortText, slug } from './primitives'
import { planSummary, typicalSaving } from './views'

export const agreementReference = z.strictObject({ id: slug, title: shortText, version: z.string() })

/** A plan's page: what a shopper sees before buying, and the owner before publishing. */
export const planDetail = planSummary.extend({
  benefits: z.array(z.strictObject({ id: slug, title: z.string(), detail: z.string() })),
  prices: z.array(
    z.strictObject({
      productId: slug,
      name: z.string(),
      photo: z.string(),
      listPrice: fen,
      listPriceId: z.string(),
      listPriceSince: instant,
      memberPrice: fen,
      saves: fen,
    }),
  ),
  typical: typicalSaving.nullable(),
  rules: z.array(z.string()),
  agreements: z.array(agreementReference),
  fulfilment: z.enum(['offline', 'digital']),
  offers: planOffersView,
  /** What buying now leads to: an early renewal stacks on the current end (M097). */
  wouldRun: z.strictObject({ from: day, through: day, renews: z.boolean() }),
})
