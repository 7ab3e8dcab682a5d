import { isRefusal, refuse } from '../contract/refusals'
import { currentPartner, linkPartner as decide, liveLink, partnerTier } from '../domain/partner-links'
import { linkView } from '../domain/partner-views'
import { forPersons } from '../entry/handler'
import { operationOfPerson } from '../entry/person-commit'
import { partnerPort } from '../entry/partners'
import { partnerAccountDigest } from '../ledger/partner-accounts'

/**
 * Links a partner's account to the tier that the member's card gives (M077). The account is held
 * under its keyed digest first, so that it is one member's only; the partner is told it and the tier,
 * nothing else, and neither books nor logs ever hold it.
 */
export const linkPartner = forPersons('membership.linkPartner', async (input, scope) => {
  const { backend, memberId, now, settings } = scope
  const { operationId, partnerId, account } = input
  const release = await backend.releases.current(now)
  if (isRefusal(release)) return release
  const current = currentPartner(release, partnerId)
  if (isRefusal(current)) return current
  const accountDigest = partnerAccountDigest(partnerId, account, settings.memberKey)
  const operation = await operationOfPerson(
    'membership.linkPartner',
    { operationId, partnerId, accountDigest },
    scope,
  )
  if (isRefusal(operation)) return operation
  const { applied, state } = operation
  if (applied || liveLink(state, partnerId)?.accountDigest === accountDigest)
    return linkView(state, release, partnerId, now)

  const standing = partnerTier(state, release, partnerId, now)
  if (!standing) return refuse('PERK_NOT_READY')
  const held = await backend.partnerAccounts.hold(accountDigest, {
    partnerId,
    memberIds: [memberId, ...(state.mergedFrom ?? [])],
    linkId: operationId,
    ended: state.partnerLinks.find((link) => link.accountDigest === accountDigest)?.linkId ?? null,
  })
  if (!held.held) return refuse('PARTNER_ACCOUNT_USED')
  if (current.partner.port === 'api') {
    const port = partnerPort(partnerId, scope)
    const told = await port?.link({ key: held.linkId, account: account.trim(), tier: standing.match.tier })
    if (told === 'refused') {
      await backend.partnerAccounts.giveUp(accountDigest, held.linkId)
      return refuse('INPUT_INVALID', { path: 'account' })
    }
    if (told !== 'done') return refuse('PARTNER_UNREACHABLE')
  }
  const committed = await operation.commit((before) =>
    decide(before, {
      linkId: held.linkId,
      partnerId,
      accountDigest,
      welcome: held.welcome,
      release,
      now,
    }),
  )
  if (!isRefusal(committed)) return linkView(committed.state, release, partnerId, now)
  // Another phone was faster with the same account.
  const after = (await backend.ledger.readMembers([memberId])).get(memberId)?.state
  const linked = after && liveLink(after, partnerId)?.accountDigest === accountDigest
  return linked ? linkView(after, release, partnerId, now) : committed
})
