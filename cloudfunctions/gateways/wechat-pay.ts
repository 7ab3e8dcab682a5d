import { Formatter, Rsa } from 'wechatpay-axios-plugin'
import type { PaymentParameters } from '../contract/views'
import type { CloseResult, PaymentPort, PrepayResult, QueryResult, RefundResult } from './payment-port'
import { REFUND_STATUS, orderAnswer, paidTransaction, prepayAnswer, refundAnswer } from './wechat-pay-answers'
import { type Outcome, type WechatPayClient, wechatPayClient } from './wechat-pay-client'
import { openNotification } from './wechat-pay-notification'
import type { WechatPaySettings } from './wechat-pay-settings'

export { type WechatPaySettings, wechatPaySettings } from './wechat-pay-settings'

type Failure = Extract<Outcome, { ok: false }>
type Order = Parameters<PaymentPort['prepay']>[0]
type RefundOrder = Parameters<PaymentPort['refund']>[0]

const MALFORMED = { kind: 'unknown', code: 'ANSWER_MALFORMED' } as const
const MISMATCH = { kind: 'unknown', code: 'ANSWER_MISMATCH' } as const
const REFUND_LATER = new Set(['NOT_ENOUGH', 'FREQUENCY_LIMITED', 'RATELIMIT_EXCEEDED'])

/** WeChat Pay V3 for one merchant and one mini-program (wechat.md 1.1-1.11). */
export function wechatPay(settings: WechatPaySettings): PaymentPort {
  const client = wechatPayClient(settings)
  return {
    appid: settings.appid,
    mchid: settings.mchid,
    prepay: (order) => prepay(client, settings, order),
    parameters: (prepayId, now) => sign(settings, prepayId, now),
    query: (orderId) => query(client, settings, orderId, client.deadline()),
    close: (orderId) => close(client, settings, orderId),
    refund: (refund) => makeRefund(client, settings, refund),
    queryRefund: (refundId) => queryRefund(client, refundId, null, client.deadline()),
    open: (request) => openNotification(settings, request),
  }
}

/** The text under `paySign` (wechat.md 1.5); the appid is signed but not sent. */
export function paymentMessage(appid: string, timeStamp: string, nonceStr: string, prepayId: string): string {
  return Formatter.joinedByLineFeed(appid, timeStamp, nonceStr, `prepay_id=${prepayId}`)
}

function sign({ appid, privateKey }: WechatPaySettings, prepayId: string, now: number): PaymentParameters {
  const timeStamp = String(Math.floor(now / 1000))
  const nonceStr = Formatter.nonce()
  return {
    timeStamp,
    nonceStr,
    package: `prepay_id=${prepayId}`,
    signType: 'RSA',
    paySign: Rsa.sign(paymentMessage(appid, timeStamp, nonceStr, prepayId), privateKey),
  }
}

async function prepay(
  client: WechatPayClient,
  settings: WechatPaySettings,
  order: Order,
): Promise<PrepayResult> {
  const signal = client.deadline()
  const request = {
    method: 'POST',
    path: 'v3/pay/transactions/jsapi',
    body: {
      appid: settings.appid,
      mchid: settings.mchid,
      description: order.description,
      out_trade_no: order.orderId,
      time_expire: order.timeExpire,
      notify_url: settings.notifyUrl,
      amount: { total: order.total, currency: 'CNY' },
      payer: { openid: order.openid },
    },
  } as const
  let outcome = await client.call('prepay', request, signal)
  // A server error comes fast and the same order may be sent again: one more try spares the person one.
  if (isServerError(outcome)) outcome = await client.call('prepay', request, signal)
  if (outcome.ok) {
    const answer = prepayAnswer.safeParse(outcome.data)
    return answer.success ? { kind: 'prepared', prepayId: answer.data.prepay_id } : MALFORMED
  }
  if (!isRefused(outcome)) return { kind: 'unknown', code: outcome.code }
  // The refusal may mean "paid" or "closed" under several codes, and it isn't signed: ask.
  const found = await query(client, settings, order.orderId, signal)
  if (found.kind === 'paid' || found.kind === 'refunded') return { kind: 'already_paid' }
  if (found.kind === 'closed') return { kind: 'closed' }
  return { kind: 'rejected', code: outcome.code }
}

