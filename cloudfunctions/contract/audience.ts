import { z } from 'zod'
import { slug } from './primitives'

/**
 * Who may have something: all parts that are there must hold. An empty audience is every member.
 * The rule is public wherever it decides over anything (L3).
 */
export const audience = z.strictObject({
  /** At least this rank of the tiers (M055, M034). */
  tierAtLeast: z.int().min(0).max(9).optional(),
  /** Holders of a running card of one of these plans. */
  planIds: z.array(slug).min(1).max(20).optional(),
  /** Holders of any running card. */
  cardHolders: z.literal(true).optional(),
})
export type Audience = z.infer<typeof audience>

/** Whether the person belongs to it, and if not, what would change that, in words (M076). */
export const admission = z.strictObject({ admitted: z.boolean(), why: z.string().nullable() })
export type Admission = z.infer<typeof admission>
