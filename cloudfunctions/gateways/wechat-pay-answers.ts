import { z } from 'zod'
import type { Transaction } from './payment-port'

/**
 * What WeChat's answers and decrypted callbacks must look like. Unknown fields are ignored: WeChat
 * adds some from time to time.
 */
const fen = z.int().min(0)

/** RFC 3339 with its offset -> epoch ms. */
const moment = z.iso.datetime({ offset: true }).transform((text) => Date.parse(text))

const party = { appid: z.string(), mchid: z.string(), out_trade_no: z.string() }

export const prepayAnswer = z.object({ prepay_id: z.string().min(1).max(64) })

export const paidTransaction = z
  .object({
    ...party,
    transaction_id: z.string().min(1).max(32),
    trade_state: z.enum(['SUCCESS', 'REFUND']),
    success_time: moment,
    payer: z.object({ openid: z.string().min(1) }),
    amount: z.object({ total: fen.min(1), payer_total: fen, currency: z.string() }),
  })
  .transform((paid): Transaction => ({
    orderId: paid.out_trade_no,
    transactionId: paid.transaction_id,
    amount: paid.amount.total,
    payerTotal: paid.amount.payer_total,
    currency: paid.amount.currency,
    openid: paid.payer.openid,
    appid: paid.appid,
    mchid: paid.mchid,
    paidAt: paid.success_time,
  }))

export const orderAnswer = z.object({
  ...party,
  trade_state: z.enum(['SUCCESS', 'REFUND', 'NOTPAY', 'CLOSED', 'REVOKED', 'USERPAYING', 'PAYERROR']),
})

export const REFUND_STATUS = {
  SUCCESS: 'succeeded',
  PROCESSING: 'processing',
  ABNORMAL: 'abnormal',
  CLOSED: 'closed',
} as const

export const refundAnswer = z.object({
  out_refund_no: z.string(),
  transaction_id: z.string(),
  out_trade_no: z.string(),
  status: z.enum(['SUCCESS', 'PROCESSING', 'ABNORMAL', 'CLOSED']),
  amount: z.object({ refund: fen, total: fen }),
})

/** The callback's field is `refund_status`, not `status` (wechat.md 1.9). */
export const refundNotice = z.object({
  mchid: z.string(),
  out_refund_no: z.string().min(1),
  transaction_id: z.string().min(1),
  out_trade_no: z.string().min(1),
  refund_status: z.enum(['SUCCESS', 'ABNORMAL', 'CLOSED']),
  amount: z.object({ refund: fen.min(1), total: fen.min(1) }),
})

export const encryptedResource = z.object({
  algorithm: z.literal('AEAD_AES_256_GCM'),
  ciphertext: z.string(),
  nonce: z.string().min(1).max(16),
  associated_data: z.string().max(64).optional(),
})

export const notificationBody = z.object({
  id: z.string().min(1).max(64),
  event_type: z.string().min(1).max(64),
  resource: encryptedResource,
})
