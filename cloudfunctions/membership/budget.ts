import { isRefusal } from '../contract/refusals'
import { setBudget } from '../domain/budget'
import { forPersons } from '../entry/handler'

/** A budget for the month, or none; nothing is ever refused because of it (M117). */
export const budget = forPersons('membership.budget', async (input, scope) => {
  const { backend, memberId, now, deadline } = scope
  const committed = await backend.ledger.commit({
    memberId,
    member: (await backend.ledger.readMembers([memberId])).get(memberId),
    operationId: input.operationId,
    command: 'membership.budget',
    actor: { role: 'member', memberId, branchId: null },
    input,
    now,
    deadline,
    decide: (state) => setBudget(state, input.monthly),
  })
  if (isRefusal(committed)) return committed
  return { monthly: committed.entry.facts.monthly }
})
