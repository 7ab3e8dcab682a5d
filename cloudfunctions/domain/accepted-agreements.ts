import { type Refusal, refuse } from '../contract/refusals'
import type { AgreementVersion } from './release'

/**
 * Null when everything that a plan's version or a sale asks for was agreed to in its current text (L2). Otherwise
 * PLAN_UNAVAILABLE (an agreement is not published), AGREEMENT_REQUIRED or AGREEMENT_CHANGED.
 * @param required the agreements that the version names, in their current text
 */
export function agreementsRefused(
  { agreementIds }: { readonly agreementIds: readonly string[] },
  required: readonly AgreementVersion[],
  agreements: readonly { readonly id: string; readonly version: string }[],
): Refusal | null {
  if (required.length < agreementIds.length) return refuse('PLAN_UNAVAILABLE')
  for (const { id, version } of required) {
    const accepted = agreements.filter((agreement) => agreement.id === id)
    if (accepted.length === 0) return refuse('AGREEMENT_REQUIRED', { id })
    if (!accepted.some((agreement) => agreement.version === version))
      return refuse('AGREEMENT_CHANGED', { id })
  }
  return null
}
