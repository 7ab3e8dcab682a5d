import { isRefusal } from '../contract/refusals'
import { changePreferences } from '../domain/joining'
import { forPersons } from '../entry/handler'
import { commitForPerson } from '../entry/person-commit'
import { displayName } from '../entry/views'

export const preferences = forPersons('membership.preferences', async (input, scope) => {
  const { operationId, ...wanted } = input
  const committed = await commitForPerson('membership.preferences', input, scope, (state) =>
    changePreferences(state, wanted),
  )
  if (isRefusal(committed)) return committed
  return { displayName: displayName(committed.state), largeText: committed.entry.facts.largeText }
})
