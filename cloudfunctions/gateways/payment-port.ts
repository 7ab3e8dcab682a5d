import type { PaymentParameters } from '../contract/views'

/**
 * What the payment function needs of WeChat Pay, without its library (wechat.md 1.1-1.11). Money is
 * integer fen, instants are epoch ms. Expected failures are kinds; `unknown` means that the outcome
 * can't be told and has to be queried with the same numbers, never assumed.
 */
export interface PaymentPort {
  readonly appid: string
  readonly mchid: string
  /**
   * Orders; `timeExpire` is RFC 3339 with +08:00. Sending the same order again unchanged gives a
   * fresh prepay id, so the caller freezes the request with the order. `rejected` says only that
   * this call made nothing: an earlier call with the same number may still be payable, so an order
   * is let go by `close`, never by a rejection.
   */
  prepay(order: {
    orderId: string
    description: string
    total: number
    timeExpire: string
    openid: string
  }): Promise<PrepayResult>
  /** What `wx.requestPayment` takes, signed with the merchant's key. */
  parameters(prepayId: string, now: number): PaymentParameters
  query(orderId: string): Promise<QueryResult>
  /** `closed` and `already_paid` always rest on a signed answer. */
  close(orderId: string): Promise<CloseResult>
  /** Retry with the same `refundId` for ever: a new number could pay twice. */
  refund(refund: {
    refundId: string
    transactionId: string
    amount: number
    total: number
    reason: string
  }): Promise<RefundResult>
  queryRefund(refundId: string): Promise<RefundResult>
  /**
   * Verifies a callback on its raw bytes, then reads it. `now` is the receiver's clock. Who paid what
   * to whom is the caller's to compare with the order (see `mismatchOf`).
   */
  open(request: { headers: Record<string, string | undefined>; rawBody: Buffer; now: number }): Notification
}

export interface Transaction {
  orderId: string
  transactionId: string
  /** Fen, the order's total. */
  amount: number
  /** Fen that the payer really paid: less than `amount` when WeChat's own coupons were used. */
  payerTotal: number
  currency: string
  openid: string
  appid: string
  mchid: string
  /** Epoch ms. */
  paidAt: number
}

export type PrepayResult =
  | { kind: 'prepared'; prepayId: string }
  | { kind: 'already_paid' }
  | { kind: 'closed' }
  | { kind: 'rejected'; code: string }
  | { kind: 'unknown'; code: string }

/**
 * `absent` comes from an error answer, and those are not signed: it is a reason to prepay or to
 * close, not a proof that nothing will be paid.
 */
export type QueryResult =
  | { kind: 'paid'; transaction: Transaction }
  | { kind: 'refunded'; transaction: Transaction }
  | { kind: 'not_paid' }
  | { kind: 'closed' }
  | { kind: 'absent' }
  | { kind: 'unknown'; code: string }

export type CloseResult =
  { kind: 'closed' } | { kind: 'already_paid' } | { kind: 'absent' } | { kind: 'unknown'; code: string }

/** A `rejected` refund that is `retryable` is sent again later with the same number. */
export type RefundResult =
  | { kind: 'processing' | 'succeeded' | 'abnormal' | 'closed' }
  | { kind: 'rejected'; code: string; retryable: boolean }
  | { kind: 'absent' }
  | { kind: 'unknown'; code: string }

export type Notification =
  | { kind: 'payment'; id: string; transaction: Transaction }
  | {
      kind: 'refund'
      id: string
      refundId: string
      orderId: string
      transactionId: string
      status: 'succeeded' | 'abnormal' | 'closed'
      /** Fen of this refund. */
      amount: number
    }
  | { kind: 'other'; id: string; eventType: string }
  | { kind: 'refused'; status: 400 | 401; reason: string }

export type Mismatch = 'order' | 'mchid' | 'appid' | 'currency' | 'amount'

/**
 * The first thing in which a payment differs from the order that it names, or null. The amount
 * compared is the order's total: what the payer paid may be lower by WeChat's own coupons.
 */
export function mismatchOf(
  transaction: Transaction,
  expected: { orderId: string; amount: number; appid: string; mchid: string },
): Mismatch | null {
  if (transaction.orderId !== expected.orderId) return 'order'
  if (transaction.mchid !== expected.mchid) return 'mchid'
  if (transaction.appid !== expected.appid) return 'appid'
  if (transaction.currency !== 'CNY') return 'currency'
  if (transaction.amount !== expected.amount) return 'amount'
  return null
}
