import { isRefusal } from '../contract/refusals'
import { changeConsent } from '../domain/joining'
import { changePartnerConsent, currentPartner } from '../domain/partner-links'
import { forPersons } from '../entry/handler'

const PARTNER = 'partner:'

/** Consents are given and withdrawn one by one, in force at once (L9). */
export const consent = forPersons('membership.consent', async (input, scope) => {
  const { backend, memberId, now, deadline } = scope
  const { purpose: about, granted } = input
  const partnerId = about.startsWith(PARTNER) ? about.slice(PARTNER.length) : null
  if (partnerId !== null && granted) {
    const release = await backend.releases.current(now)
    if (isRefusal(release)) return release
    const partner = currentPartner(release, partnerId)
    if (isRefusal(partner)) return partner
  }
  const committed = await backend.ledger.commit({
    memberId,
    member: (await backend.ledger.readMembers([memberId])).get(memberId),
    operationId: input.operationId,
    command: 'membership.consent',
    actor: { role: 'member', memberId, branchId: null },
    input,
    now,
    deadline,
    decide: (state) =>
      partnerId === null
        ? changeConsent(state, { purpose: about, granted, now })
        : changePartnerConsent(state, { partnerId, granted, now }),
  })
  if (isRefusal(committed)) return committed
  const { facts } = committed.entry
  return { purpose: facts.purpose, granted: facts.granted, at: facts.at }
})
