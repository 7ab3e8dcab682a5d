import { isRefusal } from '../contract/refusals'
import { setBirthday } from '../domain/benefit-choices'
import { forPersons } from '../entry/handler'

/** Month and day, to be entered, changed or taken out by the member alone (M037, L9). */
export const birthday = forPersons('membership.birthday', async ({ operationId, monthDay }, scope) => {
  const { backend, memberId, now, deadline } = scope
  const committed = await backend.ledger.commit({
    memberId,
    member: (await backend.ledger.readMembers([memberId])).get(memberId),
    operationId,
    command: 'membership.birthday',
    actor: { role: 'member', memberId, branchId: null },
    // Not the day itself: a digest of so few days would tell it for ever.
    input: { operationId, entered: monthDay !== null },
    now,
    deadline,
    decide: (state) => setBirthday(state, { monthDay, now }),
  })
  return isRefusal(committed) ? committed : { monthDay: committed.state.benefits.birthday.monthDay }
})
