import type { CatalogueDraft, DealRecord, PlanTerms, PriceRecord } from '../contract/catalogue'
import type { CareProgramme } from '../contract/care'
import type { CouponTemplate } from '../contract/coupon-templates'
import type { MemberEvent } from '../contract/events'
import type { Promotion } from '../contract/offers'
import type { ForecastError } from './forecast'
import type { AnnouncedClosing } from './shop-closing'

/**
 * The released snapshot: catalogue, plans and settings as one document that instances cache for
 * 30 s. Plan versions stay in it as long as anybody may hold them (M098); price histories only
 * ever grow (L4).
 */
export interface Release {
  release: number
  releasedAt: number
  shop: CatalogueDraft['shop']
  branches: CatalogueDraft['branches']
  categories: CatalogueDraft['categories']
  products: Product[]
  plans: Plan[]
  versions: Record<string, PlanVersion>
  agreements: AgreementVersion[]
  undoMinutes: number
  /** `withdrawn`: kept for the perks and links that members still hold. */
  partners?: (NonNullable<CatalogueDraft['partners']>[number] & { withdrawn?: true })[]
  settings?: NonNullable<CatalogueDraft['settings']>
  coupons?: NonNullable<CatalogueDraft['coupons']>
  /** Every version of a coupon template that anybody may hold, `{templateId}@{number}` (M098). */
  couponVersions?: Record<string, CouponVersion>
  loyalty?: NonNullable<CatalogueDraft['loyalty']>
  participation?: NonNullable<CatalogueDraft['participation']>
  acquisition?: NonNullable<CatalogueDraft['acquisition']>
  care?: CareProgramme
  events?: MemberEvent[]
  closing?: AnnouncedClosing
  /** SHA-256 of each draw's seed: public before the first chance (M078). */
  drawSeedHashes?: Record<string, string>
  /** Written by the daily roll-up: how far forecasts of savings were off (M086). */
  forecastError?: ForecastError
  /** Written by the daily roll-up: what members of a plan really saved, per plan id. */
  typical: Record<
    string,
    { memberships: number; lowerQuartile: number; median: number; upperQuartile: number }
  >
}

export interface Product {
  id: string
  name: string
  categoryId: string
  photo: string
  cost: number
  available: boolean
  /** Taken out of the catalogue: kept for its price history only, so that coming back continues it. */
  withdrawn?: true
  /** The price now is the last record's. */
  prices: PriceRecord[]
  /** Lowest price really paid without a card, by day: evidence for a was-price. */
  deals: DealRecord[]
}

export interface Plan {
  id: string
  onSale: boolean
  /** Taken out of the catalogue: kept for the versions that members hold. */
  withdrawn?: true
  /** The version that is sold now. */
  versionId: string
  prices: PriceRecord[]
  deals: DealRecord[]
  /** A price for a while; it ends by itself (M006). */
  promotion?: Promotion
}

export interface PlanVersion {
  id: string
  planId: string
  /** 1, 2, 3 … */
  number: number
  since: number
  terms: PlanTerms
}

/** Agreements are kept in every version that anybody accepted; version = digest of the text. */
export interface AgreementVersion {
  id: string
  version: string
  title: string
  text: string
  /** What it changed against the one before, in the shop's words. */
  summary?: string
  since: number
  current: boolean
}

export interface CouponVersion {
  id: string
  /** 1, 2, 3 … */
  number: number
  since: number
  template: CouponTemplate
}
