import { isRefusal } from '../contract/refusals'
import { cancelReceipt } from '../domain/settlement'
import { forStaff } from '../entry/handler'
import { settledView } from './settled-view'

/** Ends the wait for a payment; one that comes all the same is given back by itself. */
export const cancelPayment = forStaff('counter.cancelPayment', {
  branch: (input) => input.branchId,
  prepare: ({ memberNumber }) => ({ memberIds: [memberNumber], prepared: null }),
  async run({ branchId, memberNumber, receiptId }, { backend, now, deadline, members, memberId }) {
    const committed = await backend.ledger.commit({
      memberId: memberNumber,
      member: members.get(memberNumber),
      operationId: `cancel:${receiptId}`,
      command: 'counter.cancelPayment',
      actor: { role: 'clerk', memberId, branchId },
      input: { receiptId },
      now,
      deadline,
      decide: (state) => cancelReceipt(state, { receiptId, branchId, now }),
    })
    return isRefusal(committed) ? committed : settledView(committed.entry.facts.receipt, memberNumber)
  },
})
