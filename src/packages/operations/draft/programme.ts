import { withPart, type Draft } from './draft'

/** The programme parts of a draft: coupons, what loyalty earns, and what members take part in. */
export type Coupons = NonNullable<Draft['coupons']>
export type CouponTemplate = Coupons['templates'][number]
export type CouponCampaign = Coupons['campaigns'][number]
export type CrossCategory = Coupons['crossCategory'][number]
export type Loyalty = NonNullable<Draft['loyalty']>
export type PointsRules = NonNullable<Loyalty['points']>
export type Growth = NonNullable<Loyalty['growth']>
export type Tier = Growth['tiers'][number]
export type Challenge = Growth['challenges'][number]
export type Badge = Loyalty['badges'][number]
export type Participation = NonNullable<Draft['participation']>
export type Reward = Participation['rewards'][number]
export type FlashSale = Participation['flashSales'][number]
export type Poll = Participation['polls'][number]
export type PrizeDraw = Participation['draws'][number]
export type Support = NonNullable<Participation['support']>
export type Audience = CouponTemplate['audience']
export type BenefitOffer = Tier['benefits'][number]
export type BenefitKind = BenefitOffer['kind']

type Part<T> = { [K in keyof T]?: T[K] | undefined }

const NO_COUPONS: Coupons = { templates: [], campaigns: [], crossCategory: [] }
const NO_LOYALTY: Loyalty = { badges: [], returnDays: 0 }
const NO_PARTICIPATION: Participation = { rewards: [], flashSales: [], polls: [], draws: [] }

export const couponsOf = (draft: Draft): Coupons => draft.coupons ?? NO_COUPONS
export const loyaltyOf = (draft: Draft): Loyalty => draft.loyalty ?? NO_LOYALTY
export const participationOf = (draft: Draft): Participation => draft.participation ?? NO_PARTICIPATION
export const tiersOf = (draft: Draft): readonly Tier[] => draft.loyalty?.growth?.tiers ?? []

/** Changes the coupons of a draft; without any of them nothing is said of coupons at all. */
export function withCoupons(part: Part<Coupons>) {
  return (draft: Draft): Draft =>
    withPart(draft, { coupons: filled(withPart(couponsOf(draft), part), NO_COUPONS) })
}

export function withLoyalty(part: Part<Loyalty>) {
  return (draft: Draft): Draft =>
    withPart(draft, { loyalty: filled(withPart(loyaltyOf(draft), part), NO_LOYALTY) })
}

/** Changes the tiers' rules, where there are any. */
export function withGrowth(part: Part<Growth>) {
  return (draft: Draft): Draft => {
    const growth = draft.loyalty?.growth
    return growth ? withLoyalty({ growth: withPart(growth, part) })(draft) : draft
  }
}

export function withParticipation(part: Part<Participation>) {
  return (draft: Draft): Draft =>
    withPart(draft, {
      participation: filled(withPart(participationOf(draft), part), NO_PARTICIPATION),
    })
}

/** Nothing where all of it is as in a shop that never began with it. */
function filled<T extends object>(whole: T, none: T): T | undefined {
  return JSON.stringify(whole) === JSON.stringify(none) ? undefined : whole
}
