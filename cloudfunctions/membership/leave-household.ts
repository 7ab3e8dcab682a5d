import { isRefusal } from '../contract/refusals'
import { leaveHousehold as leave } from '../domain/households'
import { forPersons } from '../entry/handler'
import { commitForPerson } from '../entry/person-commit'
import { carryOutHousehold } from '../entry/household-follow-ups'

/** Nobody has to be asked: the own mark goes at once, the holder's list follows. */
export const leaveHousehold = forPersons('membership.leaveHousehold', async (input, scope) => {
  const { now } = scope
  const { operationId } = input
  const committed = await commitForPerson('membership.leaveHousehold', input, scope, (state) =>
    leave(state, { operationId, now }),
  )
  if (isRefusal(committed)) return committed
  for (const due of committed.entry.due)
    if (due.kind === 'household_leave') await carryOutHousehold(due, scope)
  return { left: committed.entry.facts.ownerId !== null }
})
