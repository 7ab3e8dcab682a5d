import type { Draft, PlanTerms, Settings } from './draft'
import type { ReferralTerms } from './relations'

/** What the owner calls the parts of a draft. */
export const SHOP_NAMES: Record<keyof Draft['shop'], string> = {
  name: '店名',
  slogan: '一句话介绍',
  accent: '主题色',
  servicePhone: '客服电话',
  licence: '经营信息',
  cover: '封面图',
  logo: '店标',
  trade: '行业',
}

export const TERM_NAMES: Record<keyof PlanTerms, string> = {
  name: '卡名',
  oneLine: '一句话说明',
  price: '售价',
  months: '期限',
  fulfilment: '使用方式',
  memberPrices: '会员价',
  categoryDiscounts: '分类折扣',
  rules: '使用规则',
  agreementIds: '协议',
  mode: '卡的类型',
  family: '系列与等级',
  bonusMonths: '买赠月数',
  coupons: '优惠券',
  gifts: '赠品',
  valueParts: '价值清单',
  comparators: '同类参考',
  scorePrice: '分数价',
  trial: '试用',
  autoRenew: '自动续费',
  guarantee: '省不够退差额',
  payAsSaved: '先用后付',
  household: '家人共用',
  storedValue: '充值档位',
  partnerPerks: '合作权益',
  statusMatches: '等级互通',
  oncePerMonth: '每月限购',
  benefits: '权益',
  renewalCoupons: '续费解锁的券',
}

export const SETTING_NAMES: Record<keyof Settings, string> = {
  autoRenew: '自动续费设置',
  prepaid: '预付卡设置',
  refundInterest: '退款利息',
  messages: '消息模板',
  marketingPerWeek: '活动消息上限',
  smsFallback: '短信补发',
  shippingReports: '发货信息上报',
  winBack: '久未到店的会员',
  peakOffer: '服务完成后的续卡优惠',
}

export const PRODUCT_NAMES: Partial<Record<string, string>> = {
  name: '名称',
  categoryId: '分类',
  photo: '照片',
  cost: '成本',
  listPrice: '原价',
  available: '状态',
}

export const MODE_NAMES: Record<NonNullable<PlanTerms['mode']>, string> = {
  ticket: '门票卡',
  stored_value: '储值卡',
  alliance: '联名卡',
  coupon_pack: '优惠券包',
}

export const LIST_NAMES: Partial<Record<string, string>> = {
  branches: '门店',
  categories: '分类',
  products: '商品',
  plans: '会员卡',
  agreements: '协议',
  partners: '合作方',
  events: '活动报名',
  closing: '停业公告',
}

/** What an invitation gives, to whom and how often. */
export const REFERRAL_NAMES: Record<keyof ReferralTerms, string> = {
  enabled: '状态',
  inviter: '邀请人得到',
  invitee: '被邀请人得到',
  minimumOrder: '首单实付至少',
  windowDays: '首单后几天到账',
  mostPerMonth: '每人每月最多几次',
  mostInAll: '每人一共最多几次',
  mostOfShopPerMonth: '全店每月最多几次',
}

/** Fields that are called the same wherever they stand. */
export const FIELD_NAMES: Partial<Record<string, string>> = {
  name: '名称',
  title: '名称',
  text: '文字',
  words: '消息里的一句话',
  photo: '图片',
  call: '联系方式',
  birthdayText: '生日祝福',
  cardEndingText: '到期提醒的话',
  absentText: '问候的话',
}

/** The lists of the programme, by their path in the draft. */
export const PROGRAMME_NAMES: Partial<Record<string, string>> = {
  'coupons.templates': '优惠券',
  'coupons.campaigns': '领券活动',
  'coupons.crossCategory': '跨分类送券',
  'loyalty.points': '积分规则',
  'loyalty.growth': '等级',
  'loyalty.badges': '徽章',
  'participation.rewards': '奖品',
  'participation.flashSales': '限时抢',
  'participation.polls': '投票',
  'participation.draws': '抽奖',
  'participation.support': '答复承诺',
  'acquisition.referral': '邀请有礼',
  'acquisition.channels': '来源渠道',
  'acquisition.newcomer': '新人券',
  'acquisition.weCom': '企业微信码',
  'care.memberDays': '会员日',
  'care.birthday': '生日祝福',
  'care.holidays': '节日问候',
  'care.careList': '店员关怀清单',
  'settings.winBack': '久未到店',
  'settings.peakOffer': '服务完成后的续卡优惠',
}
