import { type Refusal, refuse } from '../contract/refusals'
import type { PaymentParameters } from '../contract/views'
import type { Order } from '../domain/order'
import type { PersonScope } from '../entry/handler'
import { applyTransaction, deliverOrRefund } from './apply-transaction'
import { orderView, type OrderView } from './order-view'
import { paymentPort } from './port'

/** Long enough to find a card and a password, short enough that a price stays true. */
export const PAYMENT_WINDOW_MS = 30 * 60_000

/**
 * Stores the order with its frozen request, then asks WeChat for a payment. The order's id is the
 * operation id, so a repeated call meets its own order and sends WeChat the same bytes again;
 * `prepay_id` is never stored.
 */
export async function startPayment(
  order: Order,
  scope: PersonScope,
): Promise<{ order: OrderView; payment: PaymentParameters | null } | Refusal> {
  const stored = await insertOrMeet(order, scope)
  if ('ok' in stored) return stored
  if (stored.state === 'paid' && stored.amount === 0) return deliverFree(stored, scope)
  if (stored.state !== 'paying') return { order: orderView(stored), payment: null }

  const port = paymentPort(scope)
  const prepared = await port.prepay({
    orderId: stored._id,
    description: stored.request.description,
    total: stored.request.total,
    timeExpire: stored.request.timeExpire,
    openid: stored.openid,
  })
  switch (prepared.kind) {
    case 'prepared':
      return { order: orderView(stored), payment: port.parameters(prepared.prepayId, scope.now) }
    case 'already_paid': {
      const queried = await port.query(stored._id)
      if (queried.kind !== 'paid') return refuse('PAYMENT_UNKNOWN')
      await applyTransaction(queried.transaction, 'answer', scope)
      const settled = await scope.backend.orders.read(stored._id)
      return { order: orderView(settled ?? stored), payment: null }
    }
    case 'closed':
      return refuse('ORDER_CLOSED')
    case 'rejected':
      return refuse('PAYMENT_REJECTED', { code: prepared.code })
    case 'unknown':
      return refuse('PAYMENT_UNKNOWN')
  }
}

/** Nothing is to be paid (M049, M052, M017): WeChat has no part in it, the card is handed over at once. */
async function deliverFree(
  order: Order,
  scope: PersonScope,
): Promise<{ order: OrderView; payment: null } | Refusal> {
  await deliverOrRefund(order, scope)
  const ended = (await scope.backend.orders.read(order._id)) ?? order
  return { order: orderView(ended), payment: null }
}

/**
 * A purchase that was accepted once stays accepted: what would be refused now (a new price, a new
 * agreement) doesn't concern an order that already stands.
 */
export async function startIfAccepted(
  order: { readonly id: string; readonly inputDigest: string },
  refused: Refusal,
  scope: PersonScope,
): ReturnType<typeof startPayment> {
  const met = await scope.backend.orders.read(order.id)
  const same = met?.memberId === scope.memberId && met.inputDigest === order.inputDigest
  return same ? startPayment(met, scope) : refused
}

/** What tells one order from another when it begins; the rest of a new order is always the same. */
type NewOrder = Pick<
  Order,
  | '_id'
  | 'kind'
  | 'title'
  | 'amount'
  | 'release'
  | 'card'
  | 'topUp'
  | 'flash'
  | 'receiptId'
  | 'expiresAt'
  | 'inputDigest'
>

/** A delivery that nobody waited for is taken up by the timer after this. */
const DELIVERY_GRACE_MS = 60_000

/**
 * An order that nobody has paid yet, with the request that WeChat will get, frozen. One of 0 fen is
 * paid from the start: it is due for its delivery only.
 */
export function unpaidOrder(begun: NewOrder, { memberId, openid, now }: PersonScope): Order {
  const { title, amount, expiresAt } = begun
  const free = amount === 0
  return {
    ...begun,
    memberId,
    openid,
    state: free ? 'paid' : 'paying',
    request: { description: title.slice(0, 40), timeExpire: timeExpire(expiresAt), total: amount },
    createdAt: now,
    paidAt: free ? now : null,
    transactionId: null,
    deliveredAt: null,
    closedAt: null,
    refunds: {},
    refundedTotal: 0,
    nextDueAt: free ? now + DELIVERY_GRACE_MS : expiresAt,
  }
}

async function insertOrMeet(order: Order, { backend }: PersonScope): Promise<Order | Refusal> {
  if ((await backend.orders.insert(order)) === 'inserted') return order
  const met = await backend.orders.read(order._id)
  return met?.memberId === order.memberId && met.inputDigest === order.inputDigest
    ? met
    : refuse('OPERATION_REUSED')
}

/** RFC 3339 with +08:00, whole seconds, as WeChat Pay wants it. */
function timeExpire(instant: number): string {
  return `${new Date(instant + 8 * 3_600_000).toISOString().slice(0, 19)}+08:00`
}
