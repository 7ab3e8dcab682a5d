import { isRefusal } from '../contract/refusals'
import { unlinkPartner as decide } from '../domain/partner-links'
import { linkView } from '../domain/partner-views'
import { forPersons } from '../entry/handler'

/** At once, without a reason and without anybody's help; the partner is told by the follow-up. */
export const unlinkPartner = forPersons('membership.unlinkPartner', async (input, scope) => {
  const { backend, memberId, now, deadline } = scope
  const { operationId, partnerId } = input
  const release = await backend.releases.current(now)
  if (isRefusal(release)) return release
  const committed = await backend.ledger.commit({
    memberId,
    member: (await backend.ledger.readMembers([memberId])).get(memberId),
    operationId,
    command: 'membership.unlinkPartner',
    actor: { role: 'member', memberId, branchId: null },
    input,
    now,
    deadline,
    decide: (state) => decide(state, { partnerId, now }),
  })
  return isRefusal(committed) ? committed : linkView(committed.state, release, partnerId, now)
})
