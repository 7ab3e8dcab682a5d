import { createHash } from 'node:crypto'
import { gunzipSync } from 'node:zlib'
import { Formatter } from 'wechatpay-axios-plugin'
import { z } from 'zod'
import { parseYuan } from '../domain/money'
import type { BillRow } from '../domain/reconciliation'
import type { BillPort, TradeBill } from './bill-port'
import { type WechatPayClient, wechatPayClient } from './wechat-pay-client'
import type { WechatPaySettings } from './wechat-pay-settings'

const billAnswer = z.object({
  hash_type: z.literal('SHA1'),
  hash_value: z.string().regex(/^[0-9a-fA-F]{40}$/),
  download_url: z.url(),
})

/** A signed request goes to WeChat's own download or nowhere, whatever the address says. */
const DOWNLOAD_PATH = '/v3/billdownload/file'
/** A day of some hundred thousand orders; more is no bill of one shop. */
const LARGEST_FILE = 128 * 1024 * 1024

export function wechatPayBills(settings: WechatPaySettings): BillPort {
  const client = wechatPayClient(settings)
  return { tradeBill: (day) => tradeBill(client, day) }
}

async function tradeBill(client: WechatPayClient, day: string): Promise<TradeBill> {
  const signal = client.deadline()
  const query = { bill_date: day, bill_type: 'ALL', tar_type: 'GZIP' }
  const asked = await client.call('trade bill', { method: 'GET', path: 'v3/bill/tradebill', query }, signal)
  if (!asked.ok)
    return asked.code === 'NO_STATEMENT_EXIST' ? { kind: 'none' } : { kind: 'unknown', code: asked.code }
  const answer = billAnswer.safeParse(asked.data)
  if (!answer.success) return { kind: 'unknown', code: 'ANSWER_MALFORMED' }
  const { pathname, searchParams } = new URL(answer.data.download_url)
  if (pathname !== DOWNLOAD_PATH) return { kind: 'unknown', code: 'ANSWER_MISMATCH' }
  const file = await client.download(
    'bill file',
    { path: DOWNLOAD_PATH.slice(1), query: Object.fromEntries(searchParams) },
    signal,
  )
  if (!file.ok) return { kind: 'unknown', code: file.code }
  const csv = unzipped(file.bytes)
  if (csv === null) return { kind: 'unknown', code: 'FILE_MALFORMED' }
  // The file isn't signed: the hash of the signed answer is what vouches for it.
  const hash = createHash('sha1').update(csv).digest('hex')
  if (hash !== answer.data.hash_value.toLowerCase()) return { kind: 'unknown', code: 'HASH_MISMATCH' }
  const rows = readBill(csv)
  return rows === null ? { kind: 'unknown', code: 'FILE_MALFORMED' } : { kind: 'bill', rows }
}

function unzipped(bytes: Buffer): Buffer | null {
  try {
    return gunzipSync(bytes, { maxOutputLength: LARGEST_FILE })
  } catch {
    return null
  }
}

/** Columns by their names in the file: WeChat adds some from time to time. */
const rowShape = z.object({
  微信订单号: z.string().min(1),
  商户订单号: z.string().min(1),
  交易状态: z.enum(['SUCCESS', 'REFUND', 'REVOKED']),
  商户退款单号: z.string(),
  订单金额: z.string(),
  申请退款金额: z.string(),
})

/**
 * The rows of the file, amounts as text to fen. Null for a file of another shape: a bill that is
 * half understood would only hide differences. Withdrawn payment-code orders move no money.
 */
export function readBill(csv: Buffer): BillRow[] | null {
  const { rows } = Formatter.castCsvBill(csv) as { rows: unknown[] }
  const read: BillRow[] = []
  for (const row of rows) {
    const parsed = rowShape.safeParse(row)
    if (!parsed.success) return null
    const { 微信订单号: transactionId, 商户订单号: orderId, 交易状态: state } = parsed.data
    if (state === 'REVOKED') continue
    const amount = parseYuan(state === 'SUCCESS' ? parsed.data.订单金额 : parsed.data.申请退款金额)
    if (amount === null) return null
    if (state === 'SUCCESS') read.push({ kind: 'payment', orderId, transactionId, amount })
    else read.push({ kind: 'refund', orderId, transactionId, refundId: parsed.data.商户退款单号, amount })
  }
  return read
}
