import { shanghaiDay } from '../domain/calendar'
import { forStaff } from '../entry/handler'
import { receiptSummary } from '../entry/views'

export const today = forStaff('counter.today', {
  branch: (input) => input.branchId,
  prepare: () => ({ memberIds: [], prepared: null }),
  async run({ branchId }, { backend, now }) {
    const day = shanghaiDay(now)
    const rows = await backend.journal.receiptsOfBranch(branchId, day)
    const settled = rows.filter(({ receipt }) => receipt.state === 'settled')
    return {
      day,
      receipts: rows.map(({ memberId, receipt }) => ({
        ...receiptSummary(receipt),
        memberNumber: memberId,
        displayName: `会员${memberId.slice(-4)}`,
        tender: receipt.tender,
        undoUntil: receipt.state === 'settled' && receipt.undoUntil > now ? receipt.undoUntil : null,
      })),
      totals: {
        receipts: settled.length,
        paid: settled.reduce((sum, { receipt }) => sum + receipt.paid, 0),
        saved: settled.reduce((sum, { receipt }) => sum + receipt.saved, 0),
      },
    }
  },
})
