import { isRefusal, refuse } from '../contract/refusals'
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
      if (!isRefusal(committed)) return settledView(committed.entry.facts.receipt, owner)
      if (committed.code !== 'OPERATION_REUSED') return committed
      // The operation's id is the receipt's: another clerk gave up first, and this one sees it.
      const current = (await backend.ledger.readMembers([owner])).get(owner)
      const found = current && (await backend.journal.receipt(current, receiptId))
      return found?.branchId === branchId ? settledView(found, owner) : refuse('RECEIPT_NOT_FOUND')
    }),
})
