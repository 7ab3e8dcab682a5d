import { isRefusal } from '../contract/refusals'
import { removeHelper as remove } from '../domain/households'
import { forPersons } from '../entry/handler'
import { commitForPerson } from '../entry/person-commit'
import { carryOutHousehold } from '../entry/household-follow-ups'

/** In force with the next quote, because the holder's list decides; the helper's mark follows. */
export const removeHelper = forPersons('membership.removeHelper', async (input, scope) => {
  const { now } = scope
  const { operationId, memberNumber } = input
  const committed = await commitForPerson('membership.removeHelper', input, scope, (state) =>
    remove(state, { operationId, helperId: memberNumber, now }),
  )
  if (isRefusal(committed)) return committed
  for (const due of committed.entry.due)
    if (due.kind === 'household_mark') await carryOutHousehold(due, scope)
  return { memberNumber }
})
