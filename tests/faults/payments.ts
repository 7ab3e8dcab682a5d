import type { Order } from '../../cloudfunctions/domain/order'
import type { WechatNotice } from '../../local/wechat'
import { documents } from '../invariants'
import { openidOf, quoteFor, type Shop } from '../shop'
import { topUpInput } from '../stored-value-shop'

/** An order that waits for its payment, and what the cashier needs to pay it. */
export interface Started {
  readonly person: string
  readonly orderId: string
  readonly prepayId: string
  readonly amount: number
}

export interface StartedAtCounter extends Started {
  readonly receiptId: string
  readonly memberNumber: string
}

/** A card that is ordered and not paid yet. */
export async function orderCard(shop: Shop, person: string): Promise<Started> {
  const plan = await shop.call(person, 'membership.plan', { planId: 'nianka' })
  const { order, payment } = await shop.call(person, 'payment.buy', {
    operationId: shop.operationId(),
    planId: 'nianka',
    versionId: plan.versionId,
    price: plan.price,
    agreements: plan.agreements.map(({ id, version }) => ({ id, version })),
  })
  const prepayId = payment && shop.wechat.openCashier(payment)
  if (!prepayId) throw new Error('nothing to pay')
  return { person, orderId: order.orderId, prepayId, amount: order.amount }
}

/** A top-up of 500.00 with a bonus of 50.00 that is ordered and not paid yet. */
export async function orderTopUp(shop: Shop, person: string, stepId = 'chong-500'): Promise<Started> {
  const { order, payment } = await shop.call(person, 'payment.topUp', await topUpInput(shop, person, stepId))
  const prepayId = payment && shop.wechat.openCashier(payment)
  if (!prepayId) throw new Error('nothing to pay')
  return { person, orderId: order.orderId, prepayId, amount: order.amount }
}

/** A receipt that waits for the member's phone, with one order for it. */
export async function orderAtCounter(shop: Shop, person: string): Promise<StartedAtCounter> {
  const { quote } = await quoteFor(shop, person, [['natie', 1]])
  const { receipt, memberNumber } = await shop.call('clerk-laojie', 'counter.settle', {
    branchId: 'laojie',
    quote,
    tender: 'wechat',
  })
  const { receiptId, paid } = receipt
  return { ...(await payOnPhone(shop, person, receiptId, paid)), receiptId, memberNumber }
}

/** One more order for a receipt that waits: another phone, or a second press. */
export async function payOnPhone(
  shop: Shop,
  person: string,
  receiptId: string,
  amount: number,
): Promise<Started> {
  const operationId = shop.operationId()
  const { payment } = await shop.call(person, 'payment.payReceipt', { operationId, receiptId, amount })
  const prepayId = payment && shop.wechat.openCashier(payment)
  if (!prepayId) throw new Error('nothing to pay')
  return { person, orderId: operationId, prepayId, amount }
}

export function pay(shop: Shop, { person, prepayId }: Started): void {
  const paid = shop.wechat.pay(prepayId, openidOf(person))
  if (paid !== 'ok') throw new Error(`paying: ${paid}`)
}

export function noticesOf(shop: Shop, orderId: string, event = 'TRANSACTION.SUCCESS'): WechatNotice[] {
  return shop.wechat
    .notifications()
    .filter((notice) => notice.orderId === orderId && notice.eventType === event)
}

export function orderOf(shop: Shop, orderId: string): Order {
  const order = documents<Order>(shop, 'orders').find(({ _id }) => _id === orderId)
  if (!order) throw new Error(`no order ${orderId}`)
  return order
}

/** How many paid periods of a person's cards count or will count. */
export async function periodsOf(shop: Shop, person: string): Promise<number> {
  const { cards } = await shop.call(person, 'membership.cards', {})
  return cards.flatMap(({ periods }) => periods).filter(({ refunded }) => refunded === 0).length
}

/** Fen that the shop keeps of an order, by WeChat's own books: paid less given back. */
export function keptAtWechat(shop: Shop, orderId: string): number {
  const order = shop.wechat.orders().find((known) => known.orderId === orderId)
  const back = shop.wechat
    .refunds()
    .filter((refund) => refund.orderId === orderId && refund.status === 'SUCCESS')
    .reduce((sum, { amount }) => sum + amount, 0)
  return (order?.transactions.length ?? 0) * (order?.total ?? 0) - back
}

/** Lets the timers and WeChat's own repetitions bring everything to an end. */
export async function recover(shop: Shop, rounds = 3): Promise<void> {
  for (let round = 0; round < rounds; round += 1) {
    await shop.clock.advance(11 * 60_000)
    await shop.wechat.tick()
    await shop.timer('payment', 'settleDue')
    await shop.timer('renewal', 'sweep')
  }
}

/** Money that the books and WeChat don't agree on, by order. */
export function disagreements(shop: Shop): string[] {
  const found: string[] = []
  const orders = documents<Order>(shop, 'orders')
  for (const { _id, state, amount, refundedTotal } of orders) {
    const kept = keptAtWechat(shop, _id)
    const inBooks = state === 'delivered' || state === 'refunded' ? amount - refundedTotal : 0
    if (kept !== inBooks) found.push(`order ${_id} is ${state}: kept ${kept}, ${inBooks} by the books`)
  }
  return found
}
