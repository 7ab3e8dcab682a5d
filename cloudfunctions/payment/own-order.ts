import { type Refusal, refuse } from '../contract/refusals'
import type { Order } from '../domain/order'
import { holdsOrder } from '../domain/transfer-items'
import type { PersonScope } from '../entry/handler'

/**
 * The caller's own order; another person's is not found, as if it didn't exist. A helper's is the one
 * that they pay for goods bought with the card of a household (M116); what was passed on can be looked
 * at by who has it now (L6).
 */
export async function ownOrder(orderId: string, scope: PersonScope): Promise<Order | Refusal> {
  const order = await scope.backend.orders.read(orderId)
  const paysAtCounter = order?.kind === 'counter' && order.openid === scope.openid
  if (!order) return refuse('ORDER_NOT_FOUND')
  if (order.memberId === scope.memberId || paysAtCounter) return order
  const { ledger } = scope.backend
  const state = (await ledger.readMembers([scope.memberId])).get(scope.memberId)?.state
  return state && holdsOrder(state, orderId) ? order : refuse('ORDER_NOT_FOUND')
}
