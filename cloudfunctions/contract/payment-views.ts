import { z } from 'zod'
import { fen, instant, operationId } from './primitives'
import { paymentParameters } from './views'

/** closed: nothing was paid, or what was paid went back. */
export const orderState = z.enum(['paying', 'paid', 'delivered', 'closed', 'refunding', 'refunded'])
export type OrderState = z.infer<typeof orderState>

export const orderKind = z.enum(['card', 'counter', 'top_up', 'charge', 'flash'])
export type OrderKind = z.infer<typeof orderKind>

export const orderView = z.strictObject({
  orderId: operationId,
  kind: orderKind,
  title: z.string(),
  amount: fen,
  state: orderState,
  createdAt: instant,
  expiresAt: instant,
  paidAt: instant.nullable(),
  refunded: fen,
})

/** `payment` is null when nothing is left to be paid: the order's state says why. */
export const startedPayment = z.strictObject({ order: orderView, payment: paymentParameters.nullable() })
