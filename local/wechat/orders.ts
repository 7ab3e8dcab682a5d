import { randomBytes, randomInt } from 'node:crypto'
import { z } from 'zod'
import { type Answer, canonical, done, refusal } from './answers'
import type { WechatFaults } from './faults'
import type { Records } from './records'
import { type WechatOrder, type WechatTransaction, shanghaiTime } from './state'

const PREPAY_LIFE_MS = 2 * 3_600_000
const OPEN_LIFE_MS = 7 * 86_400_000
const ORDER_NUMBER = /^[0-9A-Za-z_\-|*]{6,32}$/
const LEAST_EXPIRY_MS = 60_000

export interface Merchant {
  appid: string
  mchid: string
  name: string
}

export interface CashierView {
  merchantName: string
  description: string
  /** Fen. */
  total: number
  orderId: string
  /** Epoch ms after which nobody can pay. */
  expiresAt: number
  expired: boolean
  state: 'open' | 'paid' | 'closed'
}

export type PayResult =
  | 'ok'
  | 'refused_unknown'
  | 'refused_other_payer'
  | 'refused_expired'
  | 'refused_closed'
  | 'refused_paid'
  | 'refused_amount'

export interface Orders {
  prepay(body: unknown): Answer
  query(orderId: string): Answer
  queryTransaction(transactionId: string): Answer
  close(orderId: string): Answer
  describe(prepayId: string): CashierView | null
  pay(prepayId: string, openid: string, payerTotal?: number): PayResult
  /** A recurring debit that succeeded: an order that nobody stood at; its transaction number. */
  bookDebit(debit: { orderId: string; amount: number; description: string; openid: string }): string
  byTransaction(transactionId: string): { order: WechatOrder; transaction: WechatTransaction } | null
}

interface Surroundings {
  merchant: Merchant
  records: Records<WechatOrder>
  faults: WechatFaults
  clock(): number
  /** Any refund of the transaction shows as REFUND in its state. */
  isRefunded(transactionId: string): boolean
  notify(order: WechatOrder, transaction: WechatTransaction): void
}

