import { z } from 'zod'
import { basisPoints, day, fen, instant, longText, shortText, slug } from './primitives'

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
  price: fen.min(1),
  months: z.int().min(1).max(36),
  /** Benefits that are offline goods and services go through WeChat Pay (L16). */
  fulfilment: z.enum(['offline', 'digital']),
  memberPrices: z.array(memberPriceBenefit).max(50),
  categoryDiscounts: z.array(categoryDiscountBenefit).max(20),
  rules: z.array(z.string().min(1).max(200)).max(20),
  agreementIds: z.array(slug).min(1).max(5),
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
})

export const agreementDraft = z.strictObject({
  id: slug,
  title: shortText,
  text: longText,
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
  plans: z.array(z.strictObject({ id: slug, onSale: z.boolean(), terms: planTerms })).max(20),
  agreements: z.array(agreementDraft).max(20),
  /** Minutes in which a settlement can be undone at the counter. */
  undoMinutes: z.int().min(1).max(120).default(15),
})
export type CatalogueDraft = z.infer<typeof catalogueDraft>

/** One price that was really asked since a moment: append-only (L4). */
export const priceRecord = z.strictObject({ id: z.string().min(1).max(80), price: fen, since: instant })
export type PriceRecord = z.infer<typeof priceRecord>

/** Lowest price that somebody really paid for a thing on a day, without a card (L4). */
export const dealRecord = z.strictObject({ day, lowest: fen, evidenceId: z.string().min(1).max(120) })
export type DealRecord = z.infer<typeof dealRecord>
