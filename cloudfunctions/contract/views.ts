import { z } from 'zod'
import { cardFamily, cardMode } from './offers'
import {
  basisPoints,
  day,
  fen,
  fenSum,
  instant,
  memberNumber,
  month,
  operationId,
  savingSource,
  shortText,
  signedFen,
  slug,
  tender,
} from './primitives'

/** What the mini-program shows, computed by the back end: money in fen, days in Shanghai. */

export const shopView = z.strictObject({
  name: shortText,
  slogan: z.string(),
  accent: z.string(),
  servicePhone: z.string(),
  licence: z.string(),
  cover: z.string(),
  branches: z.array(z.strictObject({ id: slug, name: shortText, address: z.string(), hours: z.string() })),
})

/** Why a was-price may stand struck through (M006, L4); absent means: none is shown. */
export const referencePriceView = z.strictObject({
  amount: fen,
  basis: z.enum(['lowest_deal_7_days', 'last_deal']),
  evidenceId: z.string(),
  since: day,
})

export const planSummary = z.strictObject({
  planId: slug,
  versionId: z.string(),
  name: shortText,
  oneLine: z.string(),
  price: fen,
  months: z.int(),
  /** price / days, rounded up to the fen (M005); 0 for what has no term. */
  perDay: fen,
  reference: referencePriceView.nullable(),
  /** Absent: a ticket. */
  mode: cardMode.optional(),
  /** Plans of one family are shown as one card (M005, M017). */
  family: cardFamily.optional(),
})

/** What members of this plan really saved: never from fewer than ten memberships of 30 days. */
export const typicalSaving = z.strictObject({
  memberships: z.int().min(10),
  lowerQuartile: fenSum,
  median: fenSum,
  upperQuartile: fenSum,
})

export const cardView = z.strictObject({
  membershipId: z.string(),
  planId: slug,
  versionId: z.string(),
  planName: shortText,
  state: z.enum(['active', 'upcoming', 'lapsed', 'refunded']),
  /** The last day on which the card counts. */
  validThrough: day,
  daysLeft: z.int(),
  memberSince: day,
})

/** Break-even of the period that runs now (M048). */
export const breakEvenView = z.strictObject({
  fee: fen,
  saved: fenSum,
  /** Zero once the fee is earned back. */
  remaining: fen,
  /** What was saved beyond the fee. */
  beyond: fenSum,
})

/** Where one saving comes from: rule, price record and arithmetic (M044). */
export const savingProof = z.strictObject({
  source: savingSource,
  benefitId: z.string(),
  title: z.string(),
  amount: fen,
  planVersionId: z.string(),
  rule: z.discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('fixed'), price: fen }),
    z.strictObject({ kind: z.literal('percent'), basisPoints }),
    /** The cost itself is the shop's secret: members see the price that follows from it. */
    z.strictObject({ kind: z.literal('cost_plus'), price: fen }),
    z.strictObject({ kind: z.literal('category_discount'), basisPoints }),
    z.strictObject({ kind: z.literal('coupon'), amount: fen, threshold: fen }),
    z.strictObject({ kind: z.literal('points'), per100: fen }),
    z.strictObject({ kind: z.literal('first_of_day'), price: fen }),
    z.strictObject({ kind: z.literal('delivery'), fee: fen }),
    /** What stored value is worth at the counter while it lasts (M014). */
    z.strictObject({ kind: z.literal('stored_value'), basisPoints }),
  ]),
})

export const receiptLine = z.strictObject({
  productId: slug.nullable(),
  categoryId: slug,
  name: z.string(),
  quantity: z.int().min(1).max(999),
  /** List price of one unit at that moment, and the record that proves it. */
  unitListPrice: fen,
  listPriceId: z.string(),
  listPriceSince: instant.nullable(),
  list: fen,
  paid: fen,
  saved: fen,
  proofs: z.array(savingProof),
})

export const receiptState = z.enum(['settled', 'awaiting_payment', 'undone', 'cancelled'])

/** Fen by where they came from: their sum is `paid`. */
export const receiptTenders = z.strictObject({ cash: fen, principal: fen, bonus: fen })

const receiptCoupon = z.strictObject({ lotId: z.string(), title: z.string(), amount: fen })

/** A friend's bill, paid from this member's balance, and which clerk took it (M015). */
const friendsBill = { forFriend: z.literal(true).optional(), clerk: z.string().optional() }

