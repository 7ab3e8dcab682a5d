import type { Output } from './contract'

type Refund = Output<'payment.refunds'>['refunds'][number]

/** What a refund is worked out by, in a few words. */
export const REFUND_BASIS_NAMES: Record<Refund['basis'], string> = {
  seven_days_unused: '7天内未使用',
  seven_days_used: '7天内退款',
  remaining_period: '按剩余天数',
  stored_value_operator: '门店原因退储值',
  stored_value_consumer: '退储值',
  unused_coupons: '退未用的券',
  unused_voucher: '退未用的凭证',
  guarantee: '没省够补差',
  minor: '未成年人付款',
  perk_exhausted: '合作权益已领完',
  interest: '退款利息',
  payment_returned: '多付或未开通,自动退回',
}
