import { type Refusal, refuse } from '../contract/refusals'
import type { Order } from '../domain/order'
import type { RefundableOrder } from '../domain/refund'

/**
 * A paid order of this member as the rules of refunds take it. Refuses ORDER_NOT_FOUND: unknown,
 * another person's, or a receipt's, which is undone at the counter.
 */
export function refundableOrder(order: Order | null, memberId: string): RefundableOrder | Refusal {
  if (order?.memberId !== memberId || order.kind === 'counter') return refuse('ORDER_NOT_FOUND')
  return {
    orderId: order._id,
    paidAt: order.paidAt ?? order.createdAt,
    refunds: Object.keys(order.refunds).length,
    lastRefundAt: order.lastRefundAt ?? null,
    left: order.amount - order.refundedTotal,
  }
}
