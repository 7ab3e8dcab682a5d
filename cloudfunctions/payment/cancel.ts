import { isRefusal, refuse } from '../contract/refusals'
import { forPersons } from '../entry/handler'
import { ownOrder } from './own-order'
import { closeOrder } from './close-order'
import { orderView } from './order-view'

export const cancel = forPersons('payment.cancel', async ({ orderId }, scope) => {
  const order = await ownOrder(orderId, scope)
  if (isRefusal(order)) return order
  // What a contract charges is ended by ending the contract.
  if (order.state !== 'paying' || order.kind === 'charge') return { order: orderView(order) }
  if ((await closeOrder(order, scope)) === 'unknown') return refuse('PAYMENT_UNKNOWN')
  return { order: orderView((await scope.backend.orders.read(orderId)) ?? order) }
})
