import { isRefusal } from '../contract/refusals'
import { withdrawTransfer as decideWithdrawal } from '../domain/transfer-offers'
import { forPersons } from '../entry/handler'

/** The code that is out is good for nothing from now on. */
export const withdrawTransfer = forPersons('membership.withdrawTransfer', async (input, scope) => {
  const { backend, memberId, now, deadline } = scope
  const committed = await backend.ledger.commit({
    memberId,
    member: (await backend.ledger.readMembers([memberId])).get(memberId),
    operationId: input.operationId,
    command: 'membership.withdrawTransfer',
    actor: { role: 'member', memberId, branchId: null },
    input,
    now,
    deadline,
    decide: (state) => decideWithdrawal(state, { now }),
  })
  return isRefusal(committed) ? committed : { withdrawn: true as const }
})
