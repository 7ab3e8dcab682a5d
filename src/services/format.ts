import dayjs from 'dayjs'
import utc from 'dayjs/plugin/utc'
import type {
  AgreementKind,
  OrderState,
  ReceiptState,
  ReceiptTenders,
  SavingSource,
  Tender,
} from './contract'

dayjs.extend(utc)

/** Shops live in Shanghai's time, whatever zone the phone is in. */
const SHANGHAI_MINUTES = 8 * 60
/** The minus sign: unlike a hyphen it never breaks away from its number at the end of a line. */
export const MINUS = '−'

/** Fen as yuan with two decimals and thousands separated: 123456 -> `1,234.56`. Display only. */
export function yuan(fen: number): string {
  const digits = Math.abs(fen).toString().padStart(3, '0')
  const whole = digits.slice(0, -2).replace(/\B(?=(\d{3})+$)/g, ',')
  return `${fen < 0 ? MINUS : ''}${whole}.${digits.slice(-2)}`
}

/** A count with thousands separated: points, growth. */
export function count(value: number): string {
  const digits = Math.abs(value)
    .toString()
    .replace(/\B(?=(\d{3})+$)/g, ',')
  return `${value < 0 ? MINUS : ''}${digits}`
}

/** `¥12.30`, or `−¥12.30`. */
export function money(fen: number): string {
  return fen < 0 ? `${MINUS}¥${yuan(-fen)}` : `¥${yuan(fen)}`
}

/** Whole yuan without decimals, for the head of a coupon: `¥5`, `¥12.50`. */
export function shortMoney(fen: number): string {
  return money(fen).replace('.00', '')
}

/** Integer fen of an amount in yuan as it is typed: `12.5` is 1250; null for what is no amount (yet). */
export function fenOf(text: string): number | null {
  const [, whole = '', decimals = ''] = /^(\d{0,7})(?:\.(\d{0,2}))?$/.exec(text.trim()) ?? []
  return whole + decimals === '' ? null : Number(whole || '0') * 100 + Number(decimals.padEnd(2, '0'))
}

/** `YYYY-MM-DD` as `11月22日`, with the year if it is not the year of `now` (epoch ms). */
export function dayText(day: string, now: number): string {
  const [year, month, date] = day.split('-').map(Number)
  const text = `${month}月${date}日`
  return year === inShanghai(now).year() ? text : `${year}年${text}`
}

/** An instant as `11月22日 14:05`. */
export function momentText(at: number, now: number): string {
  const moment = inShanghai(at)
  const text = moment.format('M月D日 HH:mm')
  return moment.year() === inShanghai(now).year() ? text : `${moment.year()}年${text}`
}

/** An instant's day, as `11月22日` or `2025年11月22日`. */
export function dayOf(at: number, now: number): string {
  return dayText(dayKey(at), now)
}

/** An instant's day as `YYYY-MM-DD`. */
export function dayKey(at: number): string {
  return inShanghai(at).format('YYYY-MM-DD')
}

export function clockText(at: number): string {
  return inShanghai(at).format('HH:mm')
}

/** `YYYY-MM` as `11月`, or as `2025年11月`. */
export function monthText(month: string, withYear = false): string {
  const [year, number] = month.split('-').map(Number)
  return withYear ? `${year}年${number}月` : `${number}月`
}

function inShanghai(at: number): dayjs.Dayjs {
  return dayjs.utc(at).utcOffset(SHANGHAI_MINUTES)
}

/** `3 个月`; with free months on top `买 12 个月送 3 个月` (M009). */
export function termText(months: number, bonusMonths = 0): string {
  return bonusMonths > 0 ? `买 ${months} 个月送 ${bonusMonths} 个月` : `${months} 个月`
}

/** 9000 -> `9折`, 8850 -> `8.85折`. */
export function discountText(basisPoints: number): string {
  return `${basisPoints / 1000}折`
}

/** 15000 -> `1.5倍`. */
export function timesText(basisPoints: number): string {
  return `${basisPoints / 10_000}倍`
}

export const SOURCE_NAMES: Record<SavingSource, string> = {
  member_price: '会员价',
  coupon: '优惠券',
  benefit: '权益',
  delivery: '配送',
  points: '积分',
}

export const RECEIPT_STATE_NAMES: Record<ReceiptState, string> = {
  settled: '已结算',
  awaiting_payment: '待付款',
  undone: '已撤销',
  cancelled: '已取消',
}

export const ORDER_STATE_NAMES: Record<OrderState, string> = {
  paying: '待付款',
  paid: '已付款,正在开通',
  delivered: '已完成',
  closed: '已关闭',
  refunding: '退款中',
  refunded: '已退款',
}

export const AGREEMENT_KIND_NAMES: Record<AgreementKind, string> = {
  card: '会员卡',
  coupon_pack: '券包',
  top_up: '储值充值',
  charge: '自动扣款',
  contract: '自动扣款约定',
}

export const TENDER_NAMES: Record<Tender, string> = {
  external: '在柜台付款',
  wechat: '微信支付',
  stored_value: '储值余额',
}

/**
 * `余额本金 ¥9.00 · 赠送 ¥1.00 · 柜台另收 ¥4.00`: what a bill was paid from, without what is nothing.
 * @param beside what was paid beside the balance, in the reader's words
 */
export function tendersText({ principal, bonus, cash }: ReceiptTenders, beside = '柜台另收'): string {
  const parts: [string, number][] = [
    ['余额本金', principal],
    ['赠送', bonus],
    [beside, cash],
  ]
  return parts.flatMap(([name, fen]) => (fen > 0 ? [`${name} ${money(fen)}`] : [])).join(' · ')
}
