import { isRefusal } from '../contract/refusals'
import { findPerk } from '../domain/partner-perks'
import { activatePerk } from '../domain/perk-use'
import { forPersons } from '../entry/handler'
import { perkAnswer } from './perk-answer'

/** The member says that the code works: nobody is reminded of it any more, and it counts as used. */
export const activatedPerk = forPersons('membership.activatedPerk', async (input, scope) => {
  const { backend, memberId, now, deadline } = scope
  const release = await backend.releases.current(now)
  if (isRefusal(release)) return release
  const member = (await backend.ledger.readMembers([memberId])).get(memberId)
  const { orderId, perkId: offerId } = input
  if (member && findPerk(member.state, orderId, offerId)?.state === 'activated')
    return perkAnswer(member.state, input, release, scope)
  const committed = await backend.ledger.commit({
    memberId,
    member,
    operationId: input.operationId,
    command: 'membership.activatedPerk',
    actor: { role: 'member', memberId, branchId: null },
    input,
    now,
    deadline,
    decide: (state) => activatePerk(state, { orderId, offerId, now }),
  })
  if (!isRefusal(committed)) return perkAnswer(committed.state, input, release, scope)
  // Another phone was faster.
  const after = (await backend.ledger.readMembers([memberId])).get(memberId)?.state
  return after && findPerk(after, orderId, offerId)?.state === 'activated'
    ? perkAnswer(after, input, release, scope)
    : committed
})
