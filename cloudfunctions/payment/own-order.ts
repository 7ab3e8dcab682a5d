import { type Refusal, refuse } from '../contract/refusals'
import type { Order } from '../domain/order'
import type { PersonScope } from '../entry/handler'

/**
 * The caller's own order; another person's is not found, as if it didn't exist. A helper's is the one
 * that they pay for goods bought with the card of a household (M116).
 */
export async function ownOrder(orderId: string, scope: PersonScope): Promise<Order | Refusal> {
  const order = await scope.backend.orders.read(orderId)
  const paysAtCounter = order?.kind === 'counter' && order.openid === scope.openid
  return order && (order.memberId === scope.memberId || paysAtCounter) ? order : refuse('ORDER_NOT_FOUND')
}
