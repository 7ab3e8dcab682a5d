import { refuse } from '../contract/refusals'
import { forStaff } from '../entry/handler'
import { atReceiptOwner } from './receipt-owner'
import { settledView } from './settled-view'

/** A clerk sees the receipts of the own branch only. */
export const receipt = forStaff('counter.receipt', {
  branch: (input) => input.branchId,
  prepare: ({ memberNumber }) => ({ memberIds: [memberNumber], prepared: null }),
  run: ({ branchId, memberNumber, receiptId }, scope) =>
    atReceiptOwner(memberNumber, scope, async (member, owner) => {
      const found = member && (await scope.backend.journal.receipt(member, receiptId))
      if (!member || found?.branchId !== branchId) return refuse('RECEIPT_NOT_FOUND')
      return settledView(found, owner, await scope.backend.journal.returnedOf(member, found, scope.now))
    }),
})
