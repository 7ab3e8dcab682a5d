import { z } from 'zod'
import { action } from './action'
import { instant, operationId, shortText, slug } from './primitives'

/** The text that joining agrees to, as it was published once. */
const termsVersion = z.strictObject({
  version: z.string(),
  since: instant,
  /** What changed with it, in the shop's own sentence; null: it was the first. */
  summary: z.string().nullable(),
  /** In force for who joins or buys now. */
  current: z.boolean(),
  /** The one that this member agreed to last. */
  accepted: z.boolean(),
})

export const serviceTermsActions = {
  /** The text that joining agrees to in all its versions, and whether a newer one waits for an answer (L9). */
  'membership.terms': action({
    input: z.strictObject({}),
    output: z.strictObject({
      now: instant,
      agreementId: slug,
      title: shortText,
      /** Epoch ms; when the accepted one was agreed to. Null: a member who was never asked. */
      acceptedAt: instant.nullable(),
      /** The one in force wasn't agreed to. */
      pending: z.boolean(),
      /** The one in force was read and not agreed to. */
      declinedAt: instant.nullable(),
      /** The newest first. */
      versions: z.array(termsVersion).max(20),
    }),
    roles: ['member'],
    writes: false,
  }),
  /**
   * Agrees to the version in force, or says no. A no changes nothing of what was bought (L7): only a
   * new purchase asks again. Refuses AGREEMENT_CHANGED for another version, NOT_FOUND where none waits.
   */
  'membership.answerTerms': action({
    input: z.strictObject({
      operationId,
      agreementId: slug,
      version: z.string().min(1).max(80),
      agrees: z.boolean(),
    }),
    output: z.strictObject({ agrees: z.boolean(), at: instant }),
    roles: ['member'],
    writes: true,
  }),
} as const
