import { type Refusal, refuse } from '../contract/refusals'
import type { MemberState } from '../domain/member'
import type { Order } from '../domain/order'
import type { RefundableOrder } from '../domain/refund'
import { holdsOrder } from '../domain/transfer-items'

/**
 * A paid order of this member, or of what this member has now (L6), as the rules of refunds take it.
 * Refuses ORDER_NOT_FOUND: unknown,
 * another person's, a receipt's, which is undone at the counter, or a
 * voucher's, which is given back by itself.
 */
export function refundableOrder(
  order: Order | null,
  memberId: string,
  state?: MemberState,
): RefundableOrder | Refusal {
  if (!order || order.kind === 'counter' || order.kind === 'flash') return refuse('ORDER_NOT_FOUND')
  const isOwn = order.memberId === memberId || (state !== undefined && holdsOrder(state, order._id))
  if (!isOwn) return refuse('ORDER_NOT_FOUND')
  return {
    orderId: order._id,
    paidAt: order.paidAt ?? order.createdAt,
    refunds: Object.keys(order.refunds).length,
    lastRefundAt: order.lastRefundAt ?? null,
    left: order.amount - order.refundedTotal,
    ...(order.memberId === memberId ? {} : { paidByAnother: true }),
  }
}
