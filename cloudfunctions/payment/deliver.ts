import { isRefusal, type Refusal, refuse } from '../contract/refusals'
import type { Decision } from '../domain/decision'
import type { Facts } from '../domain/decision'
import { deliverCard } from '../domain/membership'
import type { MemberState } from '../domain/member'
import type { Order } from '../domain/order'
import type { Release } from '../domain/release'
import { payReceipt } from '../domain/settlement'
import type { Scope } from '../entry/handler'

/**
 * Hands over what a paid order bought: read the member, archive the tail, commit `pay:{orderId}`,
 * mark the order delivered. A second run meets its own entry and only marks the order.
 */
export async function deliver(order: Order, scope: Scope): Promise<{ ok: true } | Refusal> {
  const { backend, now, deadline } = scope
  const release = await backend.releases.current(now)
  if (isRefusal(release)) return refuse('BUSY')
  const member = (await backend.ledger.readMembers([order.memberId])).get(order.memberId)
  const committed = await backend.ledger.commit<Facts>({
    memberId: order.memberId,
    member,
    operationId: `pay:${order._id}`,
    command: 'payment.deliver',
    actor: { role: 'wechat', memberId: null, branchId: null },
    input: { orderId: order._id },
    now,
    deadline,
    decide: (state) => decideDelivery(state, order, release, now),
  })
  if (isRefusal(committed)) return committed
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
