/**
 * Everything that the shop may tell a member without being asked. A message needs a reason that the
 * law, the contract or the member's own wish gives it; its flow says which, and nothing is sent that
 * has none. No schema library in here: the phone reads it too.
 */

/**
 * legal: owed by law, always told, first call on credits (L1, L6). service: about what the member
 * holds; told unless switched off. marketing: only with the marketing consent, never to minors,
 * within the weekly cap (L9, L12, M104).
 */
export type MessageBasis = 'legal' | 'service' | 'marketing'

/**
 * Subscription templates that a shop can have. A member's accept counts for one template, so flows
 * that read alike share one (wechat.md 3.1).
 */
export const MESSAGE_TEMPLATES = [
  'renewal_notice',
  'renewal_result',
  'refund_result',
  'expiry',
  'account_change',
  'activity',
  'monthly_bill',
] as const
export type MessageTemplate = (typeof MESSAGE_TEMPLATES)[number]

/** What of a message a keyword of WeChat's template can show (wechat.md 3.3). */
export const MESSAGE_SOURCES = ['title', 'amount', 'day', 'count', 'shop', 'note'] as const
export type MessageSource = (typeof MESSAGE_SOURCES)[number]

/**
 * Which sources every flow of a template has: only these can fill its keywords, because WeChat
 * refuses an empty one. Where a flow names no day, the day of sending stands (`activity`,
 * `account_change`).
 */
export const TEMPLATE_SOURCES: Readonly<Record<MessageTemplate, readonly MessageSource[]>> = {
  renewal_notice: ['title', 'amount', 'day', 'shop', 'note'],
  renewal_result: ['title', 'amount', 'day', 'shop', 'note'],
  refund_result: ['title', 'amount', 'day', 'shop', 'note'],
  expiry: ['title', 'day', 'shop', 'note'],
  account_change: ['title', 'day', 'shop', 'note'],
  activity: ['title', 'day', 'shop', 'note'],
  monthly_bill: ['title', 'amount', 'day', 'shop', 'note'],
}

/** What a form begins with: the keywords that most templates of the library have. */
export const USUAL_FIELDS: Readonly<Record<MessageTemplate, Readonly<Record<string, MessageSource>>>> = {
  renewal_notice: { thing1: 'title', amount2: 'amount', date3: 'day' },
  renewal_result: { thing1: 'title', amount2: 'amount', date3: 'day' },
  refund_result: { thing1: 'title', amount2: 'amount', date3: 'day' },
  expiry: { thing1: 'title', date3: 'day', thing4: 'note' },
  account_change: { thing1: 'title', date3: 'day', thing4: 'note' },
  activity: { thing1: 'title', date3: 'day', thing4: 'note' },
  monthly_bill: { thing1: 'title', amount2: 'amount', date3: 'day' },
}

/** As the owner's form names them. */
export const TEMPLATE_TITLES: Readonly<Record<MessageTemplate, string>> = {
  renewal_notice: '续费提醒',
  renewal_result: '扣费结果',
  refund_result: '退款结果',
  expiry: '到期提醒',
  account_change: '账户变动',
  activity: '活动提醒',
  monthly_bill: '月账单',
}

export interface MessageFlowTerms {
  readonly basis: MessageBasis
  readonly template: MessageTemplate
  /** As the inbox and the switches name it. */
  readonly title: string
  /** Asks its reader to buy, or to come and spend: nobody is asked to by a shop that closes (L6). */
  readonly invites?: true
}

export const MESSAGE_FLOWS = {
  renewal_notice: { basis: 'legal', template: 'renewal_notice', title: '自动续费预告' },
  renewal_result: { basis: 'legal', template: 'renewal_result', title: '扣款结果' },
  refund_result: { basis: 'legal', template: 'refund_result', title: '退款进度' },
  closing_notice: { basis: 'legal', template: 'account_change', title: '停业公告' },
  partner_reminder: { basis: 'service', template: 'expiry', title: '合作权益未激活' },
  card_expiry: { basis: 'service', template: 'expiry', title: '会员卡即将到期' },
  lapse_changes: { basis: 'service', template: 'expiry', title: '会员卡到期说明' },
  points_expiry: { basis: 'service', template: 'expiry', title: '积分到期' },
  coupon_expiry: { basis: 'service', template: 'expiry', title: '优惠券到期' },
  voucher_expiry: { basis: 'service', template: 'expiry', title: '凭证到期' },
  decay: { basis: 'service', template: 'expiry', title: '赠送积分减少' },
  tier_keep: { basis: 'service', template: 'account_change', title: '保级提醒', invites: true },
  growth_reset: { basis: 'service', template: 'account_change', title: '成长值移出' },
  tier_changed: { basis: 'service', template: 'account_change', title: '等级变动' },
  referral_reward: { basis: 'service', template: 'account_change', title: '邀请奖励' },
  event_reminder: { basis: 'service', template: 'activity', title: '活动即将开始' },
  monthly_bill: { basis: 'service', template: 'monthly_bill', title: '月账单' },
  year_end_unused: { basis: 'service', template: 'monthly_bill', title: '年度未使用权益' },
  win_back: { basis: 'marketing', template: 'account_change', title: '回来看看', invites: true },
  churn_care: { basis: 'marketing', template: 'activity', title: '好久不见', invites: true },
  wake_up: { basis: 'marketing', template: 'activity', title: '余额与权益提醒', invites: true },
  comeback_gift: { basis: 'marketing', template: 'activity', title: '回归小礼', invites: true },
  peak_offer: { basis: 'marketing', template: 'activity', title: '限时续卡优惠', invites: true },
  member_day: { basis: 'marketing', template: 'activity', title: '会员日', invites: true },
  birthday_care: { basis: 'marketing', template: 'activity', title: '生日祝福' },
  holiday_care: { basis: 'marketing', template: 'activity', title: '节日问候' },
  new_activity: { basis: 'marketing', template: 'activity', title: '新活动', invites: true },
} as const satisfies Record<string, MessageFlowTerms>

export type MessageFlow = keyof typeof MESSAGE_FLOWS
export const MESSAGE_FLOW_IDS = Object.keys(MESSAGE_FLOWS) as [MessageFlow, ...MessageFlow[]]

/** Whether its reader is asked to spend something: nothing of it goes out once a closing is announced. */
export function invites(flow: MessageFlow): boolean {
  const terms: MessageFlowTerms = MESSAGE_FLOWS[flow]
  return terms.invites === true
}

/** What legal notices can't do without stays on; anything else can be switched off at once (L12). */
export function canBeSwitchedOff(flow: MessageFlow): boolean {
  return MESSAGE_FLOWS[flow].basis !== 'legal'
}
