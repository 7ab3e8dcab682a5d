import { isRefusal } from '../contract/refusals'
import { changeConsent } from '../domain/joining'
import { forPersons } from '../entry/handler'

/** Consents are given and withdrawn one by one, in force at once (L9). */
export const consent = forPersons('membership.consent', async (input, scope) => {
  const { backend, memberId, now, deadline } = scope
  const committed = await backend.ledger.commit({
    memberId,
    member: (await backend.ledger.readMembers([memberId])).get(memberId),
    operationId: input.operationId,
    command: 'membership.consent',
    actor: { role: 'member', memberId, branchId: null },
    input,
    now,
    deadline,
    decide: (state) => changeConsent(state, { purpose: input.purpose, granted: input.granted, now }),
  })
  if (isRefusal(committed)) return committed
  const { purpose, granted, at } = committed.entry.facts
  return { purpose, granted, at }
})
