import { type MessageBasis, MESSAGE_FLOWS, type MessageFlow } from '../contract/message-flows'
import type { MessageAbout } from './due'
import type { FieldValues } from './message-fields'
import { dayText as dayWords, figuresLine } from './message-figures'
import { yuanText } from './money'

/** What a message says, for the inbox and for the keywords of WeChat's templates. */
export interface MessageText {
  readonly title: string
  readonly lines: readonly string[]
  /** Where a tap leads, in the mini-program. */
  readonly page: string
  /** In one sentence why it came. */
  readonly reason: string
  readonly values: FieldValues
}

interface FlowText {
  /** A path of the mini-program, without a leading slash. */
  readonly page: string | ((about: MessageAbout) => string)
  /** Under 20 characters: it stands in a keyword too. */
  readonly note: string
  /** Instead, where the shop has announced its closing and nothing can be renewed (L6). */
  readonly noteWhenClosing?: string
  readonly lines?: (about: MessageAbout) => readonly string[]
}

const member = (page: string) => `packages/member/${page}/index`
const club = (page: string) => `packages/club/${page}/index`

/** The page of the very thing that the message is about; without one, where all of its kind are. */
const pageAbout =
  (page: string, parameter: string, otherwise: string) =>
  ({ id }: MessageAbout) =>
    id === null ? otherwise : `${page}?${parameter}=${encodeURIComponent(id)}`

const ofOwn: FlowText = { page: 'pages/cards/index', note: '点击查看详情' }

/** Where the money is, and who does the next thing. */
const REFUND_WORDS: Readonly<Record<NonNullable<MessageAbout['refund']>, string>> = {
  returned: '微信支付已按原支付方式退回,退到银行卡的以银行到账时间为准',
  transferred: '门店已把这笔钱转给您,凭据和时间在退款进度里',
  by_hand: '微信支付没能退回这笔钱,改由门店人工退给您,最晚哪天办好在退款进度里',
  refused: '门店没有同意这次退款申请,原因在退款进度里,有异议可以联系门店',
}

