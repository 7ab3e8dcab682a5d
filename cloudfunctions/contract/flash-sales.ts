import { z } from 'zod'
import { action } from './action'
import { admission } from './audience'
import { startedPayment } from './payment-views'
import { day, fen, operationId, slug } from './primitives'
import { voucherId, voucherView } from './vouchers'

export const flashSaleView = z.strictObject({
  flashSaleId: slug,
  title: z.string(),
  productName: z.string(),
  photo: z.string(),
  price: fen,
  listPrice: fen,
  /** Today if it runs, else the next day of it. */
  day,
  left: z.int().min(0),
  stock: z.int(),
  perMember: z.int(),
  bought: z.int(),
  admission,
  /** Null when it can be bought now. */
  why: z.string().nullable(),
  pickUp: z.strictObject({ branches: z.array(z.string()), days: z.int() }),
  agreements: z.array(z.strictObject({ id: slug, title: z.string(), version: z.string() })),
})

export const flashActions = {
  'payment.buyFlash': action({
    input: z.strictObject({
      operationId,
      flashSaleId: slug,
      price: fen,
      agreements: z.array(z.strictObject({ id: slug, version: z.string().max(80) })).max(5),
    }),
    output: startedPayment,
    roles: ['member'],
    writes: true,
  }),
  /** Gives an unused flash voucher back: the money goes the way it came. */
  'payment.returnVoucher': action({
    input: z.strictObject({ operationId, voucherId, refund: fen }),
    output: z.strictObject({ voucher: voucherView, refund: fen, state: z.enum(['refunding', 'manual']) }),
    roles: ['member'],
    writes: true,
  }),
} as const
