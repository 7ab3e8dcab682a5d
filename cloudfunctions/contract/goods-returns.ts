import { z } from 'zod'
import { action } from './action'
import { day, fen, instant, memberNumber, operationId, slug, tender } from './primitives'

const staff = ['clerk', 'manager', 'owner'] as const

const returnedLine = z.strictObject({ line: z.int().min(0).max(99), quantity: z.int().min(1).max(999) })

/** What brought-back goods give back: each part of the receipt by its share, cumulatively exact. */
export const goodsReturnView = z.strictObject({
  receiptId: operationId,
  lines: z.array(
    z.strictObject({ line: z.int(), name: z.string(), quantity: z.int(), paid: fen, saved: fen }),
  ),
  /** Goes back the way it was paid. */
  refund: fen,
  back: z.strictObject({ tender, inCash: fen, toBalance: fen, toWechat: fen }),
  /** Taken back of what it earned; what isn't there any more becomes a debt of points. */
  points: z.strictObject({ takenBack: z.int(), debt: z.int(), returned: z.int() }),
  growth: z.int(),
  /** Coupons that come back, only when the whole receipt does. */
  coupons: z.array(z.string()),
})
export type GoodsReturnView = z.infer<typeof goodsReturnView>

export const goodsReturnActions = {
  /** Receipts of the member that may still be brought back here, with what is left of each line. */
  'counter.returnable': action({
    input: z.strictObject({ branchId: slug, memberNumber }),
    output: z.strictObject({
      receipts: z
        .array(
          z.strictObject({
            receiptId: operationId,
            at: instant,
            until: day,
            paid: fen,
            lines: z.array(
              z.strictObject({
                line: z.int(),
                name: z.string(),
                quantity: z.int(),
                left: z.int(),
                paid: fen,
              }),
            ),
          }),
        )
        .max(20),
    }),
    roles: staff,
    writes: false,
  }),
  'counter.quoteReturn': action({
    input: z.strictObject({
      branchId: slug,
      memberNumber,
      receiptId: operationId,
      lines: z.array(returnedLine).min(1).max(100),
    }),
    output: goodsReturnView,
    roles: staff,
    writes: false,
  }),
  'counter.returnGoods': action({
    input: z.strictObject({
      operationId,
      branchId: slug,
      memberNumber,
      receiptId: operationId,
      lines: z.array(returnedLine).min(1).max(100),
      refund: fen,
      reason: z.string().min(2).max(100),
    }),
    output: goodsReturnView,
    roles: staff,
    writes: true,
  }),
} as const
