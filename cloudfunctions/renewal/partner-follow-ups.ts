import { isRefusal } from '../contract/refusals'
import type { Due } from '../domain/decision'
import type { Scope } from '../entry/handler'
import { partnerPort } from '../entry/partners'
import type { PartnerPort } from '../gateways/partner-port'

type PartnerDue = Extract<Due, { kind: 'revoke_perk' | 'partner_link' }>

/**
 * What partners are owed to hear after a commit: a perk or a link that ended, another tier. Each is
 * repeatable under the same key. False: the partner can't be reached, so it comes again later.
 */
export async function tellPartner(due: PartnerDue, scope: Scope): Promise<boolean> {
  const { backend, now } = scope
  const told = await tell(due, scope)
  if (!told) return false
  if (due.kind === 'revoke_perk') await backend.partnerCodes.revoke(due.entitlement, now)
  else if (due.tier === null) await backend.partnerAccounts.release(due.accountDigest, due.linkId, now)
  return true
}

/** A partner of codes alone has nothing to hear: its codes are struck off with the next settlement. */
async function tell(due: PartnerDue, scope: Scope): Promise<boolean> {
  const release = await scope.backend.releases.current(scope.now)
  if (isRefusal(release)) return false
  const partner = release.partners?.find(({ id }) => id === due.partnerId)
  if (partner?.port !== 'api') return true
  const port: PartnerPort | null = partnerPort(due.partnerId, scope)
  if (!port) return false
  const answer =
    due.kind === 'revoke_perk'
      ? await port.revoke(due.entitlement)
      : await port.changeTier(due.linkId, due.tier)
  return answer === 'done'
}
