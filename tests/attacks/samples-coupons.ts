import type { Input } from '../../cloudfunctions/contract'
import type { CatalogueDraft } from '../../cloudfunctions/contract/catalogue'
import type { couponActions, couponReviewActions } from '../../cloudfunctions/contract/coupons'
import { couponCampaign, couponTemplate, withProgramme } from '../coupon-drafts'
import { flag, unclaimedCampaign } from '../coupon-shop'
import type { Stage } from './sample-stage'

type CouponAction = keyof typeof couponActions | keyof typeof couponReviewActions

/** A coupon without a threshold, campaigns enough to be claimed one by one, and signs that flag soon. */
export function withEndlessCampaigns(draft: CatalogueDraft): CatalogueDraft {
  const copy = structuredClone(draft)
  withProgramme(copy, {
    templates: [couponTemplate({ threshold: 0, value: { kind: 'amount', amount: 100 } })],
    campaigns: Array.from({ length: 50 }, (_, n) =>
      couponCampaign({ id: `zhounian-${n}`, items: [{ templateId: 'wuyuan', count: 1 }] }),
    ),
    resaleSigns: { recipientsPerWeek: 2, nightOrdersPerWeek: 2 },
  })
  return copy
}

/** Valid inputs of what has to do with coupons of templates. */
export const COUPON_SAMPLES: {
  readonly [A in CouponAction]: (stage: Stage, caller: string) => Promise<Input<A>>
} = {
  'coupons.wallet': async () => ({}),
  'coupons.claim': async ({ shop }) => ({
    operationId: shop.operationId(),
    campaignId: await unclaimedCampaign(shop, 'lin'),
  }),
  'coupons.appeal': async ({ shop }) => {
    await flag(shop, 'lin')
    return { operationId: shop.operationId(), words: '都是同事一起点的' }
  },
  'operations.couponReport': async () => ({}),
  'operations.couponFlags': async () => ({}),
  'operations.resolveCouponFlag': async ({ shop }) => {
    await flag(shop, 'lin')
    return {
      operationId: shop.operationId(),
      memberNumber: shop.numberOf('lin'),
      decision: 'clear' as const,
      reason: '已核对,是同事拼单',
    }
  },
}
