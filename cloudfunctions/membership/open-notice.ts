import { isRefusal, refuse } from '../contract/refusals'
import { noticeDelivered } from '../domain/renewal-cycle'
import { contractOf } from '../domain/renewal-plan'
import { contractView } from '../domain/renewal-views'
import { contractEvents } from '../entry/contract-events'
import { forPersons } from '../entry/handler'
import { commitForPerson } from '../entry/person-commit'

/** The member opened the notice in the mini-program: that is its delivery (L1, M087). */
export const openNotice = forPersons('membership.openNotice', async (input, scope) => {
  const { backend, memberId, now } = scope
  const { contractCode, chargeOn, plannedAt } = input
  const release = await backend.releases.current(now)
  if (isRefusal(release)) return release
  const committed = await commitForPerson('membership.openNotice', input, scope, (state) =>
    noticeDelivered(state, { contractCode, chargeOn, plannedAt, now, channel: 'inbox' }),
  )
  if (isRefusal(committed)) return committed
  const member = (await backend.ledger.readMembers([memberId])).get(memberId)
  // A merge may have taken it elsewhere since.
  const contract = contractOf(committed.state, contractCode)
  if (!member || !contract) return refuse('CONTRACT_NOT_FOUND')
  return { contract: contractView(contract, release, await contractEvents(member, contractCode, backend)) }
})
