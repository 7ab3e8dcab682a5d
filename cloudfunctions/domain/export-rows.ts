import type { ExportPart } from '../contract/privacy'
import { MESSAGE_FLOWS, type MessageFlow } from '../contract/message-flows'
import type { Asset, JournalEntry } from './decision'
import type { Consent, MemberState, ReceiptFacts } from './member'
import type { Order } from './order'
import { pointsRows } from './point-rows'
import { STAGE_WORDS, stageOf } from './lifecycle'
import { csvText, decimal, minuteText } from './table-text'
import { walletEvents } from './wallet-events'

/**
 * What a member takes along (PIPL 45): the own data alone, in rows that add up to what is held. Of
 * clerks, helpers and friends nothing is in it.
 */

type Value = string | number | boolean | null | readonly string[]
export type ExportRow = Readonly<Record<string, Value>>

/** How a column reads in the file for people; the file for machines has fen and epoch ms. */
interface Column {
  readonly field: string
  readonly heading: string
  readonly as?: 'yuan' | 'minute'
}

export const EXPORT_TITLES: Readonly<Record<ExportPart, string>> = {
  profile: '个人资料',
  consents: '同意与撤回',
  orders: '订单',
  receipts: '小票',
  wallet: '余额变动',
  points: '积分变动',
  coupons: '优惠券变动',
  messages: '站内消息',
}

const at = { field: 'at', heading: '时间', as: 'minute' } as const

const COLUMNS: Readonly<Record<ExportPart, readonly Column[]>> = {
  profile: [
    { field: 'item', heading: '项目' },
    { field: 'value', heading: '内容' },
  ],
  consents: [
    at,
    { field: 'purpose', heading: '用途' },
    { field: 'granted', heading: '同意' },
    { field: 'version', heading: '版本' },
  ],
  orders: [
    at,
    { field: 'orderId', heading: '订单号' },
    { field: 'title', heading: '内容' },
    { field: 'amount', heading: '金额', as: 'yuan' },
    { field: 'refunded', heading: '已退', as: 'yuan' },
    { field: 'state', heading: '状态' },
  ],
  receipts: [
    at,
    { field: 'receiptId', heading: '小票号' },
    { field: 'branch', heading: '门店' },
    { field: 'event', heading: '事项' },
    { field: 'goods', heading: '商品' },
    { field: 'list', heading: '原价', as: 'yuan' },
    { field: 'saved', heading: '省', as: 'yuan' },
    { field: 'paid', heading: '实付', as: 'yuan' },
  ],
  wallet: [
    at,
    { field: 'title', heading: '事项' },
    { field: 'principal', heading: '本金变动', as: 'yuan' },
    { field: 'bonus', heading: '赠金变动', as: 'yuan' },
  ],
  points: [at, { field: 'title', heading: '事项' }, { field: 'points', heading: '积分变动' }],
  coupons: [at, { field: 'lotId', heading: '券编号' }, { field: 'change', heading: '张数变动' }],
  messages: [
    at,
    { field: 'flow', heading: '类别' },
    { field: 'title', heading: '标题' },
    { field: 'lines', heading: '内容' },
  ],
}

/** A page of a part as a file for people; headings stand on the first page alone. */
export function exportCsv(part: ExportPart, rows: readonly ExportRow[], first: boolean): string {
  const columns = COLUMNS[part]
  const body = rows.map((row) => columns.map(({ field, as }) => textOf(row[field] ?? null, as)))
  return csvText(first ? [columns.map(({ heading }) => heading), ...body] : body, first)
}

function textOf(value: Value, as: Column['as']): string {
  if (value === null) return ''
  if (typeof value === 'number') {
    if (as === 'yuan') return decimal(value)
    return as === 'minute' ? minuteText(value) : String(value)
  }
  if (typeof value === 'boolean') return value ? '是' : '否'
  return typeof value === 'string' ? value : value.join(';')
}

export function profileRows(state: MemberState, now: number): ExportRow[] {
  const { profile, benefits, privacy, wallet, joinedAt } = state
  const stage = stageOf(state, now)
  const items: [string, string | null][] = [
    ['会员编号', state.number],
    ['加入时间', joinedAt === null ? null : minuteText(joinedAt)],
    ['昵称', profile.nickname],
    ['手机号(打码)', profile.maskedPhone],
    ['生日(月日)', benefits.birthday.monthDay],
    ['成年日期', privacy.minorUntil ?? null],
    ['实名(打码)', wallet.registeredName?.masked ?? null],
    ['大字模式', profile.largeText ? '是' : '否'],
    ['个性化推荐', privacy.personalised ? '开' : '关'],
    ['已取消的标签', privacy.hiddenTags.join(';') || null],
    ['会员阶段', stage && STAGE_WORDS[stage].title],
    ['成长值', String(Object.values(state.growth.byMonth).reduce((sum, growth) => sum + growth, 0))],
    ['关闭的通知', state.messages.off.map((flow) => MESSAGE_FLOWS[flow].title).join(';') || null],
    ['每月预算', wallet.budget === null ? null : decimal(wallet.budget)],
    ['由邀请或渠道而来', state.referral.from === null ? '否' : '是'],
    ...state.memberships.map(({ id, planId, startsAt, endsAt }): [string, string] => [
      `会员卡${planId}`,
      `${minuteText(startsAt)}至${minuteText(endsAt)},编号${id}`,
    ]),
    ...state.vouchers.map(({ id, title, state: stands }): [string, string] => [
      `凭证${id}`,
      `${title},${stands}`,
    ]),
  ]
  return items.flatMap(([item, value]) => (value === null ? [] : [{ item, value }]))
}

