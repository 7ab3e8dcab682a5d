import { isRefusal } from '../contract/refusals'
import { cardView } from '../domain/membership'
import type { Order } from '../domain/order'
import { forPersons, type PersonScope } from '../entry/handler'
import { advanceCharge } from './charging'
import { ownOrder } from './own-order'
import { applyTransaction, deliverOrRefund } from './apply-transaction'
import { orderView } from './order-view'
import { paymentPort } from './port'

/** A phone's "paid" proves nothing: where the order isn't settled yet, WeChat is asked. */
export const sync = forPersons('payment.sync', async ({ orderId }, scope) => {
  const { backend, memberId, now } = scope
  const order = await ownOrder(orderId, scope)
  if (isRefusal(order)) return order
  const current = await bringUpToDate(order, scope)
  const release = await backend.releases.current(now)
  if (isRefusal(release) || current.kind !== 'card' || current.state !== 'delivered')
    return { order: orderView(current), card: null }
  const state = (await backend.ledger.readMembers([memberId])).get(memberId)?.state
  const bought = state?.memberships.find(({ periods }) =>
    periods.some((period) => period.orderId === orderId),
  )
  return { order: orderView(current), card: bought ? cardView(bought, release, now) : null }
})

export async function bringUpToDate(order: Order, scope: PersonScope): Promise<Order> {
  if (order.state === 'paid') {
    await deliverOrRefund(order, scope)
  } else if (order.kind === 'charge') {
    await advanceCharge(order, scope)
  } else if (order.state === 'paying') {
    const queried = await paymentPort(scope).query(order._id)
    if (queried.kind !== 'paid') return order
    await applyTransaction(queried.transaction, 'answer', scope)
  } else {
    return order
  }
  return (await scope.backend.orders.read(order._id)) ?? order
}
