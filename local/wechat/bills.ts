import { createHash } from 'node:crypto'
import { gzipSync } from 'node:zlib'
import { type Answer, done, refusal } from './answers'
import type { WechatFaults } from './faults'
import type { Merchant } from './orders'
import type { WechatOrder, WechatRefund } from './state'

const HOUR_MS = 3_600_000
const DAY_MS = 24 * HOUR_MS
const READY_MS = 10 * HOUR_MS
const KEPT_MS = 92 * DAY_MS
const SHANGHAI_MS = 8 * HOUR_MS

/** The columns of a bill of type ALL, in WeChat's order (wechat.md 1.10). */
export const BILL_COLUMNS = [
  '交易时间',
  '公众账号ID',
  '商户号',
  '特约商户号',
  '设备号',
  '微信订单号',
  '商户订单号',
  '用户标识',
  '交易类型',
  '交易状态',
  '付款银行',
  '货币种类',
  '应结订单金额',
  '代金券金额',
  '微信退款单号',
  '商户退款单号',
  '退款金额',
  '充值券退款金额',
  '退款类型',
  '退款状态',
  '商品名称',
  '商户数据包',
  '手续费',
  '费率',
  '订单金额',
  '申请退款金额',
  '费率备注',
] as const
const TOTALS = [
  '总交易单数',
  '应结订单总金额',
  '退款总金额',
  '充值券退款总金额',
  '手续费总金额',
  '订单总金额',
  '申请退款总金额',
]

export type BillLine = Record<(typeof BILL_COLUMNS)[number], string>

export interface Bills {
  tradeBill(query: URLSearchParams): Answer
  /** The gzipped file under a token that `tradeBill` gave out. */
  file(token: string): Buffer | null
}

interface Surroundings {
  merchant: Merchant
  orders(): readonly WechatOrder[]
  refunds(): readonly WechatRefund[]
  faults: WechatFaults
  clock(): number
  /** WeChat Pay's own address. */
  url(): string
}

/** Trade bills of this machine's payments: yuan with two decimals, backticks, BOM, gzip, SHA1. */
export function createBills(world: Surroundings): Bills {
  const { merchant, faults, clock } = world
  const files = new Map<string, Buffer>()

  function linesOf(day: string): BillLine[] {
    const start = Date.parse(`${day}T00:00:00+08:00`)
    const on = (moment: number) => moment >= start && moment < start + DAY_MS
    const lines: { at: number; line: BillLine }[] = []
    for (const order of world.orders())
      for (const transaction of order.transactions)
        if (on(transaction.paidAt))
          lines.push({
            at: transaction.paidAt,
            line: lineOf(merchant, order, {
              交易时间: time(transaction.paidAt),
              微信订单号: transaction.transactionId,
              交易状态: 'SUCCESS',
              应结订单金额: yuan(order.total),
              代金券金额: yuan(0),
              手续费: fee(order.total),
              订单金额: yuan(order.total),
            }),
          })
    for (const refund of world.refunds()) {
      const order = world.orders().find(({ orderId }) => orderId === refund.orderId)
      if (!order || !on(refund.createdAt)) continue
      lines.push({
        at: refund.createdAt,
        line: lineOf(merchant, order, {
          交易时间: time(refund.createdAt),
          微信订单号: refund.transactionId,
          交易状态: 'REFUND',
          微信退款单号: refund.id,
          商户退款单号: refund.refundId,
          退款金额: yuan(refund.amount),
          退款类型: 'ORIGINAL',
          退款状态: refund.status,
          手续费: `-${fee(refund.amount)}`,
          申请退款金额: yuan(refund.amount),
        }),
      })
    }
    const sorted = lines.sort((a, b) => a.at - b.at).map(({ line }) => line)
    return faults.billLines ? faults.billLines(sorted) : sorted
  }

  return {
    tradeBill(query) {
      const day = query.get('bill_date') ?? ''
      if (!/^\d{4}-\d\d-\d\d$/.test(day) || query.get('tar_type') !== 'GZIP')
        return refusal(400, 'PARAM_ERROR', '参数错误: bill_date')
      const end = Date.parse(`${day}T00:00:00+08:00`) + DAY_MS
      if (clock() < end + READY_MS || clock() > end + KEPT_MS)
        return refusal(400, 'NO_STATEMENT_EXIST', '账单文件不存在')
      const lines = linesOf(day)
      if (lines.length === 0) return refusal(400, 'NO_STATEMENT_EXIST', '账单文件不存在')
      const csv = Buffer.from(csvOf(lines))
      const token = createHash('sha256').update(`${day} ${clock()}`).digest('hex')
      files.set(token, gzipSync(faults.billTampered ? Buffer.concat([csv, Buffer.from('`0')]) : csv))
      return done({
        hash_type: 'SHA1',
        hash_value: createHash('sha1').update(csv).digest('hex'),
        download_url: `${world.url()}/v3/billdownload/file?token=${token}`,
      })
    },
    file: (token) => files.get(token) ?? null,
  }
}

function lineOf(
  { appid, mchid }: Merchant,
  order: WechatOrder,
  own: Partial<BillLine> & Pick<BillLine, '交易时间' | '微信订单号' | '交易状态'>,
): BillLine {
  return {
    ...(Object.fromEntries(BILL_COLUMNS.map((column) => [column, ''])) as BillLine),
    公众账号ID: appid,
    商户号: mchid,
    特约商户号: '0',
    商户订单号: order.orderId,
    用户标识: order.openid,
    交易类型: 'JSAPI',
    付款银行: 'OTHERS',
    货币种类: 'CNY',
    应结订单金额: yuan(0),
    代金券金额: yuan(0),
    微信退款单号: '0',
    商户退款单号: '0',
    退款金额: yuan(0),
    充值券退款金额: yuan(0),
    商品名称: order.description,
    费率: '0.60%',
    订单金额: yuan(0),
    申请退款金额: yuan(0),
    ...own,
  }
}

function csvOf(lines: readonly BillLine[]): string {
  const row = (values: readonly string[]) => values.map((value) => `\`${value}`).join(',')
  const sum = (column: keyof BillLine) =>
    (lines.reduce((total, line) => total + Math.round(Number(line[column]) * 100), 0) / 100).toFixed(2)
  const totals = [
    String(lines.length),
    sum('应结订单金额'),
    sum('退款金额'),
    sum('充值券退款金额'),
    sum('手续费'),
    sum('订单金额'),
    sum('申请退款金额'),
  ]
  const text = [
    BILL_COLUMNS.join(','),
    ...lines.map((line) => row(BILL_COLUMNS.map((column) => line[column]))),
    TOTALS.join(','),
    row(totals),
  ]
  return `\uFEFF${text.join('\r\n')}\r\n`
}

function yuan(fen: number): string {
  return `${Math.floor(fen / 100)}.${String(fen % 100).padStart(2, '0')}`
}

/** 0.60 %, with five decimals as bills have it. */
function fee(fen: number): string {
  return ((fen * 6) / 100_000).toFixed(5)
}

function time(moment: number): string {
  return new Date(moment + SHANGHAI_MS).toISOString().slice(0, 19).replace('T', ' ')
}
