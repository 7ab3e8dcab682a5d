/**
 * What is held about people, why and how long (L9, PIPL 17, 19): one table that the privacy page, the
 * documents and the retention job all read, so that none can say another thing.
 */

export interface DataKind {
  readonly id: string
  readonly title: string
  readonly why: string
  /** contract: without it the member can't be served; consent: ends with its withdrawal. */
  readonly basis: 'contract' | 'consent' | 'law'
  readonly howLong: string
  /** Where it lies: `collection` or `collection.field`. */
  readonly where: readonly string[]
  readonly erased: readonly Erasure[]
}

export type Erasure =
  /** In the commit that closes the account. */
  | { readonly on: 'closing'; readonly collection: 'members' }
  /** Documents of the person, by the follow-up of that commit. */
  | {
      readonly on: 'closing'
      readonly collection: string
      readonly member: '_id' | 'memberId' | 'id'
      /** What is newer belongs to a new account of the same person. */
      readonly at: string
    }
  /** Documents that are older than so many days, by the retention job. */
  | {
      readonly on: 'age'
      readonly collection: string
      readonly at: string
      readonly days: number
      readonly only?: Readonly<Record<string, string>>
    }

/** Accounting and consumer law ask for records; the longest of them (单用途商业预付卡管理办法). */
export const BOOKS_KEPT_YEARS = 5
/** WeChat gives money back for 365 days; a month later nobody needs the payer's id. */
export const PAYER_KEPT_DAYS = 400

const onClosing = (collection: string, at = 'at', member: '_id' | 'memberId' | 'id' = 'memberId') =>
  ({ on: 'closing', collection, member, at }) as const
const after = (days: number, collection: string, at = 'at', only?: Readonly<Record<string, string>>) =>
  ({ on: 'age', collection, at, days, ...(only ? { only } : {}) }) as const
const OF_STATE = { on: 'closing', collection: 'members' } as const

