import { daysBetween, shanghaiDay } from '../domain/calendar'
import type { Refund } from '../domain/order'
import { refundBy, refundChannel } from '../domain/refund-clock'
import { interestThrough } from '../domain/refund-interest'
import type { Scope } from '../entry/handler'

/** WeChat takes one refund of an order a minute (L11). */
const AFTER_THE_REFUND_MS = 61_000

/**
 * The interest that a refund bore until WeChat took it, as a refund of its own: out of what is left
 * of the payment, else in the owner's list of transfers, because WeChat never gives back more than
 * was paid. What a person transferred went with its interest. Repeated, it changes nothing.
 */
export async function sendInterest(refund: Refund, { backend, now }: Scope): Promise<void> {
  const { asked, byHand, acceptedAt, heldUp, finishedAt, orderId } = refund
  if (!asked?.interest || byHand) return
  const sentAt = (heldUp ? finishedAt : (acceptedAt ?? finishedAt)) ?? now
  const amount = interestThrough(asked.interest, shanghaiDay(sentAt))
  const refundId = interestRefundId(refund._id)
  if (amount === 0 || (await backend.refunds.read(refundId))) return
  const order = await backend.orders.read(orderId)
  if (!order) return
  const payment = { paidAt: order.paidAt ?? order.createdAt, refunds: Object.keys(order.refunds).length }
  const isReserved = Object.hasOwn(order.refunds, refundId)
  const byWechat =
    isReserved ||
    (refundChannel(payment, now) === 'wechat' &&
      (await backend.orders.reserveRefund(orderId, refundId, amount, now)) !== null)
  const { memberId, payerId, transactionId, total, title, paidAt } = refund
  await backend.refunds.insert({
    _id: refundId,
    orderId,
    memberId,
    ...(payerId === undefined ? {} : { payerId }),
    transactionId,
    amount,
    total,
    reason: 'interest',
    state: byWechat ? 'reserved' : 'manual',
    ...(title === undefined ? {} : { title }),
    ...(paidAt === undefined ? {} : { paidAt }),
    asked: {
      basis: 'interest',
      channel: byWechat ? 'wechat' : 'manual',
      at: now,
      by: refundBy(now, daysBetween(shanghaiDay(asked.at), asked.by)),
    },
    createdAt: now,
    finishedAt: null,
    nextDueAt: byWechat ? now + AFTER_THE_REFUND_MS : null,
  })
}

/** The same for ever, so that a repetition can't pay twice. */
export function interestRefundId(refundId: string): string {
  return `${refundId}-i`
}
