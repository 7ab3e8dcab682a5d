import type { RefundReason } from '../domain/decision'
import type { Order, Refund } from '../domain/order'
import { reviewId } from '../domain/refund'
import { refundChannel, sevenDayRight } from '../domain/refund-clock'
import type { Asked } from '../domain/refund-parts'
import type { Scope } from '../entry/handler'
import { endRefundTelling } from '../entry/refund-endings'
import type { RefundResult, Transaction } from '../gateways/payment-port'
import { paymentPort } from './port'
import { sendInterest } from './refund-interest'

const ASK_AGAIN_MS = 60_000
const TRY_AGAIN_MS = 5 * 60_000

/** What the payer reads beside a refund (WeChat shows it for more than 1 yuan). */
const REASON_TEXT: Record<RefundReason, string> = {
  second_payment: '重复支付退回',
  delivery_refused: '未能开通,原路退回',
  undo: '门店撤销,原路退回',
  member_request: '会员申请退款',
  amount_mismatch: '金额不符,原路退回',
  guarantee: '没省够补差',
  operator: '门店退款',
  minor: '监护人申请退款',
  perk_exhausted: '合作权益已领完,退还对应金额',
  interest: '退款利息',
  goods_return: '商品退货',
  voucher_return: '凭证退回',
}

export interface RefundRequest {
  readonly refundId: string
  readonly orderId: string
  readonly amount: number
  readonly reason: RefundReason
  readonly asked?: Asked
}

/** What the rules refused to hand over goes back whole. */
export function deliveryRefused({ _id, amount }: Order): RefundRequest {
  return { refundId: `${_id}-d`, orderId: _id, amount, reason: 'delivery_refused' }
}

/** The number under which money goes back that never belonged to its order. */
export function foreignRefundId(transactionId: string): string {
  return `${transactionId}-f`
}

/**
 * Reserves the fen on the order, stores the refund, then asks WeChat, with the same number for
 * ever. Each step can be repeated: a crash in between is taken up by the timer, from the outbox or,
 * for an order that was due when the fen were reserved, from the order itself.
 */
export async function carryOutRefund(request: RefundRequest, scope: Scope): Promise<Refund | null> {
  const { backend, now } = scope
  if (request.asked?.channel === 'review') return layBeforePerson(request, scope)
  const order = await backend.orders.reserveRefund(request.orderId, request.refundId, request.amount, now)
  if (!order?.transactionId) return null
  const refund = newRefund(order, order.transactionId, order.amount, request, now)
  await backend.refunds.insert(refund)
  if (order.nextDueAt !== null) await backend.orders.noLongerDue(order._id)
  if (request.asked && order.paidAt !== null && sevenDayRight(order.paidAt, now) !== 'running')
    await backend.refunds.granted(reviewId(order._id), now)
  return advanceRefund((await backend.refunds.read(refund._id)) ?? refund, scope)
}

/** Nothing is reserved yet: only a person can tell whether the right still runs. */
async function layBeforePerson(request: RefundRequest, scope: Scope): Promise<Refund | null> {
  const { backend, now } = scope
  const order = await backend.orders.read(request.orderId)
  if (!order?.transactionId) return null
  const refund = newRefund(order, order.transactionId, order.amount, request, now)
  await backend.refunds.insert(refund)
  return (await backend.refunds.read(refund._id)) ?? refund
}

/** Money that doesn't belong to the order: a second payment, a wrong amount. It goes back whole. */
export async function refundForeignTransaction(
  order: Order,
  transaction: Transaction,
  reason: 'second_payment' | 'amount_mismatch',
  scope: Scope,
): Promise<Refund> {
  const request = {
    refundId: foreignRefundId(transaction.transactionId),
    orderId: order._id,
    amount: transaction.amount,
    reason,
  }
  const refund = newRefund(order, transaction.transactionId, transaction.amount, request, scope.now)
  await scope.backend.refunds.insert(refund)
  return advanceRefund((await scope.backend.refunds.read(refund._id)) ?? refund, scope)
}

