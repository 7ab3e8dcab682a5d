import { isRefusal } from '../contract/refusals'
import type { Order } from '../domain/order'
import type { Transaction } from '../gateways/payment-port'
import { BusyError } from '../ledger/database'
import type { Incident } from '../ledger/incidents'
import type { Scope } from '../entry/handler'
import { deliver } from './deliver'
import { paymentPort } from './port'
import { carryOutRefund, deliveryRefused, refundForeignTransaction } from './refunding'

export type Applied = 'delivered' | 'refunding' | 'incident'

/**
 * What WeChat says was paid, from a notification, a query or a late discovery: all meet here.
 * Repeated and reordered calls change nothing; the order only ever moves forward. Five calls for
 * the first, two once delivered. A callback that doesn't fit its order is no proof of what was
 * paid: WeChat is asked, and only its answer gives money back.
 * @param evidence who says so: a callback, or WeChat's answer to a query
 */
export async function applyTransaction(
  transaction: Transaction,
  evidence: 'callback' | 'answer',
  scope: Scope,
): Promise<Applied> {
  const { backend, now } = scope
  const { orderId, transactionId, amount, paidAt, currency } = transaction
  const port = paymentPort(scope)
  if (transaction.appid !== port.appid || transaction.mchid !== port.mchid) {
    await backend.incidents.record(incident('foreign_account', transaction, now))
    return 'incident'
  }
  const rightMoney = currency === 'CNY'
  const paid = rightMoney
    ? await backend.orders.markPaid(orderId, { transactionId, amount, paidAt, now })
    : null
  if (paid) return deliverOrRefund(paid, scope)

  const order = await backend.orders.read(orderId)
  if (!order) {
    await backend.incidents.record(incident('unknown_order', transaction, now))
    return 'incident'
  }
  if (order.transactionId === transactionId)
    return order.state === 'paid' ? deliverOrRefund(order, scope) : settledAs(order)
  if (!rightMoney || order.amount !== amount) {
    await backend.incidents.record(incident('amount_mismatch', transaction, now))
    if (evidence === 'callback') return askWechat(orderId, scope)
    await refundForeignTransaction(order, transaction, 'amount_mismatch', scope)
    return 'incident'
  }
  // Unpaid after all: somebody moved it in between. Only a paid order can be paid a second time.
  if (order.transactionId === null) throw new DeliveryPostponed('BUSY')
  await refundForeignTransaction(order, transaction, 'second_payment', scope)
  return 'refunding'
}

async function askWechat(orderId: string, scope: Scope): Promise<Applied> {
  const queried = await paymentPort(scope).query(orderId)
  if (queried.kind === 'unknown') throw new PaymentUnconfirmed(queried.code)
  return queried.kind === 'paid' ? applyTransaction(queried.transaction, 'answer', scope) : 'incident'
}

/** Neither believed nor thrown away: WeChat repeats the callback, the timer looks at the order. */
export class PaymentUnconfirmed extends BusyError {
  constructor(code: string) {
    super(`a callback contradicts its order, and WeChat can't be asked: ${code}`)
    this.name = 'PaymentUnconfirmed'
  }
}

/**
 * A delivery that the rules refuse goes back by itself; where nothing was paid, the order closes. BUSY and UNKNOWN are no refusal of the
 * rules: they throw, so that WeChat or the timer comes again.
 */
export async function deliverOrRefund(order: Order, scope: Scope): Promise<Applied> {
  const delivered = await deliver(order, scope)
  if (!isRefusal(delivered)) return 'delivered'
  if (delivered.code === 'BUSY' || delivered.code === 'UNKNOWN') throw new DeliveryPostponed(delivered.code)
  if (order.amount === 0) await scope.backend.orders.closeFree(order._id, scope.now)
  else await carryOutRefund(deliveryRefused(order), scope)
  return 'refunding'
}

export class DeliveryPostponed extends BusyError {
  constructor(code: string) {
    super(`delivery postponed: ${code}`)
    this.name = 'DeliveryPostponed'
  }
}

export function incident(kind: Incident['kind'], transaction: Transaction, now: number): Incident {
  const { orderId, transactionId, amount, currency } = transaction
  return { kind, orderId, transactionId, amount, currency, at: now }
}

function settledAs(order: Order): Applied {
  return order.state === 'delivered' ? 'delivered' : 'refunding'
}
