import { isRefusal, refuse } from '../contract/refusals'
import { refundCard } from '../domain/card-refund'
import { forPersons } from '../entry/handler'
import { ownOrder } from './own-order'
import { carryOutRefund } from './refunding'

/**
 * The card ends and the refund is due in one commit; the money follows, at once if it can, else
 * by the timer through the outbox.
 */
export const refund = forPersons('payment.refund', async (input, scope) => {
  const { backend, memberId, now, deadline } = scope
  const { orderId } = input
  const order = await ownOrder(orderId, scope)
  if (isRefusal(order)) return order
  if (order.kind !== 'card') return refuse('ORDER_NOT_FOUND')
  const committed = await backend.ledger.commit({
    memberId,
    member: (await backend.ledger.readMembers([memberId])).get(memberId),
    operationId: input.operationId,
    command: 'payment.refund',
    actor: { role: 'member', memberId, branchId: null },
    input,
    now,
    deadline,
    decide: (state) =>
      refundCard(state, {
        orderId,
        refundId: `${orderId}-m`,
        expected: input.refund,
        paidAt: order.paidAt ?? order.createdAt,
        now,
      }),
  })
  if (isRefusal(committed)) return committed
  const { refundId, amount } = committed.entry.facts
  const carried = await carryOutRefund({ refundId, orderId, amount, reason: 'member_request' }, scope)
  return { orderId, refund: amount, state: carried?.state === 'succeeded' ? 'refunded' : 'refunding' }
})
