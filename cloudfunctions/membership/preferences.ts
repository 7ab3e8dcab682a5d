import { isRefusal } from '../contract/refusals'
import { changePreferences } from '../domain/joining'
import { forPersons } from '../entry/handler'
import { displayName } from '../entry/views'

export const preferences = forPersons('membership.preferences', async (input, scope) => {
  const { backend, memberId, now, deadline } = scope
  const { operationId, ...wanted } = input
  const committed = await backend.ledger.commit({
    memberId,
    member: (await backend.ledger.readMembers([memberId])).get(memberId),
    operationId,
    command: 'membership.preferences',
    actor: { role: 'member', memberId, branchId: null },
    input,
    now,
    deadline,
    decide: (state) => changePreferences(state, wanted),
  })
  if (isRefusal(committed)) return committed
  return { displayName: displayName(committed.state), largeText: committed.entry.facts.largeText }
})
