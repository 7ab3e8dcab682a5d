import { type KeyObject, verify } from 'node:crypto'
import { Aes } from 'wechatpay-axios-plugin'
import type { z } from 'zod'
import type { Notification } from './payment-port'
import {
  REFUND_STATUS,
  type encryptedResource,
  notificationBody,
  paidTransaction,
  refundNotice,
} from './wechat-pay-answers'

export const MOST_SKEW_MS = 300_000
const TAG_BYTES = 16

interface Keys {
  readonly mchid: string
  readonly apiV3Key: string
  readonly verificationKeys: ReadonlyMap<string, KeyObject>
}

interface Received {
  readonly headers: Readonly<Record<string, string | undefined>>
  readonly rawBody: Buffer
  readonly now: number
}

const refused = (status: 400 | 401, reason: string): Notification => ({ kind: 'refused', status, reason })

/**
 * Verifies a callback before it parses anything, and on the bytes as they came (wechat.md 1.6). The
 * event may be forged by anybody who can call the function, so the signature is the only evidence,
 * and whatever would give one message two spellings is refused too.
 */
export function openNotification(keys: Keys, received: Received): Notification {
  const reason = signatureFault(keys.verificationKeys, received)
  if (reason !== null) return refused(401, reason)
  const body = notificationBody.safeParse(parseJson(received.rawBody.toString('utf8')))
  if (!body.success) return refused(400, 'body')
  const { id, event_type: eventType, resource } = body.data
  if (!eventType.startsWith('TRANSACTION.') && !eventType.startsWith('REFUND.'))
    return { kind: 'other', id, eventType }
  const plain = decryptResource(resource, keys.apiV3Key)
  if (plain === null) return refused(400, 'resource')
  return eventType.startsWith('REFUND.')
    ? readRefund(id, plain, keys.mchid)
    : readPayment(id, eventType, plain)
}

function readPayment(id: string, eventType: string, plain: unknown): Notification {
  if (eventType !== 'TRANSACTION.SUCCESS') return { kind: 'other', id, eventType }
  const transaction = paidTransaction.safeParse(plain)
  return transaction.success
    ? { kind: 'payment', id, transaction: transaction.data }
    : refused(400, 'transaction')
}

function readRefund(id: string, plain: unknown, mchid: string): Notification {
  const refund = refundNotice.safeParse(plain)
  if (!refund.success) return refused(400, 'refund')
  if (refund.data.mchid !== mchid) return refused(400, 'mchid')
  return {
    kind: 'refund',
    id,
    refundId: refund.data.out_refund_no,
    orderId: refund.data.out_trade_no,
    transactionId: refund.data.transaction_id,
    status: REFUND_STATUS[refund.data.refund_status],
    amount: refund.data.amount.refund,
  }
}

/** Why the message isn't proven to be WeChat's, or null. */
function signatureFault(keys: Keys['verificationKeys'], { headers, rawBody, now }: Received): string | null {
  const timestamp = soleHeader(headers, 'wechatpay-timestamp')
  const nonce = soleHeader(headers, 'wechatpay-nonce')
  const signature = soleHeader(headers, 'wechatpay-signature')
  const serial = soleHeader(headers, 'wechatpay-serial')
  if (timestamp === null || nonce === null || signature === null || serial === null) return 'headers'
  // Line ends in a header could move bytes between nonce and body without changing what is signed.
  if (!/^[1-9]\d{0,11}$/.test(timestamp) || !/^[\x21-\x7e]{1,128}$/.test(nonce)) return 'headers'
  if (Math.abs(now - Number(timestamp) * 1000) > MOST_SKEW_MS) return 'timestamp'
  const key = keys.get(serial)
  if (!key) return 'serial'
  if (signature.startsWith('WECHATPAY/SIGNTEST/')) return 'probe'
  const bytes = decodeBase64(signature)
  if (bytes === null) return 'signature'
  const message = Buffer.concat([Buffer.from(`${timestamp}\n${nonce}\n`), rawBody, Buffer.from('\n')])
  return verify('RSA-SHA256', message, key, bytes) ? null : 'signature'
}

/** CloudBase may send header names in any case; two spellings of one name are refused. */
function soleHeader(headers: Received['headers'], name: string): string | null {
  const values = Object.entries(headers).filter(
    ([key, value]) => key.toLowerCase() === name && value !== undefined && value !== '',
  )
  return values.length === 1 ? (values[0]?.[1] ?? null) : null
}

/**
 * The decrypted JSON, or null. A ciphertext must hold more than its 16-byte tag: shorter ones would
 * make Node accept a truncated tag.
 */
export function decryptResource(resource: z.infer<typeof encryptedResource>, apiV3Key: string): unknown {
  const bytes = decodeBase64(resource.ciphertext)
  if (bytes === null || bytes.length <= TAG_BYTES || Buffer.byteLength(resource.nonce) !== 12) return null
  try {
    const aad = resource.associated_data ?? ''
    return parseJson(Aes.AesGcm.decrypt(resource.ciphertext, apiV3Key, resource.nonce, aad)) ?? null
  } catch {
    return null
  }
}

/** Node ignores stray characters and spare bits; a signature must have one spelling only. */
function decodeBase64(text: string): Buffer | null {
  const bytes = Buffer.from(text, 'base64')
  return bytes.length > 0 && bytes.toString('base64') === text ? bytes : null
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown
  } catch {
    return undefined
  }
}
