import { z } from 'zod'
import { action } from './action'
import { catalogueDraft } from './catalogue'
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
  /** Asks WeChat Pay for an order that can't exist: whether keys, certificate and number work together. */
  'payment.check': action({
    input: z.strictObject({}),
    output: z.strictObject({ ok: z.boolean(), detail: z.string() }),
    roles: ['owner'],
    writes: false,
  }),
} as const
