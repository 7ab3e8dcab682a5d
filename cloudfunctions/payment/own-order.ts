import { type Refusal, refuse } from '../contract/refusals'
import type { Order } from '../domain/order'
import type { PersonScope } from '../entry/handler'

/** The caller's own order; another person's is not found, as if it didn't exist. */
export async function ownOrder(orderId: string, scope: PersonScope): Promise<Order | Refusal> {
  const order = await scope.backend.orders.read(orderId)
  return order?.memberId === scope.memberId ? order : refuse('ORDER_NOT_FOUND')
}
