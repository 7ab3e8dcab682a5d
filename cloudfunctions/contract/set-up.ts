import { z } from 'zod'
import { action } from './action'
import { catalogueDraft, planTerms } from './catalogue'
import { promotion } from './offers'
import { fen, slug } from './primitives'
import { trade } from './shop-settings'

/** What stands between a shop and its first sale. */
const readiness = z.strictObject({
  id: z.enum([
    'shop',
    'licence',
    'branches',
    'products',
    'plan',
    'agreements',
    'messages',
    'payment',
    'staff',
    'open',
  ]),
  title: z.string(),
  state: z.enum(['done', 'missing', 'advised']),
  detail: z.string(),
})

const draftProblem = z.strictObject({
  path: z.string(),
  code: z.string(),
  sentence: z.string(),
  law: z.string().optional(),
})

export const setUpActions = {
  /** Whether somebody owns this shop already, for who opens it first; nothing else is said. */
  'operations.setUp': action({
    input: z.strictObject({}),
    output: z.strictObject({
      claimed: z.boolean(),
      mine: z.boolean(),
      release: z.int(),
      steps: z.array(readiness),
    }),
    roles: ['member'],
    writes: false,
  }),
  /** A catalogue to begin with, for a trade: everything in it can be changed. */
  'operations.template': action({
    input: z.strictObject({ trade, name: z.string().min(1).max(60) }),
    output: z.strictObject({ draft: catalogueDraft }),
    roles: ['owner'],
    writes: false,
  }),
  /** Everything that stands in the way of publishing this draft, each with code, sentence and law. */
  'operations.checkDraft': action({
    input: z.strictObject({ draft: catalogueDraft }),
    output: z.strictObject({ problems: z.array(draftProblem) }),
    roles: ['owner'],
    writes: false,
  }),
  /** The plan as a shopper will see it, made from the draft, and what it means for the shop. */
  'operations.previewPlan': action({
    input: z.strictObject({
      planId: slug,
      terms: planTerms,
      promotion: promotion.optional(),
    }),
    output: z.strictObject({
      /** The shopper's page: the same shape as `membership.plan`. */
      plan: z.unknown(),
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
    }),
    roles: ['owner'],
    writes: false,
  }),
  /** Asks WeChat Pay for an order that can't exist: whether keys, certificate and number work together. */
  'payment.check': action({
    input: z.strictObject({}),
    output: z.strictObject({ ok: z.boolean(), detail: z.string() }),
    roles: ['owner'],
    writes: false,
  }),
} as const
