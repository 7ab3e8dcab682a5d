import { JOINING_AGREEMENT } from '../contract/joining-agreement'
import { refuse } from '../contract/refusals'
import type { Decision } from './decision'
import { withConsent } from './joining'
import type { Consent, MemberState } from './member'
import type { PrivacyFacts } from './privacy-account'
import type { AgreementVersion, Release } from './release'

/**
 * The text that joining agreed to, once the shop publishes a newer one (PIPL 14). The accepted one
 * goes on for everything that was bought; a new purchase asks for the one in force. Who became a
 * member by a purchase, or by what a merge brought to a WeChat that never joined, was never asked:
 * the next purchase asks them too, and nothing that they have waits for it. Who is no member agreed
 * to nothing, so nothing waits for them.
 */

export interface PendingTerms {
  /** In force now. */
  readonly agreement: AgreementVersion
  /** The version that was agreed to last; null: a member who was never asked. */
  readonly accepted: string | null
  /** When this very version was declined; null: not answered yet. Epoch ms. */
  readonly declinedAt: number | null
}

/** What joining agreed to: the agreement, its version and when. Null for who never joined. */
export function acceptedTerms(
  state: Pick<MemberState, 'consents'>,
): { agreementId: string; version: string; at: number } | null {
  const service = state.consents.find(({ purpose, granted }) => purpose === 'service' && granted)
  const [agreementId = '', version = ''] = service?.version.split('@') ?? []
  return service && agreementId ? { agreementId, version, at: service.at } : null
}

/** Which agreement a member's joining rests on: the accepted one, or what joining asks for. */
export function termsAgreementId(state: Pick<MemberState, 'consents'>): string {
  return acceptedTerms(state)?.agreementId ?? JOINING_AGREEMENT
}

/** The version in force where this member hasn't agreed to it, or null. */
export function pendingTerms(
  state: Pick<MemberState, 'joinedAt' | 'consents' | 'privacy'>,
  release: Pick<Release, 'agreements'>,
): PendingTerms | null {
  const accepted = acceptedTerms(state)
  if (!accepted && state.joinedAt === null) return null
  const agreementId = termsAgreementId(state)
  const agreement = release.agreements.find(({ id, current }) => current && id === agreementId)
  if (!agreement || agreement.version === accepted?.version) return null
  const { declinedTerms } = state.privacy
  const isDeclined = declinedTerms?.version === referenceOf(agreement)
  return { agreement, accepted: accepted?.version ?? null, declinedAt: isDeclined ? declinedTerms.at : null }
}

/**
 * A newer version than the accepted one that a member hasn't answered: what the home and the inbox
 * say. Who said no isn't asked on every page, and for who was never asked nothing is new: purchases
 * ask both.
 */
export function unansweredTerms(
  state: Pick<MemberState, 'joinedAt' | 'consents' | 'privacy'>,
  release: Pick<Release, 'agreements'>,
): AgreementVersion | null {
  const pending = state.joinedAt === null ? null : pendingTerms(state, release)
  return pending && pending.accepted !== null && pending.declinedAt === null ? pending.agreement : null
}

/** The agreements that a purchase asks for, with the terms of joining where they weren't agreed to yet. */
export function withPendingTerms(
  required: readonly AgreementVersion[],
  state: MemberState | null,
  release: Pick<Release, 'agreements'>,
): AgreementVersion[] {
  const pending = state && pendingTerms(state, release)
  return pending && required.every(({ id }) => id !== pending.agreement.id)
    ? [...required, pending.agreement]
    : [...required]
}

/**
 * What was agreed to with a purchase counts as agreed to; never an older text than the accepted one,
 * and nothing that was declined after it.
 * @param at when the purchase was made. Epoch ms.
 */
export function withTermsOfPurchase(
  state: MemberState,
  agreements: readonly { readonly id: string; readonly version: string }[],
  release: Pick<Release, 'agreements'>,
  at: number,
): MemberState {
  const pending = pendingTerms(state, release)
  if (!pending || (pending.declinedAt ?? 0) > at) return state
  const { id, version } = pending.agreement
  return agreements.some((one) => one.id === id && one.version === version)
    ? withAccepted(state, pending.agreement, at)
    : state
}

export interface Answering {
  readonly agreementId: string
  /** As it was read. */
  readonly version: string
  readonly agrees: boolean
  readonly release: Pick<Release, 'agreements'>
  readonly now: number
}

/** The member's answer to the version in force. Refuses NOT_FOUND where none waits, AGREEMENT_CHANGED. */
export function answerTerms(
  state: MemberState,
  { agreementId, version, agrees, release, now }: Answering,
): Decision<Extract<PrivacyFacts, { kind: 'terms' }>> {
  const pending = pendingTerms(state, release)
  if (pending?.agreement.id !== agreementId) return refuse('NOT_FOUND')
  const { agreement } = pending
  if (agreement.version !== version) return refuse('AGREEMENT_CHANGED', { id: agreementId })
  const declinedTerms = { version: referenceOf(agreement), at: now }
  return {
    ok: true,
    state: agrees
      ? withAccepted(state, agreement, now)
      : { ...state, privacy: { ...state.privacy, declinedTerms } },
    postings: [],
    facts: { kind: 'terms', version: referenceOf(agreement), agreed: agrees, at: now },
    due: [],
  }
}

function withAccepted(state: MemberState, agreement: AgreementVersion, at: number): MemberState {
  const { declinedTerms: _, ...privacy } = state.privacy
  const consent: Consent = { purpose: 'service', version: referenceOf(agreement), granted: true, at }
  return { ...state, privacy, consents: withConsent(state.consents, consent) }
}

/** As consents name it. */
function referenceOf({ id, version }: AgreementVersion): string {
  return `${id}@${version}`
}
