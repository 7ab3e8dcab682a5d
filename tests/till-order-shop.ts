import type { CatalogueDraft } from '../cloudfunctions/contract/catalogue'
import { BAKERY } from '../local/demo/bakery'
import { couponCampaign, couponTemplate, withProgramme } from './coupon-drafts'
import { withPoints } from './points-shop'

/** Coupons of three groups for members, one of them for 老街店 only; a waived fee with the year card. */
export function withTillOrders(): CatalogueDraft {
  const copy = withPoints(BAKERY, { pendingDays: 0 })
  copy.plans[0]!.terms.benefits = [
    {
      id: 'peisong',
      kind: 'delivery',
      title: '免配送费',
      detail: '每月3次,每次最多8元',
      cost: 500,
      most: 800,
      times: 3,
      per: 'month',
    },
  ]
  withProgramme(copy, {
    templates: [
      couponTemplate({ id: 'wuyuan', title: '满20减5' }),
      couponTemplate({
        id: 'kafei',
        title: '咖啡9折',
        value: { kind: 'percent', basisPoints: 1000, most: 1000 },
        threshold: 0,
        scope: { categoryIds: ['coffee'] },
        combines: { kind: 'group', group: 'pinlei' },
      }),
      couponTemplate({
        id: 'laojie',
        title: '老街店减3元',
        value: { kind: 'amount', amount: 300 },
        threshold: 0,
        scope: { branchIds: ['laojie'] },
        combines: { kind: 'group', group: 'mendian' },
      }),
    ],
    campaigns: [
      couponCampaign({
        items: ['wuyuan', 'kafei', 'laojie'].map((templateId) => ({ templateId, count: 1 })),
      }),
    ],
  })
  return copy
}
