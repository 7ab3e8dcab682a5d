import { z } from 'zod'
import { action } from './action'
import { day, fen, fenSum, instant, memberNumber, operationId, shortText } from './primitives'

/** How a refund is worked out; each basis names its law in the explanation. */
export const refundBasis = z.enum([
  'seven_days_unused',
  'seven_days_used',
  'remaining_period',
  'stored_value_operator',
  'stored_value_consumer',
  'unused_coupons',
  'unused_voucher',
  'guarantee',
  'minor',
  'perk_exhausted',
  /** What a refund bore until it was sent, where it has to go by itself. */
  'interest',
  /** By itself: paid twice, for another amount, for what could not be handed over or was undone. */
  'payment_returned',
])
export type RefundBasis = z.infer<typeof refundBasis>

/**
 * Why it is asked for; only the owner can decide all but the first (民法典 19-20, 法释〔2025〕4号 18).
 * seven_days: the right of the seven days, its last day a holiday (民法典 203).
 */
export const refundCause = z.enum(['consumer', 'operator', 'minor', 'seven_days'])

/** What the money bears until it is sent (法释〔2025〕4号 15-17); absent while the shop has no rate. */
const interestView = z.strictObject({
  /** Fen as of today. */
  amount: fen,
  basisPoints: z.int().min(0),
  /** Counted from this day: on it there is none yet. */
  from: day,
  /** wechat: out of what is left of the payment; manual: beyond it, so the shop transfers it. */
  channel: z.enum(['wechat', 'manual']),
  explanation: z.string(),
})

export const refundQuoteView = z.strictObject({
  orderId: operationId,
  /** Fen that were paid, and what of it went back before. */
  paid: fen,
  refunded: fen,
  refund: fen,
  basis: refundBasis,
  explanation: z.string(),
  /** What is taken off and why, line by line: refund = paid - refunded - their sum. */
  deductions: z.array(z.strictObject({ title: z.string(), amount: fen })),
  /** Comes on top of `refund`. */
  interest: interestView.optional(),
  /** What was passed on goes back to who paid it, the way it came (L6); absent: to the member. */
  toPayer: z.literal(true).optional(),
  /** What ends with it: unused coupons, gifts, perks, bonus money. */
  ends: z.array(z.string()),
  endsOn: day,
  /** wechat: back the way it came; manual: paid more than 365 days ago, so the shop transfers it (L11). */
  channel: z.enum(['wechat', 'manual']),
  /** By then at the latest it must be carried out (消法 53). */
  by: day,
  /** What a person may grant if the seventh day was a holiday; `payment.refund` takes it as well. */
  afterReview: z.strictObject({ refund: fen, explanation: z.string() }).nullable(),
})
export type RefundQuoteView = z.infer<typeof refundQuoteView>

const refundProgress = z.strictObject({
  refundId: z.string(),
  orderId: operationId,
  title: z.string(),
  amount: fen,
  basis: refundBasis,
  channel: z.enum(['wechat', 'manual']),
  requestedAt: instant,
  /** refused: only by a person, with a reason. */
  state: z.enum(['review', 'processing', 'abnormal', 'succeeded', 'refused']),
  by: day,
  /** From day 10 on the owner is alarmed. */
  alarm: z.boolean(),
  finishedAt: instant.nullable(),
  /** Comes on top of `amount`: as of today while it is open, then what was sent with it. */
  interest: fen.optional(),
  /** It goes back to somebody else, who paid before it was passed on. */
  toPayer: z.literal(true).optional(),
  /** Why a person refused it, or what proves the transfer. */
  note: z.string().nullable(),
})

export const refundActions = {
  'payment.refunds': action({
    input: z.strictObject({}),
    output: z.strictObject({ refunds: z.array(refundProgress) }),
    roles: ['member'],
    writes: false,
  }),
  /** "没省够就补差": what the guarantee would pay today, and when it is settled by itself (M047, F1). */
  'payment.guarantee': action({
    input: z.strictObject({ orderId: operationId }),
    output: z.strictObject({
      orderId: operationId,
      fee: fen,
      target: fen,
      saved: fenSum,
      refund: fen,
      settlesOn: day,
      state: z.enum(['running', 'settled', 'void']),
      explanation: z.string(),
      /** From this day on the member may ask for it; the card ends with it. */
      claimFrom: day,
      claimable: z.boolean(),
    }),
    roles: ['member'],
    writes: false,
  }),
  /** Asks for the guarantee's refund at the end of the period; the card ends with it. */
  'payment.claimGuarantee': action({
    input: z.strictObject({ operationId, orderId: operationId, refund: fen }),
    output: z.strictObject({
      orderId: operationId,
      refund: fen,
      state: z.enum(['refunding', 'refunded', 'manual']),
    }),
    roles: ['member'],
    writes: true,
  }),
  'operations.refundRequests': action({
    input: z.strictObject({}),
    output: z.strictObject({
      requests: z.array(
        refundProgress.extend({
          memberNumber,
          displayName: z.string(),
          contact: z.string().nullable(),
          /** Who gets the money, where the member received what somebody else had paid (L6). */
          payer: z.strictObject({ displayName: z.string(), contact: z.string().nullable() }).optional(),
        }),
      ),
    }),
    roles: ['owner'],
    writes: false,
  }),
  /**
   * Refunds for another cause, decided by a person: quote first (`refund` as shown). The order's
   * number is enough, since that is what a member can tell; the answer says whose it is.
   */
  'operations.refundQuote': action({
    input: z.strictObject({
      memberNumber: memberNumber.optional(),
      orderId: operationId,
      cause: refundCause,
      /** When the member asked or the shop stopped, if that was before today: interest runs from it. */
      since: day.optional(),
    }),
    output: refundQuoteView.extend({ memberNumber, displayName: z.string() }),
    roles: ['owner'],
    writes: false,
  }),
  'operations.refund': action({
    input: z.strictObject({
      operationId,
      memberNumber,
      orderId: operationId,
      cause: refundCause,
      since: day.optional(),
      refund: fen,
    }),
    output: z.strictObject({ refundId: z.string(), refund: fen, channel: z.enum(['wechat', 'manual']) }),
    roles: ['owner'],
    writes: true,
  }),
  /** The transfer of a manual refund was made: with what can prove it. */
  'operations.refundTransferred': action({
    input: z.strictObject({ operationId, refundId: z.string().min(1).max(64), evidence: shortText }),
    output: z.strictObject({ refundId: z.string(), finishedAt: instant }),
    roles: ['owner'],
    writes: true,
  }),
  /** A request that only a person can decide is refused, with the reason that the member reads. */
  'operations.refuseRefund': action({
    input: z.strictObject({ operationId, refundId: z.string().min(1).max(64), reason: shortText }),
    output: z.strictObject({ refundId: z.string(), finishedAt: instant }),
    roles: ['owner'],
    writes: true,
  }),
} as const
