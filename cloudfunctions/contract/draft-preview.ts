import { z } from 'zod'
import { action } from './action'
import { catalogueDraft } from './catalogue'
import { planDetail } from './plan-detail'
import { fen, slug } from './primitives'
import { programmeCost } from './programme-preview'

/** `advice` doesn't stand in the way; without it the draft is refused. */
const draftProblem = z.strictObject({
  path: z.string(),
  code: z.string(),
  sentence: z.string(),
  law: z.string().optional(),
  advice: z.literal(true).optional(),
})

export const draftActions = {
  /** Everything that stands in the way of publishing this draft, each with code, sentence and law. */
  'operations.checkDraft': action({
    input: z.strictObject({ draft: catalogueDraft }),
    output: z.strictObject({ problems: z.array(draftProblem) }),
    roles: ['owner'],
    writes: false,
  }),
  /**
   * A plan of the draft as a shopper will see it, with the draft's own products and settings, and
   * what it means for the shop. Nothing needs to be published for it.
   */
  'operations.previewPlan': action({
    input: z.strictObject({ planId: slug, draft: catalogueDraft }),
    output: z.strictObject({
      /** The page as a shopper without a card will see it. */
      plan: planDetail,
      /** What stands in the way of publishing, and what is only advised. */
      problems: z.array(draftProblem),
      /** Fen: fee, what gifts, coupons and perks cost at most, what is left. */
      economics: z.strictObject({
        fee: fen,
        fixedCost: fen,
        left: z.int(),
        lines: z.array(z.strictObject({ title: z.string(), amount: z.int() })),
        /** F3: from which cost share on the guarantee loses money. */
        guaranteeBreakEvenBasisPoints: z.int().nullable(),
      }),
      /** What its benefits may cost a member at most. */
      benefitCosts: z.array(programmeCost),
    }),
    roles: ['owner'],
    writes: false,
  }),
} as const
