import { z } from 'zod'
import {
  autoRenewOffer,
  cardFamily,
  cardMode,
  comparator,
  couponGrant,
  giftOffer,
  guaranteeOffer,
  householdOffer,
  partnerPerkOffer,
  promotion,
  scorePrice,
  statusMatch,
  storedValueOffer,
  trialOffer,
  valuePart,
} from './offers'
import { basisPoints, day, fen, instant, longText, shortText, slug } from './primitives'
import { partnerDraft, shopSettings, trade } from './shop-settings'
import { benefitOffer } from './benefit-offers'
import { careProgramme } from './care'
import { closing } from './closing'
import { couponProgramme, renewalCoupons } from './coupon-templates'
import { memberEvent } from './events'
import { loyaltyProgramme } from './loyalty'
import { acquisition } from './referral-terms'
import { participation } from './rewards'

/** How a member price is made from a product's own figures (M042). */
export const memberPriceRule = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('fixed'), price: fen }),
  /** The member pays this share of the list price: 9000 is 9折. */
  z.strictObject({ kind: z.literal('percent'), basisPoints }),
  /** The member pays cost times this: 15000 is cost x 150 %. */
  z.strictObject({ kind: z.literal('cost_plus'), basisPoints }),
])
export type MemberPriceRule = z.infer<typeof memberPriceRule>

export const ruleScope = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('products'), productIds: z.array(slug).min(1).max(200) }),
  z.strictObject({ kind: z.literal('category'), categoryId: slug }),
])

export const memberPriceBenefit = z.strictObject({
  id: slug,
  title: shortText,
  scope: ruleScope,
  rule: memberPriceRule,
  /** A price below cost is refused unless the owner says that it is meant (M042). */
  lossLeader: z.boolean().default(false),
  /** At most so many units a day at this price, for all who use the card together (M116). */
  perDay: z.int().min(1).max(99).optional(),
})

/** A whole category at a discount, computed on the order and split to the lines (M113). */
export const categoryDiscountBenefit = z.strictObject({
  id: slug,
  title: shortText,
  categoryId: slug,
  /** What is taken off: 500 is 5 % off. */
  basisPoints,
})

/** What is promised to who buys: frozen for ever once sold (M098). */
export const planTerms = z.strictObject({
  name: shortText,
  oneLine: z.string().min(1).max(80),
  /** For stored value the smallest top-up. */
  price: fen.min(1),
  /** 0 for what has no term: stored value and coupon packs. */
  months: z.int().min(0).max(36),
  /** Benefits that are offline goods and services go through WeChat Pay (L16). */
  fulfilment: z.enum(['offline', 'digital']),
  memberPrices: z.array(memberPriceBenefit).max(50),
  categoryDiscounts: z.array(categoryDiscountBenefit).max(20),
  rules: z.array(z.string().min(1).max(200)).max(20),
  agreementIds: z.array(slug).min(1).max(5),
  /** Absent: a ticket. */
  mode: cardMode.optional(),
  family: cardFamily.optional(),
  /** Months on top of the paid ones (M009). */
  bonusMonths: z.int().min(1).max(12).optional(),
  coupons: z.array(couponGrant).max(10).optional(),
  gifts: z.array(giftOffer).max(5).optional(),
  valueParts: z.array(valuePart).max(20).optional(),
  comparators: z.array(comparator).max(3).optional(),
  scorePrice: scorePrice.optional(),
  trial: trialOffer.optional(),
  autoRenew: autoRenewOffer.optional(),
  guarantee: guaranteeOffer.optional(),
  /** Nothing now; at the end of the term what was saved, at most the price (M050). */
  payAsSaved: z.literal(true).optional(),
  household: householdOffer.optional(),
  storedValue: storedValueOffer.optional(),
  partnerPerks: z.array(partnerPerkOffer).max(10).optional(),
  statusMatches: z.array(statusMatch).max(5).optional(),
  /** At most one purchase per person and calendar month (M053). */
  oncePerMonth: z.literal(true).optional(),
  /** What a holder can use beside prices: quotas, services, privileges. */
  benefits: z.array(benefitOffer).max(30).optional(),
  renewalCoupons: z.array(renewalCoupons).max(5).optional(),
})
export type PlanTerms = z.infer<typeof planTerms>

export const productDraft = z.strictObject({
  id: slug,
  name: shortText,
  categoryId: slug,
  photo: z.string().max(300).default(''),
  cost: fen,
  listPrice: fen.min(1),
  available: z.boolean().default(true),
})

export const branchDraft = z.strictObject({
  id: slug,
  name: shortText,
  address: z.string().max(120).default(''),
  hours: z.string().max(60).default(''),
  phone: z.string().max(20).default(''),
})

export const shopDraft = z.strictObject({
  name: shortText,
  slogan: z.string().max(80).default(''),
  accent: z.string().regex(/^#[0-9A-Fa-f]{6}$/),
  servicePhone: z.string().max(20).default(''),
  licence: z.string().max(120).default(''),
  cover: z.string().max(300).default(''),
  logo: z.string().max(300).optional(),
  trade: trade.optional(),
})

export const agreementDraft = z.strictObject({
  id: slug,
  title: shortText,
  text: longText,
  /** What this text changes against the one before, in one sentence for who agreed to that. */
  summary: z.string().trim().max(100).optional(),
})

/** What the owner edits and releases as a whole. */
export const catalogueDraft = z.strictObject({
  shop: shopDraft,
  branches: z.array(branchDraft).min(1).max(100),
  categories: z
    .array(z.strictObject({ id: slug, name: shortText }))
    .min(1)
    .max(50),
  products: z.array(productDraft).max(500),
  plans: z
    .array(
      z.strictObject({ id: slug, onSale: z.boolean(), terms: planTerms, promotion: promotion.optional() }),
    )
    .max(20),
  agreements: z.array(agreementDraft).max(20),
  /** Minutes in which a settlement can be undone at the counter. */
  undoMinutes: z.int().min(1).max(120).default(15),
  partners: z.array(partnerDraft).max(20).optional(),
  settings: shopSettings.optional(),
  coupons: couponProgramme.optional(),
  loyalty: loyaltyProgramme.optional(),
  participation: participation.optional(),
  acquisition: acquisition.optional(),
  care: careProgramme.optional(),
  events: z.array(memberEvent).max(20).optional(),
  closing: closing.optional(),
})
export type CatalogueDraft = z.infer<typeof catalogueDraft>

/** One price that was really asked since a moment: append-only (L4). */
export const priceRecord = z.strictObject({ id: z.string().min(1).max(80), price: fen, since: instant })
export type PriceRecord = z.infer<typeof priceRecord>

/** Lowest price that somebody really paid for a thing on a day, without a card (L4). */
export const dealRecord = z.strictObject({ day, lowest: fen, evidenceId: z.string().min(1).max(120) })
export type DealRecord = z.infer<typeof dealRecord>
