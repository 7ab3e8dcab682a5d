import { z } from 'zod'
import { MESSAGE_SOURCES, MESSAGE_TEMPLATES } from './message-flows'
import { day, fen, shortText, slug } from './primitives'
import { peakOfferSettings, winBackSettings } from './win-back'

/** A company whose perks are in our cards. What it learns of a member is said and asked (L9). */
export const partnerDraft = z.strictObject({
  id: slug,
  name: shortText,
  /** codes: a pool that the owner imports; api: asked over the partner's interface. */
  port: z.enum(['codes', 'api']),
  /** Exactly what the partner receives, such as 「订单编号」; shown with the consent. */
  dataShared: z.string().min(1).max(200),
  contact: z.string().max(120),
})
export type PartnerDraft = z.infer<typeof partnerDraft>

/** 07:00-22:00 and the waiting days are WeChat's and stand in the code (L11). */
export const autoRenewSettings = z.strictObject({
  enabled: z.boolean(),
  /** `plan_id` of the template that WeChat approved. */
  templateId: z.string().regex(/^\d{1,28}$/),
  /** WeChat allows one live contract per template and person: with own ones, several can be signed. */
  topUpTemplateId: z
    .string()
    .regex(/^\d{1,28}$/)
    .optional(),
  asSavedTemplateId: z
    .string()
    .regex(/^\d{1,28}$/)
    .optional(),
  /** Days after a failed charge during which the card still counts. */
  graceDays: z.int().min(0).max(15),
})

/** Caps and duties of prepaid cards (L5, L6). */
export const prepaidSettings = z.strictObject({
  issuer: z.enum(['enterprise', 'sole_trader']),
  /** Under which the issuer is filed with the commerce authority; on every copy of what was agreed (L5). */
  filingNumber: z.string().min(1).max(60).optional(),
  /** No new top-ups and no cards of a year and more; using and refunding go on (实施条例 22). */
  stopSales: z.boolean(),
  /** Fen: at most 500000 with a registered name, 100000 without. */
  mostNamed: fen.max(500_000),
  mostAnonymous: fen.max(100_000),
  /** What a minor may hold at most; absent: 20000 (未成年人网络保护条例, 民法典 19). */
  mostMinor: fen.max(100_000).optional(),
  /** Days to carry out a refund: 5 where the place demands it, else 15. */
  refundDays: z.union([z.literal(5), z.literal(15)]),
})

/** A year's rate in basis points, in force from a day on: 345 is 3.45 %. */
const interestRate = z.strictObject({ from: day, basisPoints: z.int().min(0).max(2400) })
export type InterestRate = z.infer<typeof interestRate>

/**
 * Rates of interest on refunds, as the owner reads them off the publication (法释〔2025〕4号 16): the
 * one-year LPR for the shop's cause, the one-year deposit rate for the member's. No figure is laid
 * down in the code: without a row nothing is shown and nothing is refused.
 */
export const refundInterestSettings = z.strictObject({
  lpr: z.array(interestRate).max(40),
  deposit: z.array(interestRate).max(40),
})

/**
 * One template that the owner picked from WeChat's library. Its keywords are called differently in
 * every account (`thing1`, `date3`), so each is said what it shows.
 */
export const messageTemplateSettings = z.strictObject({
  templateId: z.string().min(1).max(80),
  fields: z.record(z.string().regex(/^[a-z_]{2,20}\d{1,3}$/), z.enum(MESSAGE_SOURCES)),
})
export type MessageTemplateSettings = z.infer<typeof messageTemplateSettings>

/** What the owner decides once for the whole shop; absent parts are switched off. */
export const shopSettings = z.strictObject({
  autoRenew: autoRenewSettings.optional(),
  prepaid: prepaidSettings.optional(),
  refundInterest: refundInterestSettings.optional(),
  /** Subscription messages, by our templates; what is absent stays in the inbox. */
  messages: z.partialRecord(z.enum(MESSAGE_TEMPLATES), messageTemplateSettings).optional(),
  /** Marketing messages a week at most, across all flows (M104); absent: 2. */
  marketingPerWeek: z.int().min(0).max(7).optional(),
  /** Legal notices fall back to SMS: only then is a bound phone number kept for it (L9, L12). */
  smsFallback: z.boolean().optional(),
  /** WeChat freezes the money of unreported orders where trade management is on (L16). */
  shippingReports: z.boolean().optional(),
  /** Members who stay away: marketing, absent parts are switched off (M090, M094-M096). */
  winBack: winBackSettings.optional(),
  /** An offer on the day of a finished service (M088). */
  peakOffer: peakOfferSettings.optional(),
})
export type ShopSettings = z.infer<typeof shopSettings>

export const trade = z.enum(['bakery', 'coffee', 'fruit', 'hot_pot', 'mother_baby', 'gym', 'beauty'])
export type Trade = z.infer<typeof trade>
