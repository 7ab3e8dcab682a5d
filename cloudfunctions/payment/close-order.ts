import { flashStock } from '../domain/flash-sales'
import type { Order } from '../domain/order'
import type { Scope } from '../entry/handler'
import type { Transaction } from '../gateways/payment-port'
import { applyTransaction, incident } from './apply-transaction'
import { paymentPort } from './port'
import { foreignRefundId } from './refunding'

/**
 * An order is let go only after WeChat said that it is closed: a payer may be in the middle of
 * paying. Where it turns out to be paid, it is delivered instead; where what was paid went back
 * already, nothing is handed over for it.
 */
export async function closeOrder(order: Order, scope: Scope): Promise<'closed' | 'paid' | 'unknown'> {
  const port = paymentPort(scope)
  const closed = await port.close(order._id)
  if (closed.kind === 'already_paid') {
    const queried = await port.query(order._id)
    if (queried.kind === 'refunded') return wentBack(order, queried.transaction, scope)
    if (queried.kind !== 'paid') return 'unknown'
    return (await applyTransaction(queried.transaction, 'answer', scope)) === 'incident' ? 'unknown' : 'paid'
  }
  if (closed.kind === 'unknown') return 'unknown'
  // Before the order is closed: a crash in between finds it again, and its piece returned once.
  if (order.flash) {
    const { flashSaleId, day } = order.flash
    await scope.backend.stock.release(flashStock(flashSaleId, day), order._id, scope.now)
  }
  await scope.backend.orders.markClosed(order._id, scope.now)
  return 'closed'
}

/** Given back by us for another amount, else by hand at WeChat: then a person has to know. */
async function wentBack(order: Order, transaction: Transaction, scope: Scope): Promise<'closed'> {
  const { backend, now } = scope
  if (!(await backend.refunds.read(foreignRefundId(transaction.transactionId))))
    await backend.incidents.record(incident('refunded_elsewhere', transaction, now))
  await backend.orders.markClosed(order._id, now)
  return 'closed'
}
