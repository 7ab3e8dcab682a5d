import { refundMessage } from '../domain/refund-messages'
import type { Refund } from '../domain/order'
import { isBeforeClosing } from '../domain/privacy-account'
import type { Scope } from './handler'
import { successorOf } from './successors'

/**
 * The last thing that a refund owes when it has ended, or when it goes on by hand: its holder is
 * told, then it isn't due any more. A crash in between leaves it due, and the message has one key.
 * Whoever closed the account since has nowhere to read it, and nothing new is written about them (L9).
 */
export async function endRefundTelling(refund: Refund, { backend, now }: Scope): Promise<Refund> {
  if (refund.nextDueAt === null) return refund
  const message = refundMessage(refund, now)
  if (message) {
    const holder = await successorOf(refund.memberId, backend, refund.paidAt ?? refund.createdAt)
    if (holder && !isBeforeClosing(holder.state, refund.paidAt ?? refund.createdAt))
      await backend.outbox.enqueue(message, now)
  }
  await backend.refunds.noLongerDue(refund._id, refund.state)
  return { ...refund, nextDueAt: null }
}
