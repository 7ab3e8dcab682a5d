import { z } from 'zod'
import { action } from './action'
import { catalogueDraft } from './catalogue'
import { fen, shortText, slug } from './primitives'

/** What a cost belongs to: a list of the draft's programme, or a card's benefits. */
export const costPart = z.enum([
  'templates',
  'campaigns',
  'crossCategory',
  'points',
  'tiers',
  'challenges',
  'badges',
  'rewards',
  'flashSales',
  'draws',
  'benefits',
])
export type CostPart = z.infer<typeof costPart>

/**
 * What one member may cost at most, as far as the draft's figures say: by month, by year, by paid
 * period, once, or for each ¥100 that is paid. Null where only use will tell; `words` says why.
 */
export const programmeCost = z.strictObject({
  part: costPart,
  /** Of the thing in its list. */
  id: slug,
  title: z.string(),
  perMember: fen.nullable(),
  per: z.enum(['month', 'year', 'period', 'once', 'hundred_yuan']),
  /** Fen for all members together, where a limit or a stock bounds it. */
  most: fen.nullable(),
  words: z.string(),
})
export type ProgrammeCost = z.infer<typeof programmeCost>

/** Who may have something, in words; null where it is everybody. */
const forWhom = z.string().nullable()

export const programmePreview = z.strictObject({
  templates: z.array(
    z.strictObject({
      id: slug,
      title: z.string(),
      offer: z.string(),
      scope: z.string(),
      combines: z.string(),
      days: z.int(),
      forWhom,
    }),
  ),
  campaigns: z.array(z.strictObject({ id: slug, title: z.string(), items: z.array(z.string()), forWhom })),
  points: z.strictObject({
    rules: z.array(z.string()),
    checkIn: z.array(z.string()),
  }),
  tiers: z.array(z.strictObject({ name: shortText, threshold: z.int(), keep: z.int() })),
  growth: z.array(z.string()),
  matrix: z.array(z.strictObject({ title: z.string(), cells: z.array(z.string().nullable()) })),
  challenges: z.array(
    z.strictObject({ id: slug, title: z.string(), rule: z.string(), reward: z.string(), forWhom }),
  ),
  badges: z.array(z.strictObject({ id: slug, title: z.string(), rule: z.string(), forWhom })),
  rewards: z.array(
    z.strictObject({
      id: slug,
      title: z.string(),
      gives: z.string(),
      /** Null: not in the shop, given otherwise only. */
      price: z.string().nullable(),
      rule: z.string(),
      forWhom,
    }),
  ),
  flashSales: z.array(z.strictObject({ id: slug, title: z.string(), price: fen, rule: z.string(), forWhom })),
  polls: z.array(z.strictObject({ id: slug, question: z.string(), options: z.array(z.string()), forWhom })),
  draws: z.array(
    z.strictObject({
      id: slug,
      title: z.string(),
      organiser: z.string(),
      rule: z.string(),
      prizes: z.array(z.strictObject({ title: z.string(), odds: z.string(), quantity: z.int() })),
      /** What is left of the odds: no prize. */
      nothing: z.string(),
      forWhom,
    }),
  ),
  support: z.array(z.strictObject({ who: z.string(), promise: z.string() })),
  costs: z.array(programmeCost),
})
export type ProgrammePreview = z.infer<typeof programmePreview>

export const programmeActions = {
  /** The programme of the draft in a member's words, and what it may cost. Nothing is published. */
  'operations.previewProgramme': action({
    input: z.strictObject({ draft: catalogueDraft }),
    output: programmePreview,
    roles: ['owner'],
    writes: false,
  }),
} as const
