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
  'guarantee',
  'minor',
])
export type RefundBasis = z.infer<typeof refundBasis>

/** Why it is asked for; only the owner can decide the last two (民法典 19-20, 法释〔2025〕4号 18). */
export const refundCause = z.enum(['consumer', 'operator', 'minor'])

export const refundQuoteView = z.strictObject({
  orderId: operationId,
  /** Fen that were paid, and what of it went back before. */
  paid: fen,
  refunded: fen,
  refund: fen,
  basis: refundBasis,
  explanation: z.string(),
  /** What is taken off and why, line by line: refund = paid - their sum. */
  deductions: z.array(z.strictObject({ title: z.string(), amount: fen })),
  /** What ends with it: unused coupons, gifts, perks, bonus money. */
  ends: z.array(z.string()),
  endsOn: day,
  /** wechat: back the way it came; manual: paid more than 365 days ago, so the shop transfers it (L11). */
  channel: z.enum(['wechat', 'manual']),
  /** By then at the latest it must be carried out (消法 53). */
  by: day,
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
        refundProgress.extend({ memberNumber, displayName: z.string(), contact: z.string().nullable() }),
      ),
    }),
    roles: ['owner'],
    writes: false,
  }),
  /** Refunds for another cause, decided by a person: quote first (`refund` as shown). */
  'operations.refundQuote': action({
    input: z.strictObject({ memberNumber, orderId: operationId, cause: refundCause }),
    output: refundQuoteView,
    roles: ['owner'],
    writes: false,
  }),
  'operations.refund': action({
    input: z.strictObject({
      operationId,
      memberNumber,
      orderId: operationId,
      cause: refundCause,
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
  /** WeChat's trade bill of a day against the orders (wechat.md 1.10). */
  'operations.reconciliation': action({
    input: z.strictObject({ day }),
    output: z.strictObject({
      day,
      /** pending: WeChat has no bill before 10:00 of the next day. */
      state: z.enum(['pending', 'balanced', 'different']),
      bill: z.strictObject({ payments: z.int(), paid: fenSum, refunds: z.int(), refunded: fenSum }),
      books: z.strictObject({ payments: z.int(), paid: fenSum, refunds: z.int(), refunded: fenSum }),
      differences: z.array(
        z.strictObject({
          kind: z.enum(['missing_here', 'missing_at_wechat', 'amount', 'state']),
          orderId: z.string(),
          bill: fen.nullable(),
          books: fen.nullable(),
          explanation: z.string(),
        }),
      ),
    }),
    roles: ['owner'],
    writes: false,
  }),
  /** Orders whose delivery WeChat has not been told of: their money stays frozen (L16). */
  'operations.unreportedOrders': action({
    input: z.strictObject({}),
    output: z.strictObject({
      enabled: z.boolean(),
      orders: z.array(
        z.strictObject({
          orderId: operationId,
          title: z.string(),
          amount: fen,
          paidAt: instant,
          attempts: z.int(),
          lastError: z.string().nullable(),
        }),
      ),
    }),
    roles: ['owner'],
    writes: false,
  }),
  /** What the guarantees would cost if all were settled today, and whether it can pay off (F3). */
  'operations.guaranteeOutlook': action({
    input: z.strictObject({}),
    output: z.strictObject({
      asOf: instant,
      plans: z.array(
        z.strictObject({
          planId: z.string(),
          planName: z.string(),
          cards: z.int(),
          fees: fenSum,
          saved: fenSum,
          refunds: fenSum,
          /** Real cost of one yuan saved, in basis points; null without costs. */
          costBasisPoints: z.int().nullable(),
          margin: z.int().nullable(),
        }),
      ),
    }),
    roles: ['owner'],
    writes: false,
  }),
} as const
