import { z } from 'zod'
import { action } from './action'
import { day, fen, fenSum, instant, operationId } from './primitives'

/** What WeChat says of the shop's money against what the books say. */
export const moneyReportActions = {
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