export const receiptView = z.strictObject({
  receiptId: operationId,
  at: instant,
  day,
  branchId: slug,
  branchName: z.string(),
  state: receiptState,
  lines: z.array(receiptLine),
  list: fen,
  paid: fen,
  saved: fen,
  tender: tender.nullable(),
  undoneAt: instant.nullable(),
  /** How `paid` was made up, where not by one tender. */
  tenders: receiptTenders.optional(),
  coupons: z.array(receiptCoupon).max(3).optional(),
  points: z.strictObject({ spent: z.int(), off: fen }).optional(),
  earned: z
    .strictObject({
      points: z.int(),
      growth: z.int(),
      usableOn: day,
      /** The member day whose multiplier is in the points (M111). */
      memberDay: z.strictObject({ title: z.string(), basisPoints: z.int() }).optional(),
    })
    .optional(),
  /** The tier that it led up to (M067). */
  reachedTier: z.string().optional(),
  delivery: z.strictObject({ fee: fen, waived: fen }).optional(),
  /** Goods that came back, by line. */
  returned: z.array(z.strictObject({ line: z.int(), quantity: z.int() })).optional(),
  /** What the card would have taken off, for who had none (M114). */
  asMember: z.strictObject({ planName: z.string(), saves: fen }).optional(),
  ...friendsBill,
  /** Who of the household stood at the counter, for the card's holder (M116). */
  by: z.string().optional(),
})

export const receiptSummary = z.strictObject({
  receiptId: operationId,
  at: instant,
  day,
  branchName: z.string(),
  state: receiptState,
  title: z.string(),
  paid: fen,
  saved: fen,
  ...friendsBill,
})

/** What was settled a moment ago, with what the member's phone says of it (M044). */
export const latestReceipt = receiptSummary.extend({
  savedTotal: fenSum,
  breakEven: breakEvenView.nullable(),
  tender: tender.nullable(),
  tenders: receiptTenders.optional(),
  coupons: z.array(receiptCoupon).max(3).optional(),
})

/** "本单省¥6.00 · 累计已省¥199.00 · 刚好回本" (M044, M048). */
export const savedNow = z.strictObject({
  thisReceipt: fen,
  total: fenSum,
  breakEven: breakEvenView.nullable(),
})

export const savingMonth = z.strictObject({
  month,
  saved: signedFen,
  bySource: z.record(savingSource, signedFen),
})

export const savedLessFees = z.strictObject({ saved: signedFen, fees: signedFen, net: signedFen })

export const openPaymentView = z.strictObject({
  receiptId: operationId,
  branchName: z.string(),
  amount: fen,
  saved: fen,
  expiresAt: instant,
})

export const memberAtCounter = z.strictObject({
  number: memberNumber,
  /** 林** or 会员 with the last four of the number. */
  displayName: z.string(),
  maskedPhone: z.string().nullable(),
  card: cardView.nullable(),
  savedTotal: fenSum,
  breakEven: breakEvenView.nullable(),
  lastVisit: day.nullable(),
  /** What can be paid from the balance, in fen; absent without one. */
  balance: fenSum.optional(),
  /** A friend's code was shown: at most this much, from the balance only (M015). */
  friendMost: fen.optional(),
  /** The household whose card this person uses (M116). */
  householdOf: z.string().optional(),
  /** Claimed gifts that wait to be handed over (M010). */
  gifts: z
    .array(z.strictObject({ orderId: operationId, giftId: slug, name: z.string(), quantity: z.int() }))
    .optional(),
  /** How many partner codes of this member were not used yet (M016). */
  perks: z.int().min(1).optional(),
})

export const paymentParameters = z.strictObject({
  timeStamp: z.string(),
  nonceStr: z.string(),
  package: z.string(),
  signType: z.literal('RSA'),
  paySign: z.string(),
})
export type PaymentParameters = z.infer<typeof paymentParameters>

export type ShopView = z.infer<typeof shopView>
export type ReferencePriceView = z.infer<typeof referencePriceView>
export type PlanSummary = z.infer<typeof planSummary>
export type TypicalSaving = z.infer<typeof typicalSaving>
export type CardView = z.infer<typeof cardView>
export type BreakEvenView = z.infer<typeof breakEvenView>
export type SavingProof = z.infer<typeof savingProof>
export type ReceiptLine = z.infer<typeof receiptLine>
export type ReceiptState = z.infer<typeof receiptState>
export type ReceiptView = z.infer<typeof receiptView>
export type ReceiptSummary = z.infer<typeof receiptSummary>
export type SavedNow = z.infer<typeof savedNow>
export type SavingMonth = z.infer<typeof savingMonth>
export type SavedLessFees = z.infer<typeof savedLessFees>
export type OpenPaymentView = z.infer<typeof openPaymentView>
export type ReceiptTenders = z.infer<typeof receiptTenders>
export type MemberAtCounter = z.infer<typeof memberAtCounter>