export const DATA_KINDS: readonly DataKind[] = [
  {
    id: 'account',
    title: '会员编号和加入时间',
    why: '识别您的会员身份,编号由微信标识加密得来,不含个人信息',
    basis: 'contract',
    howLong: '注销账号时结束,账目只留编号',
    where: ['members'],
    erased: [OF_STATE],
  },
  {
    id: 'nickname',
    title: '昵称',
    why: '在小程序和柜台称呼您,可以不填',
    basis: 'consent',
    howLong: '您修改、删除或注销时立即清除',
    where: ['members.state.profile'],
    erased: [OF_STATE],
  },
  {
    id: 'phone',
    title: '手机号',
    why: '换微信时找回会员、忘带手机时由店员查会员价、必要通知的短信',
    basis: 'consent',
    howLong: '只存加密摘要和打码显示;开通短信的门店另存号码用于必要通知。解绑或注销时清除',
    where: ['members.state.profile', 'phones', 'recipients'],
    erased: [OF_STATE, onClosing('phones'), onClosing('recipients', 'at', '_id')],
  },
  {
    id: 'wechat',
    title: '微信标识(openid)',
    why: '微信支付、退款和服务通知必须用到',
    basis: 'contract',
    howLong: `订单中的${PAYER_KEPT_DAYS}天后清除;注销时清除,退款未到账的等到账后清除`,
    where: ['recipients', 'orders.openid', 'signers'],
    erased: [onClosing('recipients', 'at', '_id'), onClosing('signers', 'createdAt')],
  },
  {
    id: 'birthday',
    title: '生日(月日)',
    why: '生日当月的权益;年份只用来判断是否成年,不保存',
    basis: 'consent',
    howLong: '您删除或注销时立即清除;不满14岁的不保存',
    where: ['members.state.benefits.birthday', 'members.state.privacy'],
    erased: [OF_STATE],
  },
  {
    id: 'consents',
    title: '同意与撤回的记录',
    why: '证明您同意过什么、何时撤回',
    basis: 'law',
    howLong: `账页保存到注销后${BOOKS_KEPT_YEARS}年,只有编号`,
    where: ['members.state.consents', 'journal'],
    erased: [OF_STATE],
  },
  {
    id: 'books',
    title: '订单、小票、余额和退款的账目',
    why: '对账、退款、开票和处理纠纷',
    basis: 'law',
    howLong: `注销后${BOOKS_KEPT_YEARS}年删除,注销后只有编号,没有姓名电话;与他人账目相连的(合并、转让)只留编号和金额`,
    where: ['journal', 'orders', 'refunds', 'roll_ups'],
    erased: [],
  },
  {
    id: 'benefits',
    title: '会员卡、积分、成长值、优惠券和凭证',
    why: '兑现您购买和获得的权益',
    basis: 'contract',
    howLong: '用完或到期后离开账户;注销时结束',
    where: ['members.state', 'tasks', 'stock'],
    erased: [OF_STATE, onClosing('tasks'), after(400, 'tasks', 'at', { state: 'done' })],
  },
  {
    id: 'name',
    title: '实名登记',
    why: '提高储值上限(单用途商业预付卡管理办法)',
    basis: 'consent',
    howLong: '只存加密摘要和打码姓名,不存证件号;注销时清除',
    where: ['members.state.wallet.registeredName'],
    erased: [OF_STATE],
  },
  {
    id: 'messages',
    title: '站内消息',
    why: '告诉您扣款、到期和退款等',
    basis: 'contract',
    howLong: '400天后删除;注销时删除',
    where: ['inbox', 'members.state.messages'],
    erased: [OF_STATE, onClosing('inbox'), after(400, 'inbox')],
  },
  {
    id: 'questions',
    title: '咨询和异议的内容',
    why: '回复您的问题',
    basis: 'contract',
    howLong: '答复2年后、异议3年后删除;注销时删除',
    where: ['support_requests', 'disputes'],
    erased: [
      onClosing('support_requests'),
      onClosing('disputes'),
      after(730, 'support_requests', 'answeredAt', { state: 'answered' }),
      after(1095, 'disputes'),
    ],
  },
  {
    id: 'household',
    title: '家人和赠送',
    why: '家庭卡和转让要知道是谁和谁',
    basis: 'consent',
    howLong: '退出或注销时结束,只存编号',
    where: ['members.state.helpers', 'members.state.householdMark'],
    erased: [OF_STATE],
  },
  {
    id: 'partners',
    title: '合作方的授权和绑定',
    why: '领取合作权益、匹配等级,只在您逐一同意后',
    basis: 'consent',
    howLong: '撤回或注销时结束并告知合作方;账号只存加密摘要',
    where: ['members.state.partnerLinks', 'members.state.perks', 'partner_accounts'],
    erased: [OF_STATE],
  },
  {
    id: 'invitations',
    title: '邀请关系和设备摘要',
    why: '发放邀请奖励、防止冒领',
    basis: 'contract',
    howLong: '设备摘要2年,新人礼的手机号和设备摘要3年;注销时邀请码失效,关系只留编号',
    where: ['referrals', 'referral_codes', 'devices', 'newcomer_marks'],
    erased: [
      OF_STATE,
      onClosing('devices'),
      onClosing('referral_codes', 'at', 'id'),
      after(730, 'devices'),
      after(1095, 'newcomer_marks'),
    ],
  },
  {
    id: 'suggestions',
    title: '推荐依据和月账单',
    why: '按公开规则推荐您常买的、提示优惠和算账;可以随时关闭',
    basis: 'consent',
    howLong: '只看最近90天的品类,不另存标签;给过的建议保存400天',
    where: ['members.state.couponWatch', 'members.state.lifecycle', 'advices'],
    erased: [OF_STATE, onClosing('advices'), after(400, 'advices')],
  },
  {
    id: 'care',
    title: '关怀名单',
    why: '会员卡到期前提醒店员;生日和久未到店只在您同意营销后',
    basis: 'consent',
    howLong: '列入400天后删除;注销时删除',
    where: ['care_list'],
    erased: [onClosing('care_list'), after(400, 'care_list')],
  },
  {
    id: 'votes',
    title: '投票',
    why: '每人一票',
    basis: 'consent',
    howLong: '3年后删除;注销时删除',
    where: ['votes'],
    erased: [onClosing('votes'), after(1095, 'votes')],
  },
]

/** Companies that work on data on the shop's behalf, with what they get and what for (PIPL 21). */
export const PROCESSORS = [
  { name: '腾讯云(云开发 CloudBase)', data: '小程序的全部业务数据', why: '托管数据库和云函数' },
  { name: '微信(财付通、微信开放平台)', data: '微信标识、订单金额和说明', why: '登录、支付、退款和服务通知' },
  { name: '短信服务商(门店开通时)', data: '手机号和短信内容', why: '法律要求的通知在微信送不到时补发短信' },
] as const
