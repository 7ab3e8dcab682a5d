import type { CouponWatch } from './coupon-watch'

/** The owner's words for a decision that came along with a merge; the first ones stay in the state. */
const REASON_CARRIED = '合并前的微信已有核对结果'

/** As it goes through the journal (M062): what people wrote stays behind. */
export function carriedWatch(watch: CouponWatch): CouponWatch {
  const { decision } = watch
  return { ...watch, appeal: null, decision: decision && { ...decision, reason: REASON_CARRIED } }
}

/** Both people's signs together; coupons that wait for one of them wait, and nobody is flagged anew by it. */
export function mergedWatch(own: CouponWatch, other: CouponWatch): CouponWatch {
  const seen = new Set(own.deliveries.map(({ recipient }) => recipient))
  const campaigns = new Set(own.crossCategory.map(({ campaignId }) => campaignId))
  const categories = new Set([...Object.keys(own.categoryDays), ...Object.keys(other.categoryDays)])
  return {
    deliveries: [...own.deliveries, ...other.deliveries.filter(({ recipient }) => !seen.has(recipient))],
    nights: [...own.nights, ...other.nights],
    flaggedAt: own.flaggedAt ?? other.flaggedAt,
    appeal: own.appeal,
    decision:
      other.decision?.decision === 'hold' && own.decision?.decision !== 'hold'
        ? other.decision
        : (own.decision ?? other.decision),
    crossCategory: [
      ...own.crossCategory,
      ...other.crossCategory.filter(({ campaignId }) => !campaigns.has(campaignId)),
    ],
    categoryDays: Object.fromEntries(
      [...categories].map((category) => [
        category,
        [...(own.categoryDays[category] ?? []), ...(other.categoryDays[category] ?? [])]
          .sort((a, b) => a - b)
          .slice(-90),
      ]),
    ),
  }
}
