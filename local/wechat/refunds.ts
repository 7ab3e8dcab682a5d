import { randomInt } from 'node:crypto'
import { z } from 'zod'
import { type Answer, canonical, done, refusal } from './answers'
import type { WechatFaults } from './faults'
import type { Merchant, Orders } from './orders'
import type { Records } from './records'
import { type WechatRefund, type WechatTransaction, shanghaiTime } from './state'

const LONGEST_MS = 365 * 86_400_000
const MOST_REFUNDS = 50
const LEAST_GAP_MS = 60_000
/** Refunds to the balance take seconds; the merchant sees PROCESSING first. */
const DURATION_MS = 2000

export interface Refunds {
  create(body: unknown): Answer
  query(refundId: string): Answer
  /** Not refused or closed: money went back or is on its way. */
  any(transactionId: string): boolean
  /** Everything that was paid went back or is on its way. */
  whole(transactionId: string): boolean
  /** Moments at which refunds finish. */
  due(): number[]
  finishThrough(moment: number): void
}

interface Surroundings {
  merchant: Merchant
  records: Records<WechatRefund>
  faults: WechatFaults
  clock(): number
  orders(): Orders
  notify(refund: WechatRefund, resource: object): void
}

const refundBody = z
  .object({
    transaction_id: z.string().optional(),
    out_trade_no: z.string().optional(),
    out_refund_no: z.string().regex(/^[0-9A-Za-z_\-|*@]{1,64}$/),
    reason: z.string().max(80).optional(),
    notify_url: z
      .string()
      .max(256)
      .regex(/^https:\/\/[^?#]+$/)
      .optional(),
    amount: z.object({ refund: z.int().min(1), total: z.int().min(1), currency: z.literal('CNY') }),
  })
  .refine((body) => body.transaction_id !== undefined, { path: ['transaction_id'] })

export function createRefunds(world: Surroundings): Refunds {
  const { records, faults, clock } = world

  const byTransaction = new Map<string, WechatRefund[]>()
  const running = new Set<WechatRefund>()
  for (const refund of records.all()) index(refund)

  function index(refund: WechatRefund): void {
    const { transactionId, status } = refund
    byTransaction.set(transactionId, [...(byTransaction.get(transactionId) ?? []), refund])
    if (status === 'PROCESSING') running.add(refund)
  }

  const of = (transactionId: string): WechatRefund[] =>
    (byTransaction.get(transactionId) ?? []).filter(({ status }) => status !== 'CLOSED')

  return {
    create(body) {
      const parsed = refundBody.safeParse(body)
      if (!parsed.success)
        return refusal(400, 'PARAM_ERROR', `参数错误: ${parsed.error.issues[0]?.path.join('.') ?? ''}`)
      const { transaction_id = '', out_refund_no, amount, reason, notify_url } = parsed.data
      const request = canonical(body)
      const known = records.get(out_refund_no)
      if (known)
        return known.request === request
          ? done(refundResource(known))
          : refusal(400, 'INVALID_REQUEST', '退款单号已存在,参数与首次请求时不一致')
      const found = world.orders().byTransaction(transaction_id)
      if (!found) return refusal(404, 'RESOURCE_NOT_EXISTS', '订单不存在')
      const { order, transaction } = found
      const earlier = of(transaction_id)
      const given = earlier.reduce((sum, refund) => sum + refund.amount, 0)
      if (amount.total !== order.total) return refusal(400, 'PARAM_ERROR', '订单金额与原订单不一致')
      if (given + amount.refund > order.total) return refusal(400, 'INVALID_REQUEST', '退款金额大于可退金额')
      if (clock() > transaction.paidAt + LONGEST_MS) return refusal(400, 'INVALID_REQUEST', '订单已超过一年')
      if (earlier.length >= MOST_REFUNDS) return refusal(403, 'RULE_LIMIT', '部分退款次数超限')
      if (earlier.some((refund) => clock() - refund.createdAt < LEAST_GAP_MS))
        return refusal(429, 'FREQUENCY_LIMITED', '同一订单多次退款间隔不足1分钟')
      if (faults.notEnough) return refusal(403, 'NOT_ENOUGH', '基本账户余额不足,请充值后重新发起')
      const refund: WechatRefund = {
        id: `5030${Array.from({ length: 24 }, () => randomInt(10)).join('')}`,
        refundId: out_refund_no,
        orderId: order.orderId,
        transactionId: transaction_id,
        amount: amount.refund,
        payerAmount: payerShare(transaction, order.total, given, amount.refund),
        total: order.total,
        payerTotal: transaction.payerTotal,
        reason: reason ?? null,
        notifyUrl: notify_url ?? null,
        request,
        status: 'PROCESSING',
        createdAt: clock(),
        finishesAt: clock() + DURATION_MS,
      }
      records.put(out_refund_no, refund)
      index(refund)
      return done(refundResource(refund))
    },

    query(refundId) {
      const refund = records.get(refundId)
      return refund ? done(refundResource(refund)) : refusal(404, 'RESOURCE_NOT_EXISTS', '退款单不存在')
    },

    any: (transactionId) => of(transactionId).length > 0,

    whole(transactionId) {
      const given = of(transactionId)
      return given.reduce((sum, { amount }) => sum + amount, 0) >= (given[0]?.total ?? Infinity)
    },

    due: () => [...running].map(({ finishesAt }) => finishesAt),

    finishThrough(moment) {
      for (const refund of running) {
        if (refund.finishesAt > moment) continue
        running.delete(refund)
        refund.status = faults.refundOutcome
        records.put(refund.refundId, refund)
        world.notify(refund, noticeResource(world.merchant, refund))
      }
    },
  }
}

/** What the payer gets of a refund when WeChat's coupons paid a part: cumulative, so that it adds up. */
function payerShare(transaction: WechatTransaction, total: number, given: number, refund: number): number {
  const through = (amount: number): number => Math.floor((amount * transaction.payerTotal) / total)
  return through(given + refund) - through(given)
}

function amounts(refund: WechatRefund): Record<string, unknown> {
  const { total, amount, payerTotal, payerAmount } = refund
  return { total, refund: amount, payer_total: payerTotal, payer_refund: payerAmount }
}

function refundResource(refund: WechatRefund): object {
  return {
    refund_id: refund.id,
    out_refund_no: refund.refundId,
    transaction_id: refund.transactionId,
    out_trade_no: refund.orderId,
    channel: 'ORIGINAL',
    user_received_account: '支付用户零钱',
    create_time: shanghaiTime(refund.createdAt),
    ...(refund.status === 'SUCCESS' && { success_time: shanghaiTime(refund.finishesAt) }),
    status: refund.status,
    amount: {
      ...amounts(refund),
      settlement_refund: refund.amount,
      settlement_total: refund.total,
      discount_refund: refund.amount - refund.payerAmount,
      currency: 'CNY',
    },
  }
}

function noticeResource(merchant: Merchant, refund: WechatRefund): object {
  return {
    mchid: merchant.mchid,
    transaction_id: refund.transactionId,
    out_trade_no: refund.orderId,
    refund_id: refund.id,
    out_refund_no: refund.refundId,
    refund_status: refund.status,
    ...(refund.status === 'SUCCESS' && { success_time: shanghaiTime(refund.finishesAt) }),
    user_received_account: '支付用户零钱',
    amount: amounts(refund),
  }
}
