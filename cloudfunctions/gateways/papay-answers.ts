import { type Fields, readTime } from './papay-messages'
import type { Transaction } from './payment-port'

const TERMINATED_BY: Record<string, 'expired' | 'member' | 'shop' | 'wechat'> = {
  1: 'expired',
  2: 'member',
  3: 'shop',
  4: 'shop',
}

/** Why somebody's contract is over, from `contract_termination_mode` (wechat.md 1.12). */
export function terminatedBy(mode: string | undefined): 'expired' | 'member' | 'shop' | 'wechat' {
  return TERMINATED_BY[mode ?? ''] ?? 'wechat'
}

/** What was paid, from a debit notice or a query; null when something is missing. */
export function paidBy(
  fields: Fields,
  { appid, mchid }: { appid: string; mchid: string },
): Transaction | null {
  const { out_trade_no: orderId, transaction_id: transactionId, openid } = fields
  const paidAt = readTime(fields.time_end)
  const amount = readFen(fields.total_fee)
  if (!orderId || !transactionId || !openid || paidAt === null || amount === null) return null
  const payerTotal = readFen(fields.cash_fee) ?? amount
  const currency = fields.fee_type ?? 'CNY'
  return { orderId, transactionId, amount, payerTotal, currency, openid, appid, mchid, paidAt }
}

function readFen(text: string | undefined): number | null {
  return text !== undefined && /^[1-9]\d{0,11}$/.test(text) ? Number(text) : null
}
