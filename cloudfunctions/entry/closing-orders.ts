import { isRefusal } from '../contract/refusals'
import { closingOrders } from '../domain/closing-refunds'
import type { MemberState } from '../domain/member'
import type { RefundableOrder } from '../domain/refund'
import type { Backend } from './backend'
import { refundableOrder } from './refundable-order'

/** The paid orders that an account's end gives back, with their titles. One call, none without any. */
export async function ordersToGiveBack(
  state: MemberState,
  { orders }: Pick<Backend, 'orders'>,
): Promise<{ orders: Map<string, RefundableOrder | null>; titles: Map<string, string> }> {
  const ids = closingOrders(state)
  const found = ids.length === 0 ? [] : await orders.readMany(ids)
  const refundable = new Map<string, RefundableOrder | null>(ids.map((id) => [id, null]))
  for (const order of found) {
    // A rush's voucher gives its order back by itself; for the others it is asked for.
    const own =
      order.kind === 'flash'
        ? { orderId: order._id, paidAt: order.paidAt ?? order.createdAt, refunds: 0, lastRefundAt: null }
        : refundableOrder(order, state.number, state)
    if (!isRefusal(own)) refundable.set(order._id, own)
  }
  return { orders: refundable, titles: new Map(found.map(({ _id, title }) => [_id, title])) }
}
