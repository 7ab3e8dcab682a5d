import { isRefusal } from '../contract/refusals'
import { setBudget } from '../domain/budget'
import { forPersons } from '../entry/handler'
import { commitForPerson } from '../entry/person-commit'

/** A budget for the month, or none; nothing is ever refused because of it (M117). */
export const budget = forPersons('membership.budget', async (input, scope) => {
  const committed = await commitForPerson('membership.budget', input, scope, (state) =>
    setBudget(state, input.monthly),
  )
  if (isRefusal(committed)) return committed
  return { monthly: committed.entry.facts.monthly }
})