async function query(
  client: WechatPayClient,
  settings: WechatPaySettings,
  orderId: string,
  signal: AbortSignal,
): Promise<QueryResult> {
  const path = `v3/pay/transactions/out-trade-no/${encodeURIComponent(orderId)}`
  const outcome = await client.call(
    'query',
    { method: 'GET', path, query: { mchid: settings.mchid } },
    signal,
  )
  if (!outcome.ok)
    return outcome.status === 404 ? { kind: 'absent' } : { kind: 'unknown', code: outcome.code }
  const answer = orderAnswer.safeParse(outcome.data)
  if (!answer.success) return MALFORMED
  const { appid, mchid, out_trade_no, trade_state } = answer.data
  if (appid !== settings.appid || mchid !== settings.mchid || out_trade_no !== orderId) return MISMATCH
  switch (trade_state) {
    case 'NOTPAY':
      return { kind: 'not_paid' }
    case 'CLOSED':
      return { kind: 'closed' }
    case 'SUCCESS':
    case 'REFUND': {
      const paid = paidTransaction.safeParse(outcome.data)
      if (!paid.success) return MALFORMED
      return { kind: trade_state === 'SUCCESS' ? 'paid' : 'refunded', transaction: paid.data }
    }
    default:
      // States of payment codes: an order of ours never has them.
      return { kind: 'unknown', code: trade_state }
  }
}

async function close(
  client: WechatPayClient,
  settings: WechatPaySettings,
  orderId: string,
): Promise<CloseResult> {
  const signal = client.deadline()
  const path = `v3/pay/transactions/out-trade-no/${encodeURIComponent(orderId)}/close`
  const outcome = await client.call(
    'close',
    { method: 'POST', path, body: { mchid: settings.mchid } },
    signal,
  )
  if (outcome.ok)
    return outcome.status === 204 ? { kind: 'closed' } : { kind: 'unknown', code: `HTTP_${outcome.status}` }
  if (outcome.status === null || outcome.status >= 500) return { kind: 'unknown', code: outcome.code }
  // ORDER_PAID isn't signed, and FREQUENCY_LIMITED may be a person paying right now: only a query tells.
  const found = await query(client, settings, orderId, signal)
  if (found.kind === 'paid' || found.kind === 'refunded') return { kind: 'already_paid' }
  if (found.kind === 'closed' || found.kind === 'absent') return found
  return { kind: 'unknown', code: outcome.code }
}

async function makeRefund(
  client: WechatPayClient,
  settings: WechatPaySettings,
  refund: RefundOrder,
): Promise<RefundResult> {
  const signal = client.deadline()
  const body = {
    transaction_id: refund.transactionId,
    out_refund_no: refund.refundId,
    reason: refund.reason,
    notify_url: settings.notifyUrl,
    amount: { refund: refund.amount, total: refund.total, currency: 'CNY' },
  }
  const path = 'v3/refund/domestic/refunds'
  const outcome = await client.call('refund', { method: 'POST', path, body }, signal)
  if (outcome.ok) return readRefund(outcome.data, refund.refundId, refund)
  if (outcome.status === 429 || REFUND_LATER.has(outcome.code))
    return { kind: 'rejected', code: outcome.code, retryable: true }
  if (!isRefused(outcome)) return { kind: 'unknown', code: outcome.code }
  // An earlier sending of this number may have been carried out although its answer was lost.
  const found = await queryRefund(client, refund.refundId, refund, signal)
  return found.kind === 'absent' ? { kind: 'rejected', code: outcome.code, retryable: false } : found
}

async function queryRefund(
  client: WechatPayClient,
  refundId: string,
  expected: RefundOrder | null,
  signal: AbortSignal,
): Promise<RefundResult> {
  const path = `v3/refund/domestic/refunds/${encodeURIComponent(refundId)}`
  const outcome = await client.call('query refund', { method: 'GET', path }, signal)
  if (outcome.ok) return readRefund(outcome.data, refundId, expected)
  return outcome.status === 404 ? { kind: 'absent' } : { kind: 'unknown', code: outcome.code }
}

function readRefund(data: unknown, refundId: string, expected: RefundOrder | null): RefundResult {
  const answer = refundAnswer.safeParse(data)
  if (!answer.success) return MALFORMED
  const { out_refund_no, transaction_id, amount, status } = answer.data
  if (out_refund_no !== refundId) return MISMATCH
  if (expected && (transaction_id !== expected.transactionId || amount.refund !== expected.amount))
    return MISMATCH
  return { kind: REFUND_STATUS[status] }
}

/** WeChat understood and said no; 401 says that our own signature is wrong, which says nothing. */
function isRefused({ status }: Failure): boolean {
  return status !== null && status >= 400 && status < 500 && status !== 401
}

function isServerError(outcome: Outcome): boolean {
  return !outcome.ok && outcome.status !== null && outcome.status >= 500
}
