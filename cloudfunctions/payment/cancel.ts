import { isRefusal, refuse } from '../contract/refusals'
import { forPersons } from '../entry/handler'
import { ownOrder } from './own-order'
import { closeOrder } from './close-order'
import { orderView } from './order-view'

export const cancel = forPersons('payment.cancel', async ({ orderId }, scope) => {
  const order = await ownOrder(orderId, scope)
  if (isRefusal(order)) return order
  if (order.state !== 'paying') return { order: orderView(order) }
  if ((await closeOrder(order, scope)) === 'unknown') return refuse('PAYMENT_UNKNOWN')
  return { order: orderView((await scope.backend.orders.read(orderId)) ?? order) }
})
