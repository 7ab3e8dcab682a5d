import type { CatalogueDraft } from '../cloudfunctions/contract/catalogue'
import type {
  CouponCampaign,
  CouponProgramme,
  CouponTemplate,
  CrossCategoryCampaign,
} from '../cloudfunctions/contract/coupon-templates'

/** ¥5 off from ¥20, everywhere and for everybody, with other groups' coupons. */
export function couponTemplate(change: Partial<CouponTemplate> = {}): CouponTemplate {
  return {
    id: 'wuyuan',
    title: '满20减5',
    value: { kind: 'amount', amount: 500 },
    threshold: 2000,
    scope: {},
    audience: {},
    combines: { kind: 'group', group: 'man-jian' },
    days: 30,
    perMember: 100,
    ...change,
  }
}

export function couponCampaign(change: Partial<CouponCampaign> = {}): CouponCampaign {
  return {
    id: 'zhounian',
    title: '周年礼券',
    audience: {},
    from: '2026-01-01',
    through: '2029-12-31',
    items: [{ templateId: 'wuyuan', count: 2 }],
    ...change,
  }
}

/** From coffee, bought often, to bread. */
export function crossCategory(change: Partial<CrossCategoryCampaign> = {}): CrossCategoryCampaign {
  return {
    id: 'changxian',
    title: '尝鲜券',
    fromCategoryId: 'coffee',
    toCategoryId: 'bakery',
    orders: 3,
    templateId: 'wuyuan',
    holdOut: 2000,
    from: '2026-01-01',
    through: '2029-12-31',
    ...change,
  }
}

/** Gives a draft these coupons; one template and nothing else without a word. */
export function withProgramme(draft: CatalogueDraft, programme: Partial<CouponProgramme> = {}): void {
  draft.coupons = { templates: [couponTemplate()], campaigns: [], crossCategory: [], ...programme }
}
