import { isRefusal, type Refusal, refuse } from '../contract/refusals'
import type { Decision, Facts } from '../domain/decision'
import { deliverCard } from '../domain/card-delivery'
import { deliverFlash, flashStock } from '../domain/flash-sales'
import { successorFor } from '../domain/merging'
import type { MemberState } from '../domain/member'
import type { Order } from '../domain/order'
import { isBeforeClosing } from '../domain/privacy-account'
import type { Release } from '../domain/release'
import { deliverCharge } from '../domain/renewal-charge'
import { withTermsOfPurchase } from '../domain/service-terms'
import { payReceipt } from '../domain/settlement'
import { deliverTopUp } from '../domain/top-up'
import type { Scope } from '../entry/handler'

/** More merges than one person can need: beyond them a payment goes back. */
const MOST_SUCCESSORS = 5

/**
 * Hands over what a paid order bought: read the member, archive the tail, commit `pay:{orderId}`,
 * mark the order delivered. A second run meets its own entry and only marks the order. A refusal
 * of the rules is final: the operation is put out of use before anybody gives the money back, so
 * that a delivery still on its way can't land beside the refund. Where the member was merged since
 * the order was made (M062), who took over gets it.
 */
export async function deliver(order: Order, scope: Scope, hops = 0): Promise<{ ok: true } | Refusal> {
  const { backend, now, deadline } = scope
  const release = await backend.releases.current(now)
  if (isRefusal(release)) return refuse('BUSY')
  const member = (await backend.ledger.readMembers([order.memberId])).get(order.memberId)
  const earlier = await deliveredBefore(order, member?.state.mergedFrom ?? [], scope)
  if (earlier === 'refused') return refuse('ORDER_CLOSED')
  // A debit is no payment of the mini-program's own: WeChat's trade management doesn't know it.
  const reports = release.settings?.shippingReports === true && order.kind !== 'charge'
  if (earlier === 'delivered') {
    await backend.orders.markDelivered(order._id, now, reports)
    return { ok: true }
  }
  const operation = {
    memberId: order.memberId,
    member,
    operationId: `pay:${order._id}`,
    command: 'payment.deliver',
    actor: { role: 'wechat', memberId: null, branchId: null },
    input: { orderId: order._id },
    now,
    deadline,
  } as const
  const hasPiece = await holdsPiece(order, scope)
  let successor: string | null = null
  const committed = await backend.ledger.commit<Facts>({
    ...operation,
    decide: (state) => {
      successor = successorFor(state, order.createdAt)
      if (successor !== null) return refuse('MEMBER_NOT_FOUND')
      // Who closed the account since wants no card: the money goes back (L9).
      if (isBeforeClosing(state, order.createdAt)) return refuse('ORDER_CLOSED')
      if (!hasPiece) return refuse('FLASH_EXHAUSTED')
      const delivered = decideDelivery(state, order, release, now)
      return isRefusal(delivered)
        ? delivered
        : { ...delivered, state: withAgreed(delivered.state, order, release) }
    },
  })
  if (isRefusal(committed)) {
    if (committed.code === 'BUSY' || committed.code === 'UNKNOWN') return committed
    if (successor !== null && hops < MOST_SUCCESSORS) return deliverTo(order, successor, scope, hops)
    const cancelled = await backend.ledger.cancel(operation)
    if (isRefusal(cancelled)) return cancelled
    if (cancelled.entry.facts.kind === 'cancelled') return committed
  }
  await backend.orders.markDelivered(order._id, now, reports)
  return { ok: true }
}

/** A piece of a rush that was given back, because its payment came late, is somebody else's by now (M030). */
async function holdsPiece({ _id, flash }: Order, { backend }: Scope): Promise<boolean> {
  if (!flash) return true
  const own = (await backend.stock.look(flashStock(flash.flashSaleId, flash.day), _id))?.own
  return own === 'held' || own === 'confirmed'
}

/** The order moves first, so that whoever looks at it finds what was delivered where it says. */
async function deliverTo(
  order: Order,
  successor: string,
  scope: Scope,
  hops: number,
): Promise<{ ok: true } | Refusal> {
  await scope.backend.orders.reassign(order._id, order.memberId, successor)
  return deliver({ ...order, memberId: successor }, scope, hops + 1)
}

/** What became of the order at the members who were merged into its owner; nothing: it is to be done. */
async function deliveredBefore(
  order: Order,
  mergedFrom: readonly string[],
  { backend }: Scope,
): Promise<'delivered' | 'refused' | null> {
  if (mergedFrom.length === 0) return null
  const entries = await backend.journal.entriesOf(mergedFrom, `pay:${order._id}`)
  if (entries.some(({ facts }) => facts.kind !== 'cancelled')) return 'delivered'
  return entries.length > 0 ? 'refused' : null
}

/** Newer service terms that were agreed to with the purchase are agreed to (L9). */
function withAgreed(state: MemberState, order: Order, release: Release): MemberState {
  const { agreements } = order.card ?? order.topUp ?? order.flash ?? { agreements: [] }
  return withTermsOfPurchase(state, agreements, release, order.createdAt)
}

function decideDelivery(state: MemberState, order: Order, release: Release, now: number): Decision {
  const paidAt = order.paidAt ?? now
  if (order.kind === 'counter')
    return order.receiptId === null
      ? refuse('RECEIPT_NOT_FOUND')
      : payReceipt(state, {
          receiptId: order.receiptId,
          orderId: order._id,
          amount: order.amount,
          paidAt,
          release,
          now,
        })
  if (order.charge) return deliverCharge(state, { order, paidAt, release, now })
  if (order.topUp) {
    const { _id: orderId, amount, topUp } = order
    return deliverTopUp(state, { order: { orderId, amount, paidAt, topUp }, release, now })
  }
  if (order.flash) return deliverFlash(state, { order: { ...order, flash: order.flash }, now })
  if (!order.card) return refuse('PLAN_UNAVAILABLE')
  return deliverCard(state, {
    order: {
      orderId: order._id,
      planId: order.card.planId,
      versionId: order.card.versionId,
      amount: order.amount,
      paidAt,
      createdAt: order.createdAt,
      ...(order.card.as ? { as: order.card.as } : {}),
      ...(order.card.price === undefined ? {} : { price: order.card.price }),
      ...(order.card.credit === undefined ? {} : { credit: order.card.credit }),
      ...(order.card.peak ? { peak: order.card.peak } : {}),
    },
    release,
    now,
  })
}
