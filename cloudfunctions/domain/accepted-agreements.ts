import { type Refusal, refuse } from '../contract/refusals'
import type { AgreementVersion, PlanVersion } from './release'

/**
 * Null when everything that this version asks for was agreed to in its current text (L2). Otherwise
 * PLAN_UNAVAILABLE (an agreement is not published), AGREEMENT_REQUIRED or AGREEMENT_CHANGED.
 * @param required the agreements that the version names, in their current text
 */
export function agreementsRefused(
  { terms }: PlanVersion,
  required: readonly AgreementVersion[],
  agreements: readonly { readonly id: string; readonly version: string }[],
): Refusal | null {
  if (required.length < terms.agreementIds.length) return refuse('PLAN_UNAVAILABLE')
  for (const { id, version } of required) {
    const accepted = agreements.filter((agreement) => agreement.id === id)
    if (accepted.length === 0) return refuse('AGREEMENT_REQUIRED', { id })
    if (!accepted.some((agreement) => agreement.version === version))
      return refuse('AGREEMENT_CHANGED', { id })
  }
  return null
}
