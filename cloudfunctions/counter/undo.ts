import type { Output } from '../contract'
import { isRefusal, refuse } from '../contract/refusals'
import type { ReceiptFacts } from '../domain/member'
import { undoReceipt } from '../domain/settlement'
import { forStaff } from '../entry/handler'
import { atReceiptOwner } from './receipt-owner'
import { settledView } from './settled-view'

/**
 * Four round trips at most: read, archive, write, and for a payment through WeChat the follow-up
 * that gives it back. What was paid outside goes back by the clerk's hand, never more than that.
 */
export const undo = forStaff('counter.undo', {
  branch: (input) => input.branchId,
  prepare: ({ memberNumber }) => ({ memberIds: [memberNumber], prepared: null }),
  run: ({ branchId, memberNumber, receiptId }, scope) =>
    atReceiptOwner(memberNumber, scope, async (member, owner) => {
      const { backend, now, deadline, memberId } = scope
      const release = await backend.releases.current(now)
      if (isRefusal(release)) return release
      const committed = await backend.ledger.commit({
        memberId: owner,
        member,
        operationId: `undo:${receiptId}`,
        command: 'counter.undo',
        actor: { role: 'clerk', memberId, branchId },
        input: { receiptId },
        now,
        deadline,
        decide: (state) => undoReceipt(state, { receiptId, branchId, release, now }),
      })
      if (isRefusal(committed)) {
        if (committed.code !== 'OPERATION_REUSED') return committed
        // The operation's id is the receipt's: another clerk was faster, and gave the money back.
        const seen = member && undoReceipt(member.state, { receiptId, branchId, release, now })
        return isRefusal(seen) ? seen : refuse('ALREADY_UNDONE')
      }
      const { receipt } = committed.entry.facts
      for (const due of committed.entry.due) await backend.outbox.enqueue(due, now)
      return { ...settledView(receipt, owner), back: backOf(receipt) }
    }),
})

/** Where the money goes: to the balance at once, to WeChat by the follow-up, else by the clerk's hand. */
function backOf({ tender, paid: amount, tenders }: ReceiptFacts): Output<'counter.undo'>['back'] {
  if (tender === 'stored_value')
    return {
      ...{ tender, amount, state: 'refunded' },
      ...(tenders && tenders.cash > 0 ? { inCash: tenders.cash } : {}),
    }
  return tender === 'wechat'
    ? { tender, amount, state: 'refunding' }
    : { tender: 'external', amount, state: 'hand_back' }
}
