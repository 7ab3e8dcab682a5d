import { z } from 'zod'
import { action } from './action'

export const renewalActions = {
  /** Archives idle tails into the journal and hands follow-ups to the outbox; run by a timer. */
  'renewal.sweep': action({
    input: z.strictObject({}),
    output: z.strictObject({ archived: z.int(), members: z.int(), left: z.boolean() }),
    roles: ['timer'],
    writes: false,
  }),
} as const
