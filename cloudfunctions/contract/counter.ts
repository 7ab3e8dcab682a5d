import { z } from 'zod'
import { action } from './action'
import { couponValue } from './coupon-templates'
import {
  day,
  fen,
  fenSum,
  instant,
  memberNumber,
  operationId,
  shortText,
  slug,
  tender,
  ticket,
} from './primitives'
import { memberAtCounter, receiptSummary, receiptView, savedNow } from './views'

export const basketLine = z.union([
  z.strictObject({ productId: slug, quantity: z.int().min(1).max(999) }),
  /** By amount: for what is not in the catalogue, priced by its category's rules. */
  z.strictObject({ categoryId: slug, amount: fen.min(1) }),
])
export type BasketLine = z.infer<typeof basketLine>

const visit = z.strictObject({
  visit: ticket,
  expiresAt: instant,
  member: memberAtCounter,
  /** Found by phone: the member price only, nothing that spends what the member owns. */
  memberPriceOnly: z.boolean(),
})

/** A coupon that may be used by who stands here, held against the quoted basket. */
const couponOffer = z.strictObject({
  lotId: z.string(),
  title: z.string(),
  value: couponValue,
  threshold: fen,
  /** Can't stand beside another coupon. */
  alone: z.boolean(),
  left: z.int().min(1),
  through: day,
  /** Fen that it takes off this basket: 0 while the basket doesn't reach its threshold. */
  takesOff: fen,
  /** Fen that the basket lacks for it. */
  missing: fen,
})

export type CouponOffer = z.infer<typeof couponOffer>

const quote = z.strictObject({
  quote: ticket,
  quoteId: operationId,
  /** The quote is honoured as shown until then: 60 s. */
  validUntil: instant,
  receipt: receiptView,
  saved: savedNow,
  /** What the balance would cover of it; absent without one. */
  balance: z.strictObject({ available: fenSum, covers: fen, shortfall: fen }).optional(),
  /** What may be chosen instead of the quoted coupon, the best first; absent without any. */
  coupons: z.array(couponOffer).max(20).optional(),
  /** Why this combination: each step with what it takes off, in words. */
  combination: z.array(z.string()).max(10).optional(),
  /** Points that could be used on this basket, and what they would take off. */
  points: z.strictObject({ available: z.int(), most: z.int(), takesOff: fen }).optional(),
  /** What settling earns. */
  earns: z.strictObject({ points: z.int(), growth: z.int() }).optional(),
  /** "只差¥83.00升级" (M067): growth still missing after this basket, as spend in fen; null when it is reached. */
  upgrade: z.strictObject({ tierName: z.string(), missingSpend: fen.nullable() }).optional(),
  /** For who has no card: what the card would take off this basket (M114). */
  asMember: z.strictObject({ planName: z.string(), saves: fen }).optional(),
})

const settled = z.strictObject({
  receipt: receiptView,
  saved: savedNow,
  undoUntil: instant.nullable(),
  memberNumber,
})

const staff = ['clerk', 'manager', 'owner'] as const

export const counterActions = {
  'counter.desk': action({
    input: z.strictObject({ branchId: slug }),
    output: z.strictObject({
      branch: z.strictObject({ id: slug, name: shortText }),
      categories: z.array(z.strictObject({ id: slug, name: shortText })),
      products: z.array(
        z.strictObject({ id: slug, name: z.string(), categoryId: slug, photo: z.string(), listPrice: fen }),
      ),
      undoMinutes: z.int(),
    }),
    roles: staff,
    writes: false,
  }),
  'counter.resolve': action({
    input: z.strictObject({ branchId: slug, code: z.string().min(1).max(200) }),
    output: visit,
    roles: staff,
    writes: false,
  }),
  /** Without a phone at hand: by the full phone number; counted and audited on the clerk. */
  'counter.find': action({
    input: z.strictObject({ operationId, branchId: slug, phone: z.string().regex(/^1\d{10}$/) }),
    output: visit,
    roles: staff,
    writes: true,
  }),
  'counter.quote': action({
    input: z.strictObject({
      branchId: slug,
      visit: ticket,
      lines: z.array(basketLine).min(1).max(100),
      /** Which coupons: absent the best lawful combination, empty none. */
      couponLotIds: z.array(z.string().min(1).max(80)).max(3).optional(),
      /** Points to pay with; absent none (M060). */
      points: z.int().min(0).max(100_000_000).optional(),
      /** A delivery recorded at the till: its real fee, and to whom, for signs of resale (M059, M056). */
      delivery: z
        .strictObject({
          fee: fen,
          recipientPhone: z
            .string()
            .regex(/^1\d{10}$/)
            .optional(),
        })
        .optional(),
    }),
    output: quote,
    roles: staff,
    writes: false,
  }),
  /** The quote's id is the operation id: settling twice answers the same. */
  'counter.settle': action({
    input: z.strictObject({
      branchId: slug,
      quote: ticket,
      tender,
      /** For `stored_value`: fen that the balance doesn't cover and the clerk takes otherwise. */
      shortfall: fen.optional(),
    }),
    output: settled,
    roles: staff,
    writes: true,
  }),
  /** Where a settlement stands, for a payment on the member's phone or after a lost answer. */
  'counter.receipt': action({
    input: z.strictObject({ branchId: slug, memberNumber, receiptId: operationId }),
    output: settled,
    roles: staff,
    writes: false,
  }),
  'counter.cancelPayment': action({
    input: z.strictObject({ branchId: slug, memberNumber, receiptId: operationId }),
    output: settled,
    roles: staff,
    writes: true,
  }),
  'counter.undo': action({
    input: z.strictObject({ branchId: slug, memberNumber, receiptId: operationId }),
    output: settled.extend({
      /** `inCash`: of `amount`, what the clerk took beside the balance and hands back. */
      back: z.strictObject({
        tender,
        amount: fen,
        state: z.enum(['hand_back', 'refunding', 'refunded']),
        inCash: fen.optional(),
      }),
    }),
    roles: staff,
    writes: true,
  }),
  'counter.today': action({
    input: z.strictObject({ branchId: slug }),
    output: z.strictObject({
      day,
      receipts: z.array(
        receiptSummary.extend({
          memberNumber,
          displayName: z.string(),
          tender: tender.nullable(),
          undoUntil: instant.nullable(),
        }),
      ),
      totals: z.strictObject({ receipts: z.int(), paid: fenSum, saved: fenSum }),
    }),
    roles: staff,
    writes: false,
  }),
} as const
