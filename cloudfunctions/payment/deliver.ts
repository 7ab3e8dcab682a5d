import { isRefusal, type Refusal, refuse } from '../contract/refusals'
import type { Decision, Facts } from '../domain/decision'
import { deliverCard } from '../domain/membership'
import type { MemberState } from '../domain/member'
import type { Order } from '../domain/order'
import type { Release } from '../domain/release'
import { payReceipt } from '../domain/settlement'
import type { Scope } from '../entry/handler'

/**
 * Hands over what a paid order bought: read the member, archive the tail, commit `pay:{orderId}`,
 * mark the order delivered. A second run meets its own entry and only marks the order. A refusal
 * of the rules is final: the operation is put out of use before anybody gives the money back, so
 * that a delivery still on its way can't land beside the refund.
 */
export async function deliver(order: Order, scope: Scope): Promise<{ ok: true } | Refusal> {
  const { backend, now, deadline } = scope
  const release = await backend.releases.current(now)
  if (isRefusal(release)) return refuse('BUSY')
  const operation = {
    memberId: order.memberId,
    member: (await backend.ledger.readMembers([order.memberId])).get(order.memberId),
    operationId: `pay:${order._id}`,
    command: 'payment.deliver',
    actor: { role: 'wechat', memberId: null, branchId: null },
    input: { orderId: order._id },
    now,
    deadline,
  } as const
  const committed = await backend.ledger.commit<Facts>({
    ...operation,
    decide: (state) => decideDelivery(state, order, release, now),
  })
  if (isRefusal(committed)) {
    if (committed.code === 'BUSY' || committed.code === 'UNKNOWN') return committed
    const cancelled = await backend.ledger.cancel(operation)
    if (isRefusal(cancelled)) return cancelled
    if (cancelled.entry.facts.kind === 'cancelled') return committed
  }
  await backend.orders.markDelivered(order._id, now)
  return { ok: true }
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
          now,
        })
  if (!order.card) return refuse('PLAN_UNAVAILABLE')
  return deliverCard(state, {
    order: {
      orderId: order._id,
      planId: order.card.planId,
      versionId: order.card.versionId,
      amount: order.amount,
      paidAt,
    },
    release,
    now,
  })
}
