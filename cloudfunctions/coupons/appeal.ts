import { isRefusal } from '../contract/refusals'
import { appealFlag } from '../domain/resale-signs'
import { forPersons } from '../entry/handler'

/** The member's word on a flag (M056). The state keeps the words, the journal only that there are some. */
export const appeal = forPersons('coupons.appeal', async (input, scope) => {
  const { backend, memberId, now, deadline } = scope
  const member = (await backend.ledger.readMembers([memberId])).get(memberId)
  const committed = await backend.ledger.commit({
    memberId,
    member,
    operationId: input.operationId,
    command: 'coupons.appeal',
    actor: { role: 'member', memberId, branchId: null },
    input,
    now,
    deadline,
    decide: (state) => appealFlag(state, input.words, now),
  })
  return isRefusal(committed) ? committed : { at: committed.entry.facts.at }
})
