import { z } from 'zod'
import { day } from './primitives'

/**
 * What of the shop's programme has something for this person, so that no entry leads to an empty
 * page. Counts are of now.
 */
export const homeEntries = z.strictObject({
  /** Benefits that can be used today; null: the person holds none and none could be had. */
  benefits: z.int().min(0).nullable(),
  /** Vouchers that wait to be picked up. */
  vouchers: z.int().min(0),
  /** Rushes that still come, votes and draws that run. */
  flashSales: z.int().min(0),
  polls: z.int().min(0),
  draws: z.int().min(0),
  /** Points that can be spent; null: the shop has none. */
  points: z.int().min(0).nullable(),
  /** The shop answers questions here (M079). */
  questions: z.boolean(),
  /** Events that can still be signed up for, or are signed up for (M105). */
  events: z.int().min(0).optional(),
  /** The member day that runs or comes within a week (M111). */
  memberDay: z.strictObject({ title: z.string(), day, running: z.boolean() }).optional(),
  /** The shop rewards invitations now (M107). */
  invitations: z.boolean().optional(),
  /** What joining agreed to has a newer text that wasn't answered yet (L9); its summary. */
  newTerms: z.strictObject({ title: z.string(), summary: z.string().nullable() }).optional(),
  /** Something came to the inbox since it was read last. */
  unread: z.boolean(),
})
export type HomeEntries = z.infer<typeof homeEntries>
