import { isRefusal, refuse } from '../contract/refusals'
import { emptyMember } from '../domain/new-member'
import { acceptedTerms, answerTerms as answer, pendingTerms, termsAgreementId } from '../domain/service-terms'
import { forPersons } from '../entry/handler'
import { commitForPerson } from '../entry/person-commit'

const MOST_VERSIONS = 20

/** What joining agreed to, in all its versions, and whether a newer one waits for an answer (L9, L7). */
export const terms = forPersons('membership.terms', async (_input, { backend, memberId, now }) => {
  const release = await backend.releases.current(now)
  if (isRefusal(release)) return release
  const state =
    (await backend.ledger.readMembers([memberId])).get(memberId)?.state ?? emptyMember(memberId, '')
  const accepted = acceptedTerms(state)
  if (!accepted && state.joinedAt === null) return refuse('JOIN_REQUIRED')
  const own = release.agreements.filter(({ id }) => id === termsAgreementId(state))
  const newest = own.sort((one, other) => other.since - one.since)
  const inForce = newest.find(({ current }) => current) ?? newest[0]
  if (!inForce) return refuse('JOIN_REQUIRED')
  const pending = pendingTerms(state, release)
  return {
    now,
    agreementId: inForce.id,
    title: inForce.title,
    acceptedAt: accepted?.at ?? null,
    pending: pending !== null,
    declinedAt: pending?.declinedAt ?? null,
    versions: newest.slice(0, MOST_VERSIONS).map(({ version, since, summary, current }) => ({
      ...{ version, since, current },
      summary: summary ?? null,
      accepted: version === accepted?.version,
    })),
  }
})

/** Agrees to the version in force, or says no: both are one tap, and neither touches what was bought. */
export const answerTerms = forPersons('membership.answerTerms', async (input, scope) => {
  const { backend, now } = scope
  const release = await backend.releases.current(now)
  if (isRefusal(release)) return release
  const { agreementId, version, agrees } = input
  const committed = await commitForPerson('membership.answerTerms', input, scope, (state) =>
    answer(state, { agreementId, version, agrees, release, now }),
  )
  if (isRefusal(committed)) return committed
  const { agreed, at } = committed.entry.facts
  return { agrees: agreed, at }
})
