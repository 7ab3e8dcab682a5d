import { isRefusal } from '../contract/refusals'
import { cancelReceipt } from '../domain/settlement'
import { forStaff } from '../entry/handler'
import { atReceiptOwner } from './receipt-owner'
import { settledView } from './settled-view'

/** Ends the wait for a payment; one that comes all the same is given back by itself. */
export const cancelPayment = forStaff('counter.cancelPayment', {
  branch: (input) => input.branchId,
  prepare: ({ memberNumber }) => ({ memberIds: [memberNumber], prepared: null }),
  run: ({ branchId, memberNumber, receiptId }, scope) =>
    atReceiptOwner(memberNumber, scope, async (member, owner) => {
      const { backend, now, deadline, memberId } = scope
      const committed = await backend.ledger.commit({
        memberId: owner,
        member,
        operationId: `cancel:${receiptId}`,
        command: 'counter.cancelPayment',
        actor: { role: 'clerk', memberId, branchId },
        input: { receiptId },
        now,
        deadline,
        decide: (state) => cancelReceipt(state, { receiptId, branchId, now }),
      })
      return isRefusal(committed) ? committed : settledView(committed.entry.facts.receipt, owner)
    }),
})
