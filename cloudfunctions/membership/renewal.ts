import { isRefusal } from '../contract/refusals'
import { emptyMember } from '../domain/new-member'
import { renewalPage } from '../domain/renewal-page'
import { forPersons } from '../entry/handler'
import { agreementReference, agreementsToBuy } from '../entry/views'

/** 续卡页: what ends, what changes, what it brought; renewing and letting it end weigh the same (M085). */
export const renewal = forPersons(
  'membership.renewal',
  async ({ membershipId }, { backend, memberId, now }) => {
    const release = await backend.releases.current(now)
    if (isRefusal(release)) return release
    const member = (await backend.ledger.readMembers([memberId])).get(memberId)
    const past = member ? await backend.advices.ordersOf(member, now) : null
    const state = member?.state ?? emptyMember(memberId, '')
    return renewalPage({
      state,
      release,
      now,
      membershipId,
      orders: past?.orders.length ?? 0,
      agreementsOf: (version) => agreementsToBuy(version, state, release).map(agreementReference),
    })
  },
)
