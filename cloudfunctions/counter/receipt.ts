import { refuse } from '../contract/refusals'
import { forStaff } from '../entry/handler'
import { settledView } from './settled-view'

/** A clerk sees the receipts of the own branch only. */
export const receipt = forStaff('counter.receipt', {
  branch: (input) => input.branchId,
  prepare: ({ memberNumber }) => ({ memberIds: [memberNumber], prepared: null }),
  async run({ branchId, memberNumber, receiptId }, { backend, members }) {
    const member = members.get(memberNumber)
    const found = member && (await backend.journal.receipt(member, receiptId))
    if (found?.branchId !== branchId || !found) return refuse('RECEIPT_NOT_FOUND')
    return settledView(found, memberNumber)
  },
})
