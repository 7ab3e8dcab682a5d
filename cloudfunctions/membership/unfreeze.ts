import { isRefusal } from '../contract/refusals'
import { unfreeze as decideUnfreezing } from '../domain/freezing'
import { forPersons } from '../entry/handler'

/** The member is back in the own WeChat: codes are made with a new secret from now on. */
export const unfreeze = forPersons('membership.unfreeze', async (input, scope) => {
  const { backend, memberId, now, deadline } = scope
  const newSecret = backend.newSecret()
  const committed = await backend.ledger.commit({
    memberId,
    member: (await backend.ledger.readMembers([memberId])).get(memberId),
    operationId: input.operationId,
    command: 'membership.unfreeze',
    actor: { role: 'member', memberId, branchId: null },
    input,
    now,
    deadline,
    decide: (state) => decideUnfreezing(state, { newSecret, now }),
  })
  return isRefusal(committed) ? committed : { frozen: false as const }
})
