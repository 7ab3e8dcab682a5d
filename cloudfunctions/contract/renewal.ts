import { z } from 'zod'
import { action } from './action'

export const renewalActions = {
  /**
   * Archives idle tails into the journal, carries out follow-ups and the daily work; run by a timer.
   * `failed`: so many jobs of the run broke off, and come again with the next.
   */
  'renewal.sweep': action({
    input: z.strictObject({}),
    output: z.strictObject({ archived: z.int(), members: z.int(), left: z.boolean(), failed: z.int() }),
    roles: ['timer'],
    writes: false,
  }),
} as const
