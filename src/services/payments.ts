import { pay } from '@/platform/payment'
import { call, toCallError } from './call'
import type { Input, Output } from './contract'
import { attachFirstTouch } from './first-touch'
import { commit, forgetOperation, pendingOperations } from './pending-operations'

export type Order = Output<'payment.sync'>['order']
type Started = Output<'payment.buy'>

/** `ask`: look how the order stands. `unpaid`: the person left the cashier; the order still waits. */
export type CheckoutOutcome = { kind: 'ask'; orderId: string } | { kind: 'unpaid'; order: Order }

const FINAL: readonly Order['state'][] = ['delivered', 'closed', 'refunded']

export function isFinal(order: Order): boolean {
  return FINAL.includes(order.state)
}

/**
 * Buys or renews a card. The order's id is kept until the order has ended, so however often the
 * button is pressed, before or after a crash, it is one order.
 */
export async function buyCard(purchase: Omit<Input<'payment.buy'>, 'operationId'>): Promise<CheckoutOutcome> {
  // Who has bought is nobody's newcomer any more: what they came by is said before (M103).
  await attachFirstTouch()
  const started = await commit('payment.buy', (operationId) => ({ operationId, ...purchase }), {
    intention: `buy:${purchase.planId}`,
    keep: true,
  })
  return openCashier(started)
}

/** Pays money in. Its id is kept like a purchase's: one tap or ten, it is one order. */
export async function topUp(input: Omit<Input<'payment.topUp'>, 'operationId'>): Promise<CheckoutOutcome> {
  const started = await commit('payment.topUp', (operationId) => ({ operationId, ...input }), {
    intention: `buy:top-up:${input.planId}:${input.stepId}`,
    keep: true,
  })
  return openCashier(started)
}

/** Buys a piece of a rush: what is held for it is held once, however often the button is pressed (M030). */
export async function buyFlash(
  input: Omit<Input<'payment.buyFlash'>, 'operationId'>,
): Promise<CheckoutOutcome> {
  const started = await commit('payment.buyFlash', (operationId) => ({ operationId, ...input }), {
    intention: `buy:flash:${input.flashSaleId}`,
    keep: true,
  })
  return openCashier(started)
}

/** Pays what the clerk put together at the counter. */
export async function payReceipt(receiptId: string, amount: number): Promise<CheckoutOutcome> {
  const started = await commit('payment.payReceipt', (operationId) => ({ operationId, receiptId, amount }), {
    intention: `pay:${receiptId}`,
    keep: true,
  })
  return openCashier(started)
}

/** Takes up an unpaid order of this phone again; null when another phone began it. */
export async function continuePayment(orderId: string): Promise<CheckoutOutcome | null> {
  const open = pendingOperations().find((one) => one.operationId === orderId)
  if (open?.action === 'payment.buy')
    return openCashier(await call(open.action, open.input as Input<'payment.buy'>))
  if (open?.action === 'payment.topUp')
    return openCashier(await call(open.action, open.input as Input<'payment.topUp'>))
  if (open?.action === 'payment.buyFlash')
    return openCashier(await call(open.action, open.input as Input<'payment.buyFlash'>))
  if (open?.action === 'payment.payReceipt')
    return openCashier(await call(open.action, open.input as Input<'payment.payReceipt'>))
  return null
}

/** Where an order stands; one that ended is no open operation any more. */
export async function syncOrder(orderId: string): Promise<Output<'payment.sync'>> {
  try {
    const found = await call('payment.sync', { orderId })
    if (isFinal(found.order)) forgetOrder(orderId)
    return found
  } catch (thrown) {
    // It never reached the shop; should it still arrive, nobody can pay it and it closes by itself.
    if (toCallError(thrown).code === 'ORDER_NOT_FOUND') forgetOrder(orderId)
    throw thrown
  }
}

/** Closes an unpaid order. If it was paid meanwhile, the answer says so. */
export async function cancelOrder(orderId: string): Promise<Order> {
  const { order } = await call('payment.cancel', { orderId })
  if (isFinal(order)) forgetOrder(orderId)
  return order
}

/** A purchase of this phone whose end is not known yet: the app was closed, or the cashier was left. */
export function openOrderId(): string | null {
  return pendingOperations().find(({ intention }) => intention.startsWith('buy:'))?.operationId ?? null
}

/** The cashier's word is a hint: only an answer of the back end says that money moved. */
async function openCashier({ order, payment }: Started): Promise<CheckoutOutcome> {
  if (payment === null) return { kind: 'ask', orderId: order.orderId }
  const outcome = await pay(payment)
  return outcome === 'ok' ? { kind: 'ask', orderId: order.orderId } : { kind: 'unpaid', order }
}

function forgetOrder(orderId: string): void {
  const open = pendingOperations().find((one) => one.operationId === orderId)
  if (open) forgetOperation(open.intention)
}
