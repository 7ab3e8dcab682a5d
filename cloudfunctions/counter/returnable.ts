import { refuse } from '../contract/refusals'
import { isDeliveryLine } from '../domain/delivery-fee'
import { returnableThrough, unitsLeft, whyNotReturnable } from '../domain/goods-returns'
import { hasLeft } from '../domain/merging'
import { forStaff } from '../entry/handler'

const MOST_RECEIPTS = 20
/** Receipts of other branches and other days are left out. */
const LOOKED_AT = 60

/** What this member may still bring back here, the newest first. */
export const returnable = forStaff('counter.returnable', {
  branch: (input) => input.branchId,
  prepare: ({ memberNumber }) => ({ memberIds: [memberNumber], prepared: null }),
  async run({ branchId, memberNumber }, { backend, now, members }) {
    const named = members.get(memberNumber)
    const successor = named && hasLeft(named.state) ? named.state.mergedInto : null
    const member = successor ? (await backend.ledger.readMembers([successor])).get(successor) : named
    if (!member) return refuse('MEMBER_NOT_FOUND')
    const page = await backend.journal.receiptsOf(member, { before: null, month: null, limit: LOOKED_AT })
    const receipts = page.receipts.flatMap((receipt) => {
      const until = returnableThrough(receipt)
      if (until === null || whyNotReturnable(member.state, { receipt, branchId, now })) return []
      const left = unitsLeft(member.state, receipt)
      const { receiptId, at, paid } = receipt
      // The fee of a delivery comes back by itself, with the last of the goods.
      const lines = receipt.lines.flatMap((one, line) => {
        const { name, quantity, paid: price } = one
        return isDeliveryLine(one) ? [] : [{ line, name, quantity, left: left[line] ?? 0, paid: price }]
      })
      return [{ receiptId, at, until, paid, lines }]
    })
    return { receipts: receipts.slice(0, MOST_RECEIPTS) }
  },
})
