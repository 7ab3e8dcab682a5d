import { isRefusal, refuse } from '../contract/refusals'
import { claimWarranty as claim } from '../domain/warranty'
import { forStaff } from '../entry/handler'
import { benefitVisit } from './benefit-visit'

/** Replaces goods of a receipt within the promised days (M061); an old receipt is in the journal. */
export const claimWarranty = forStaff('counter.claimWarranty', {
  branch: (input) => input.branchId,
  prepare({ visit, branchId }, scope) {
    const opened = benefitVisit(visit, branchId, scope)
    if (isRefusal(opened)) return opened
    if (opened.membershipId !== undefined) return refuse('VISIT_INVALID')
    return { memberIds: [opened.memberId], prepared: opened.memberId }
  },
  async run({ operationId, branchId, receiptId, line, quantity }, scope, memberId) {
    const { backend, now, deadline, members, memberId: clerk } = scope
    const release = await backend.releases.current(now)
    if (isRefusal(release)) return release
    const member = members.get(memberId)
    const receipt = member && (await backend.journal.receipt(member, receiptId))
    if (!receipt) return refuse('RECEIPT_NOT_FOUND')
    const committed = await backend.ledger.commit({
      memberId,
      member,
      operationId,
      command: 'counter.claimWarranty',
      actor: { role: 'clerk', memberId: clerk, branchId },
      input: { operationId, branchId, receiptId, line, quantity },
      now,
      deadline,
      decide: (state) => {
        // What the state still holds is newer than what was read before.
        const held = state.receipts.find((one) => one.receiptId === receiptId) ?? receipt
        return claim(state, { receipt: held, line, quantity, release, now })
      },
    })
    if (isRefusal(committed)) return committed
    const { title, through } = committed.entry.facts
    return { title, quantity: committed.entry.facts.quantity, through }
  },
})
