import { z } from 'zod'
import { action } from './action'
import { day, fen, instant, operationId, slug } from './primitives'
import { cardView, paymentParameters } from './views'

/** closed: nothing was paid, or what was paid went back. */
export const orderState = z.enum(['paying', 'paid', 'delivered', 'closed', 'refunding', 'refunded'])
export type OrderState = z.infer<typeof orderState>

const orderView = z.strictObject({
  orderId: operationId,
  kind: z.enum(['card', 'counter']),
  title: z.string(),
  amount: fen,
  state: orderState,
  createdAt: instant,
  expiresAt: instant,
  paidAt: instant.nullable(),
  refunded: fen,
})

/** `payment` is null when nothing is left to be paid: the order's state says why. */
const started = z.strictObject({ order: orderView, payment: paymentParameters.nullable() })

export const paymentActions = {
  /** Buys or renews a card. The same operation id gives the same order, with fresh parameters. */
  'payment.buy': action({
    input: z.strictObject({
      operationId,
      planId: slug,
      versionId: z.string().min(1).max(80),
      /** The price that the person saw: refused if it is not the price now. */
      price: fen,
      agreements: z.array(z.strictObject({ id: slug, version: z.string().max(80) })).max(5),
    }),
    output: started,
    roles: ['member'],
    writes: true,
  }),
  /** Pays a receipt that waits at the counter (tender `wechat`). */
  'payment.payReceipt': action({
    input: z.strictObject({ operationId, receiptId: operationId, amount: fen }),
    output: started,
    roles: ['member'],
    writes: true,
  }),
  /** Asks WeChat if need be, and says where the order stands: a client's success proves nothing. */
  'payment.sync': action({
    input: z.strictObject({ orderId: operationId }),
    output: z.strictObject({ order: orderView, card: cardView.nullable() }),
    roles: ['member'],
    writes: false,
  }),
  'payment.cancel': action({
    input: z.strictObject({ orderId: operationId }),
    output: z.strictObject({ order: orderView }),
    roles: ['member'],
    writes: false,
  }),
  'payment.orders': action({
    input: z.strictObject({ before: instant.optional() }),
    output: z.strictObject({ orders: z.array(orderView).max(20), next: instant.nullable() }),
    roles: ['member'],
    writes: false,
  }),
  /** What a card's order would give back today, and why. */
  'payment.refundQuote': action({
    input: z.strictObject({ orderId: operationId }),
    output: z.strictObject({
      orderId: operationId,
      paid: fen,
      refund: fen,
      basis: z.enum(['seven_days_unused', 'seven_days_used', 'remaining_period']),
      explanation: z.string(),
      endsOn: day,
    }),
    roles: ['member'],
    writes: false,
  }),
  'payment.refund': action({
    input: z.strictObject({ operationId, orderId: operationId, refund: fen }),
    output: z.strictObject({ orderId: operationId, refund: fen, state: z.enum(['refunding', 'refunded']) }),
    roles: ['member'],
    writes: true,
  }),
  /** Minute timer: deliver, close, query, refund what is due. */
  'payment.settleDue': action({
    input: z.strictObject({}),
    output: z.strictObject({
      delivered: z.int(),
      closed: z.int(),
      refunded: z.int(),
      carriedOut: z.int(),
      left: z.int(),
    }),
    roles: ['timer'],
    writes: false,
  }),
} as const
