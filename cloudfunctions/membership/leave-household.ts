import { isRefusal } from '../contract/refusals'
import { leaveHousehold as leave } from '../domain/households'
import { forPersons } from '../entry/handler'
import { carryOutHousehold } from '../entry/household-follow-ups'

/** Nobody has to be asked: the own mark goes at once, the holder's list follows. */
export const leaveHousehold = forPersons('membership.leaveHousehold', async (input, scope) => {
  const { backend, memberId, now, deadline } = scope
  const { operationId } = input
  const member = (await backend.ledger.readMembers([memberId])).get(memberId)
  const committed = await backend.ledger.commit({
    memberId,
    member,
    operationId,
    command: 'membership.leaveHousehold',
    actor: { role: 'member', memberId, branchId: null },
    input,
    now,
    deadline,
    decide: (state) => leave(state, { operationId, now }),
  })
  if (isRefusal(committed)) return committed
  for (const due of committed.entry.due)
    if (due.kind === 'household_leave') await carryOutHousehold(due, scope)
  return { left: committed.entry.facts.ownerId !== null }
})