/** What stands now, for consents from before a change was a movement of its own. */
export function consentRows(consents: readonly Consent[], entries: readonly JournalEntry[]): ExportRow[] {
  const moved = entries.flatMap(({ facts }) => (facts.kind === 'consent' ? [facts] : []))
  const known = new Set(moved.map(({ purpose, at: when }) => `${purpose}|${when}`))
  const standing = consents.filter(({ purpose, at: when }) => !known.has(`${purpose}|${when}`))
  return [...moved, ...standing].map(({ purpose, granted, version, at: when }) => ({
    at: when,
    purpose,
    granted,
    version,
  }))
}

export function orderRows(orders: readonly Order[]): ExportRow[] {
  return orders.map(({ _id, createdAt, title, amount, refundedTotal, state, kind, paidAt }) => ({
    ...{ at: createdAt, orderId: _id, kind, title, amount, refunded: refundedTotal, state, paidAt },
  }))
}

export function receiptRows(entries: readonly JournalEntry[]): ExportRow[] {
  return entries.flatMap((entry): ExportRow[] => {
    const { facts } = entry
    if (facts.kind === 'receipt') return [receiptRow(entry.at, facts.receipt)]
    if (facts.kind !== 'goods_return') return []
    const { receiptId, refund, saved } = facts
    return [
      {
        ...{ at: entry.at, receiptId, branch: null, event: '退货', goods: [] },
        ...{ list: -refund - saved, saved: -saved, paid: -refund },
      },
    ]
  })
}

const EVENTS: Readonly<Record<ReceiptFacts['state'], string>> = {
  awaiting_payment: '待付款',
  settled: '完成',
  undone: '撤销',
  cancelled: '取消',
}

function receiptRow(when: number, receipt: ReceiptFacts): ExportRow {
  const { receiptId, state, branchName, lines, list, saved, paid } = receipt
  return {
    at: when,
    receiptId,
    branch: branchName,
    event: EVENTS[state],
    goods: lines.map(({ name, quantity }) => `${name}×${quantity}`),
    list,
    saved,
    paid,
  }
}

/** Every movement of the balance: their sums are what is held (法释〔2025〕4号 25). */
export function walletRows(entries: readonly JournalEntry[]): ExportRow[] {
  return entries.flatMap((entry): ExportRow[] => {
    const principal = moved(entry, 'principal')
    const bonus = moved(entry, 'bonus')
    if (principal === 0 && bonus === 0) return []
    const title = walletEvents([entry])[0]?.title ?? '账户合并'
    return [{ at: entry.at, title, principal, bonus }]
  })
}

export function pointRows(entries: readonly JournalEntry[]): ExportRow[] {
  return entries.flatMap((entry) => {
    const rows = pointsRows(entry).map(({ at: when, title, points }) => ({ at: when, title, points }))
    const said = rows.reduce((sum, { points }) => sum + points, 0)
    const rest = moved(entry, 'points') - said
    return rest === 0 ? rows : [...rows, { at: entry.at, title: '其他变动', points: rest }]
  })
}

export function couponRows(entries: readonly JournalEntry[]): ExportRow[] {
  return entries.flatMap(({ at: when, postings }) =>
    postings
      .filter(({ asset, account }) => asset === 'coupon' && account.startsWith(LOTS))
      .map(({ account, amount }) => ({ at: when, lotId: account.slice(LOTS.length), change: amount })),
  )
}

const LOTS = 'member/coupons/'

export function messageRows(
  rows: readonly { at: number; flow: MessageFlow; title: string; lines: readonly string[] }[],
): ExportRow[] {
  return rows.map(({ at: when, flow, title, lines }) => ({
    ...{ at: when, flow: MESSAGE_FLOWS[flow].title, title, lines },
  }))
}

function moved({ postings }: JournalEntry, asset: Asset): number {
  return postings.reduce(
    (sum, posting) =>
      posting.asset === asset && posting.account.startsWith('member/') ? sum + posting.amount : sum,
    0,
  )
}