const prepayBody = z.object({
  appid: z.string(),
  mchid: z.string(),
  description: z.string().min(1).max(127),
  out_trade_no: z.string().regex(ORDER_NUMBER),
  time_expire: z
    .string()
    .regex(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\+08:00$/)
    .optional(),
  attach: z.string().max(128).optional(),
  notify_url: z
    .string()
    .max(255)
    .regex(/^https:\/\/[^?#]+$/),
  amount: z.object({ total: z.int().min(1), currency: z.literal('CNY').default('CNY') }),
  payer: z.object({ openid: z.string().min(1).max(128) }),
})

export function createOrders(world: Surroundings): Orders {
  const { merchant, records, faults, clock } = world
  const orderOfPrepay = new Map<string, string>()
  const orderOfTransaction = new Map<string, string>()
  for (const order of records.all()) {
    for (const { id } of order.prepayIds) orderOfPrepay.set(id, order.orderId)
    for (const { transactionId } of order.transactions) orderOfTransaction.set(transactionId, order.orderId)
  }

  function stateOf(order: WechatOrder): CashierView['state'] {
    if (order.transactions.length > 0) return 'paid'
    return order.closedAt !== null || clock() >= order.createdAt + OPEN_LIFE_MS ? 'closed' : 'open'
  }

  function issuePrepayId(order: WechatOrder): Answer {
    const id = `wx${shanghaiTime(clock()).replace(/\D/g, '').slice(0, 14)}${randomBytes(9).toString('hex')}00`
    order.prepayIds.push({ id, at: clock() })
    orderOfPrepay.set(id, order.orderId)
    records.put(order.orderId, order)
    return done({ prepay_id: id })
  }

  function findPrepay(prepayId: string): { order: WechatOrder; expiresAt: number } | null {
    const order = records.get(orderOfPrepay.get(prepayId) ?? '')
    const issued = order?.prepayIds.find(({ id }) => id === prepayId)
    if (!order || !issued) return null
    return { order, expiresAt: Math.min(issued.at + PREPAY_LIFE_MS, order.timeExpire) }
  }

  function resource(order: WechatOrder, transaction: WechatTransaction | undefined): object {
    const refunded = transaction && world.isRefunded(transaction.transactionId)
    const state = stateOf(order)
    const tradeState =
      state === 'paid' ? (refunded ? 'REFUND' : 'SUCCESS') : state === 'open' ? 'NOTPAY' : 'CLOSED'
    return { ...orderResource(merchant, order, transaction), trade_state: tradeState }
  }

  function byTransaction(transactionId: string): ReturnType<Orders['byTransaction']> {
    const order = records.get(orderOfTransaction.get(transactionId) ?? '')
    const transaction = order?.transactions.find((candidate) => candidate.transactionId === transactionId)
    return order && transaction ? { order, transaction } : null
  }

  return {
    prepay(body) {
      const parsed = prepayBody.safeParse(body)
      if (!parsed.success)
        return refusal(400, 'PARAM_ERROR', `参数错误: ${parsed.error.issues[0]?.path.join('.') ?? ''}`)
      const asked = parsed.data
      if (asked.appid !== merchant.appid || asked.mchid !== merchant.mchid)
        return refusal(400, 'APPID_MCHID_NOT_MATCH', '商户号和appid没有绑定关系')
      const request = canonical(body)
      const known = records.get(asked.out_trade_no)
      if (known) {
        const state = stateOf(known)
        if (state === 'paid') return refusal(400, 'INVALID_REQUEST', '该订单已支付')
        if (state === 'closed') return refusal(400, 'ORDER_CLOSED', '该订单已关闭')
        if (known.request !== request)
          return refusal(400, 'INVALID_REQUEST', '请求重入时,参数与首次请求时不一致')
        return known.timeExpire <= clock()
          ? refusal(400, 'INVALID_REQUEST', '订单已过期')
          : issuePrepayId(known)
      }
      const expiry = asked.time_expire === undefined ? clock() + OPEN_LIFE_MS : Date.parse(asked.time_expire)
      if (!(expiry >= clock() + LEAST_EXPIRY_MS)) return refusal(400, 'PARAM_ERROR', '参数错误: time_expire')
      return issuePrepayId({
        orderId: asked.out_trade_no,
        description: asked.description,
        total: asked.amount.total,
        currency: asked.amount.currency,
        openid: asked.payer.openid,
        timeExpire: expiry,
        notifyUrl: asked.notify_url,
        attach: asked.attach ?? null,
        request,
        createdAt: clock(),
        closedAt: null,
        prepayIds: [],
        transactions: [],
      })
    },

    query(orderId) {
      const order = records.get(orderId)
      return order
        ? done(resource(order, order.transactions[0]))
        : refusal(404, 'ORDER_NOT_EXIST', '订单不存在')
    },

    queryTransaction(transactionId) {
      const found = byTransaction(transactionId)
      return found
        ? done(resource(found.order, found.transaction))
        : refusal(404, 'ORDER_NOT_EXIST', '订单不存在')
    },

    close(orderId) {
      const order = records.get(orderId)
      if (!order) return refusal(404, 'ORDER_NOT_EXIST', '订单不存在')
      if (stateOf(order) === 'paid') return refusal(400, 'ORDER_PAID', '该订单已支付')
      order.closedAt ??= clock()
      records.put(orderId, order)
      return { status: 204, body: null }
    },

    describe(prepayId) {
      const found = findPrepay(prepayId)
      if (!found) return null
      const { order, expiresAt } = found
      const { description, total, orderId } = order
      const state = stateOf(order)
      const expired = clock() >= expiresAt
      return { merchantName: merchant.name, description, total, orderId, expiresAt, expired, state }
    },

    pay(prepayId, openid, payerTotal) {
      const found = findPrepay(prepayId)
      if (!found) return 'refused_unknown'
      const { order, expiresAt } = found
      if (order.openid !== openid) return 'refused_other_payer'
      const state = stateOf(order)
      if (state === 'paid' && !faults.secondPayment) return 'refused_paid'
      if (state === 'closed' && !faults.payAfterClose) return 'refused_closed'
      if (state === 'open' && clock() >= expiresAt) return 'refused_expired'
      const paid = payerTotal ?? order.total
      if (!Number.isInteger(paid) || paid < 0 || paid > order.total) return 'refused_amount'
      const transaction = { transactionId: transactionNumber(clock()), payerTotal: paid, paidAt: clock() }
      order.transactions.push(transaction)
      orderOfTransaction.set(transaction.transactionId, order.orderId)
      records.put(order.orderId, order)
      world.notify(order, transaction)
      return 'ok'
    },

    bookDebit({ orderId, amount, description, openid }) {
      const transaction = { transactionId: transactionNumber(clock()), payerTotal: amount, paidAt: clock() }
      orderOfTransaction.set(transaction.transactionId, orderId)
      records.put(orderId, {
        orderId,
        description,
        total: amount,
        currency: 'CNY',
        openid,
        timeExpire: clock(),
        notifyUrl: '',
        attach: null,
        request: '',
        createdAt: clock(),
        closedAt: null,
        prepayIds: [],
        transactions: [transaction],
      })
      return transaction.transactionId
    },

    byTransaction,
  }
}

/** 28 digits that begin with 420, the day within them, as WeChat's look. */
function transactionNumber(now: number): string {
  const digits = Array.from({ length: 16 }, () => randomInt(10)).join('')
  return `4200${shanghaiTime(now).slice(0, 10).replaceAll('-', '')}${digits}`
}

/** What a query and a callback say of an order; `transaction` absent: it isn't paid. */
export function orderResource(
  merchant: Merchant,
  order: WechatOrder,
  transaction: WechatTransaction | undefined,
): Record<string, unknown> {
  const { appid, mchid } = merchant
  const head = { appid, mchid, out_trade_no: order.orderId, attach: order.attach ?? '' }
  const amount = { total: order.total, currency: order.currency }
  if (!transaction) return { ...head, amount, payer: { openid: order.openid } }
  const discount = order.total - transaction.payerTotal
  return {
    ...head,
    transaction_id: transaction.transactionId,
    trade_type: 'JSAPI',
    trade_state: 'SUCCESS',
    trade_state_desc: '支付成功',
    bank_type: 'OTHERS',
    success_time: shanghaiTime(transaction.paidAt),
    payer: { openid: order.openid },
    amount: { ...amount, payer_total: transaction.payerTotal, payer_currency: order.currency },
    ...(discount > 0 && { promotion_detail: [platformCoupon(discount)] }),
  }
}

/** A coupon of WeChat's own, which it pays to the merchant: the order's total stays what it was. */
function platformCoupon(amount: number): object {
  return {
    coupon_id: '109519',
    name: '微信支付立减',
    scope: 'GLOBAL',
    type: 'CASH',
    amount,
    stock_id: '931386',
    wechatpay_contribute: amount,
    merchant_contribute: 0,
    other_contribute: 0,
    currency: 'CNY',
  }
}
