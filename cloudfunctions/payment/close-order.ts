import type { Order } from '../domain/order'
import type { Scope } from '../entry/handler'
import { applyTransaction } from './apply-transaction'
import { paymentPort } from './port'

/**
 * An order is let go only after WeChat said that it is closed: a payer may be in the middle of
 * paying. Where it turns out to be paid, it is delivered instead.
 */
export async function closeOrder(order: Order, scope: Scope): Promise<'closed' | 'paid' | 'unknown'> {
  const port = paymentPort(scope)
  const closed = await port.close(order._id)
  if (closed.kind === 'already_paid') {
    const queried = await port.query(order._id)
    if (queried.kind !== 'paid' && queried.kind !== 'refunded') return 'unknown'
    await applyTransaction(queried.transaction, scope)
    return 'paid'
  }
  if (closed.kind === 'unknown') return 'unknown'
  await scope.backend.orders.markClosed(order._id, scope.now)
  return 'closed'
}
