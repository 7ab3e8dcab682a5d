import { isRefusal } from '../contract/refusals'
import { changeConsent } from '../domain/joining'
import { changePartnerConsent, currentPartner } from '../domain/partner-links'
import { forPersons } from '../entry/handler'
import { commitForPerson } from '../entry/person-commit'

const PARTNER = 'partner:'

/** Consents are given and withdrawn one by one, in force at once (L9). */
export const consent = forPersons('membership.consent', async (input, scope) => {
  const { backend, now } = scope
  const { purpose: about, granted } = input
  const partnerId = about.startsWith(PARTNER) ? about.slice(PARTNER.length) : null
  if (partnerId !== null && granted) {
    const release = await backend.releases.current(now)
    if (isRefusal(release)) return release
    const partner = currentPartner(release, partnerId)
    if (isRefusal(partner)) return partner
  }
  const committed = await commitForPerson('membership.consent', input, scope, (state) =>
    partnerId === null
      ? changeConsent(state, { purpose: about, granted, now })
      : changePartnerConsent(state, { partnerId, granted, now }),
  )
  if (isRefusal(committed)) return committed
  const { facts } = committed.entry
  return { purpose: facts.purpose, granted: facts.granted, at: facts.at }
})
