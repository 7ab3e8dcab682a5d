import { z } from 'zod'
import { action } from './action'
import { fen, instant, operationId, slug } from './primitives'
import { orderView, startedPayment } from './payment-views'
import { buyAs } from './plan-offers'
import { refundQuoteView } from './refunds'
import { cardView } from './views'

export { orderState, type OrderState } from './payment-views'

export const paymentActions = {
  /** Buys or renews a card. The same operation id gives the same order, with fresh parameters. */
  'payment.buy': action({
    input: z.strictObject({
      operationId,
      planId: slug,
      versionId: z.string().min(1).max(80),
      /** Which of the plan's prices; absent: regular. */
      as: buyAs.optional(),
      /** The offer of today that is taken with it (M088): refused once its day is over. */
      peakOffer: z.string().min(1).max(80).optional(),
      /** The price that the person saw: refused if it is not the price now. */
      price: fen,
      agreements: z.array(z.strictObject({ id: slug, version: z.string().max(80) })).max(6),
    }),
    output: startedPayment,
    roles: ['member'],
    writes: true,
  }),
  /** Pays a receipt that waits at the counter (tender `wechat`). */
  'payment.payReceipt': action({
    input: z.strictObject({ operationId, receiptId: operationId, amount: fen }),
    output: startedPayment,
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
  /** What an order would give back today, and why. */
  'payment.refundQuote': action({
    input: z.strictObject({ orderId: operationId }),
    output: refundQuoteView,
    roles: ['member'],
    writes: false,
  }),
  'payment.refund': action({
    input: z.strictObject({ operationId, orderId: operationId, refund: fen }),
    output: z.strictObject({
      orderId: operationId,
      refund: fen,
      /** review: a person decides it, nothing has ended; manual: the shop transfers it (L11). */
      state: z.enum(['refunding', 'refunded', 'manual', 'review']),
    }),
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