/** One step of a refund towards its end; an unknown outcome is asked for, never assumed. */
export async function advanceRefund(refund: Refund, scope: Scope): Promise<Refund> {
  if (refund.state !== 'reserved' && refund.state !== 'processing') return finishRefund(refund, scope)
  const port = paymentPort(scope)
  const result =
    refund.state === 'processing'
      ? await port.queryRefund(refund._id)
      : await port.refund({
          refundId: refund._id,
          transactionId: refund.transactionId,
          amount: refund.amount,
          total: refund.total,
          reason: REASON_TEXT[refund.reason],
        })
  return recordRefundResult(refund, result, scope)
}

/** What WeChat said of a refund, from an answer or a notification. */
export async function recordRefundResult(
  refund: Refund,
  result: RefundResult,
  scope: Scope,
): Promise<Refund> {
  const { backend, now } = scope
  const next = { ...nextRefundState(refund, result, now), ...acceptance(refund, result, now) }
  const updated = (await backend.refunds.advance(refund._id, next)) ?? refund
  return finishRefund(updated, scope)
}

/**
 * What is still owed when WeChat has nothing more to do: the order's own end, the interest, the word
 * to the member. The refund stays due until then: a crash in between leaves nothing half done.
 */
async function finishRefund(refund: Refund, scope: Scope): Promise<Refund> {
  const { backend, now } = scope
  const { state } = refund
  if (state === 'reserved' || state === 'processing' || refund.nextDueAt === null) return refund
  if (state === 'succeeded') {
    await backend.orders.finishRefund(refund.orderId, refund._id, now)
    await sendInterest(refund, scope)
  }
  return endRefundTelling(refund, scope)
}

function nextRefundState(
  refund: Refund,
  result: RefundResult,
  now: number,
): Pick<Refund, 'state' | 'finishedAt' | 'nextDueAt' | 'heldUp'> {
  switch (result.kind) {
    case 'succeeded':
      return { state: 'succeeded', finishedAt: now, nextDueAt: now + ASK_AGAIN_MS }
    case 'processing':
      return { state: 'processing', finishedAt: null, nextDueAt: now + ASK_AGAIN_MS }
    case 'abnormal':
    case 'closed':
      return { state: 'abnormal', heldUp: true, finishedAt: null, nextDueAt: now + ASK_AGAIN_MS }
    case 'absent':
      return { state: 'reserved', finishedAt: null, nextDueAt: now }
    case 'unknown':
      return { state: refund.state, finishedAt: null, nextDueAt: now + ASK_AGAIN_MS }
    case 'rejected':
      return result.retryable
        ? { state: 'reserved', finishedAt: null, nextDueAt: now + TRY_AGAIN_MS }
        : {
            state: isBeyondWechat(refund, result.code, now) ? 'manual' : 'abnormal',
            finishedAt: null,
            nextDueAt: now + ASK_AGAIN_MS,
          }
  }
}

/** WeChat's first word that it took the refund: its bill of that day has it. */
function acceptance(refund: Refund, { kind }: RefundResult, now: number): Pick<Refund, 'acceptedAt'> {
  const taken = kind === 'succeeded' || kind === 'processing'
  return taken && refund.acceptedAt === undefined ? { acceptedAt: now } : {}
}

/** Too old, or one partial refund too many (L11): WeChat says no for good, so a person transfers it. */
function isBeyondWechat({ paidAt }: Refund, code: string, now: number): boolean {
  return code === 'RULE_LIMIT' || (paidAt !== undefined && refundChannel({ paidAt }, now) === 'manual')
}

/** Who asked reads how far it is; the money goes to who paid, whoever holds the card since (L6). */
function peopleOf({ memberId }: Order, { asked }: RefundRequest): Pick<Refund, 'memberId' | 'payerId'> {
  const holder = asked?.holder
  return holder === undefined || holder === memberId ? { memberId } : { memberId: holder, payerId: memberId }
}

function newRefund(
  order: Order,
  transactionId: string,
  total: number,
  request: RefundRequest,
  now: number,
): Refund {
  const channel = request.asked?.channel ?? 'wechat'
  return {
    _id: request.refundId,
    orderId: order._id,
    ...peopleOf(order, request),
    transactionId,
    amount: request.amount,
    total,
    reason: request.reason,
    state: channel === 'wechat' ? 'reserved' : channel,
    title: order.title,
    ...(order.paidAt === null ? {} : { paidAt: order.paidAt }),
    ...(request.asked ? { asked: { ...request.asked } } : {}),
    createdAt: now,
    finishedAt: null,
    nextDueAt: channel === 'wechat' ? now : null,
  }
}
