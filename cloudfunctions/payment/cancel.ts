import { refuse } from '../contract/refusals'
import { forPersons } from '../entry/handler'
import { closeOrder } from './close-order'
import { orderView } from './order-view'

export const cancel = forPersons('payment.cancel', async ({ orderId }, scope) => {
  const order = await scope.backend.orders.read(orderId)
  if (!order || order.memberId !== scope.memberId) return refuse('ORDER_NOT_FOUND')
  if (order.state !== 'paying') return { order: orderView(order) }
  if ((await closeOrder(order, scope)) === 'unknown') return refuse('PAYMENT_UNKNOWN')
  return { order: orderView((await scope.backend.orders.read(orderId)) ?? order) }
})
