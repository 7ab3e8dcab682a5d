import type { Output } from '../contract'
import type { Order } from '../domain/order'

export type OrderView = Output<'payment.cancel'>['order']

export function orderView(order: Order): OrderView {
  return {
    orderId: order._id,
    kind: order.kind,
    title: order.title,
    amount: order.amount,
    state: order.state,
    createdAt: order.createdAt,
    expiresAt: order.expiresAt,
    paidAt: order.paidAt,
    refunded: order.refundedTotal,
  }
}