/** Every flow leads to where the thing itself is, and ends with what the member can do. */
const TEXTS: Readonly<Record<MessageFlow, FlowText>> = {
  renewal_notice: {
    page: member('auto-renew'),
    note: '不想续费可随时取消,当场生效',
    lines: ({ amount, day, title }) => [
      `${title}将于${dayText(day)}自动续费${moneyText(amount)}`,
      '不想续费,在扣款前打开自动续费页取消即可,当场生效,不收费用',
    ],
  },
  renewal_result: {
    page: member('auto-renew'),
    note: '点击查看扣款结果',
    lines: ({ amount, day, title }) => [
      `${title} ${dayText(day)} ${moneyText(amount)}`,
      '点击查看这次扣款的结果和下一步',
    ],
  },
  refund_result: {
    page: member('refunds'),
    note: '点击查看退款进度',
    lines: ({ amount, title, refund = 'returned' }) => [
      `${title} ${moneyText(amount)}`,
      REFUND_WORDS[refund],
    ],
  },
  closing_notice: {
    page: club('closing'),
    note: '余额和卡可以退,点击看金额',
    lines: ({ day, title }) => [
      title,
      `停业日期:${dayText(day)}`,
      '余额可以退,未用完的卡按剩余比例退,点击查看',
    ],
  },
  partner_reminder: { page: member('perks'), note: '点击领取' },
  card_expiry: {
    page: pageAbout(member('renewal'), 'membershipId', member('renewal')),
    note: '续不续都可以,点击看明细',
    noteWhenClosing: '点击看明细和停业公告',
  },
  lapse_changes: { page: member('renewal'), note: '点击查看到期后的变化' },
  points_expiry: { page: member('points'), note: '到期前可以兑换或抵现' },
  coupon_expiry: { page: member('coupons'), note: '到期前可以使用' },
  voucher_expiry: {
    page: pageAbout(member('voucher'), 'voucherId', member('points')),
    note: '到期前请到店领取',
    lines: ({ day, title }) => [
      `${title}还没有领取`,
      day === null ? '到店出示会员码即可领取' : `${dayText(day)}到期,之前到店出示会员码即可领取`,
    ],
  },
  decay: { page: member('points'), note: '到期前可以兑换或抵现' },
  tier_keep: { page: member('tier'), note: '点击查看等级和成长值' },
  growth_reset: { page: member('tier'), note: '点击查看等级和成长值' },
  tier_changed: {
    page: member('tier'),
    note: '点击查看等级权益',
    lines: ({ day, title }) => [
      title,
      ...(day === null ? [] : [`有效期至${dayText(day)}`]),
      '点击查看等级权益',
    ],
  },
  referral_reward: { page: club('invite'), note: '点击查看邀请进度' },
  event_reminder: { page: pageAbout(club('event'), 'eventId', club('events')), note: '点击查看时间和地点' },
  monthly_bill: {
    page: pageAbout(member('bill'), 'month', member('bills')),
    note: '点击查看花了多少省了多少',
    lines: ({ amount, count, title }) => [
      `${title}:消费${count ?? 0}次,省了${moneyText(amount)}`,
      '点击查看花了多少、省了多少',
    ],
  },
  year_end_unused: {
    page: pageAbout(member('year-end'), 'year', member('bills')),
    note: '点击查看还没用的权益',
  },
  win_back: ofOwn,
  churn_care: ofOwn,
  wake_up: { page: 'pages/home/index', note: '余额和权益都在,点击查看' },
  comeback_gift: { page: member('coupons'), note: '点击查看' },
  peak_offer: { page: member('renewal'), note: '不续也没关系,点击查看' },
  member_day: { page: club('member-day'), note: '点击查看会员日' },
  birthday_care: { page: 'pages/home/index', note: '生日快乐' },
  holiday_care: { page: 'pages/home/index', note: '节日快乐' },
  new_activity: { page: member('activities'), note: '点击查看活动' },
}

const REASONS: Readonly<Record<MessageBasis, string>> = {
  legal: '法律要求告知,不能关闭',
  service: '与您持有的卡、券或积分有关,可以在消息设置里关闭',
  marketing: '您同意过接收活动消息,可以随时在消息设置里关闭',
}

/**
 * What the inbox shows and the template's keywords are filled with.
 * @param sentOn the day that stands where the flow names none, `YYYY-MM-DD`
 * @param closes whether the shop has announced its closing
 */
export function messageText(
  flow: MessageFlow,
  about: MessageAbout,
  {
    shopName,
    sentOn,
    closes = false,
  }: { readonly shopName: string; readonly sentOn: string; readonly closes?: boolean },
): MessageText {
  const terms = MESSAGE_FLOWS[flow]
  const { page, note: usual, noteWhenClosing, lines } = TEXTS[flow]
  const note = (closes ? noteWhenClosing : undefined) ?? usual
  return {
    title: terms.title,
    lines: [
      ...(lines?.(about) ?? [about.title, ...figuresLine(flow, about)]),
      ...(lines || note === '' ? [] : [note]),
    ],
    page: typeof page === 'string' ? page : page(about),
    reason: REASONS[terms.basis],
    values: {
      title: about.title,
      amount: about.amount,
      day: about.day ?? (STANDS_ON_ITS_DAY.has(terms.template) ? sentOn : null),
      count: about.count ?? null,
      shop: shopName,
      note,
    },
  }
}

/** Templates whose date is that of the message itself where the flow has no other. */
const STANDS_ON_ITS_DAY: ReadonlySet<string> = new Set(['account_change', 'activity'])

function moneyText(amount: number | null): string {
  return amount === null ? '' : yuanText(amount)
}

function dayText(day: string | null): string {
  return day === null ? '' : dayWords(day)
}
