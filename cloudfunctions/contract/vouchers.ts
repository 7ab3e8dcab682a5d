import { z } from 'zod'
import { day, fen, operationId, slug } from './primitives'

/** Something that a clerk hands over once (M030, M033, M060, M078). */
export const voucherView = z.strictObject({
  voucherId: z.string(),
  title: z.string(),
  source: z.enum(['points', 'sample', 'flash', 'prize', 'badge', 'birthday', 'comeback']),
  /** Points that were paid for it. */
  points: z.int().min(0),
  /** Fen that were paid for it, and the order to give back. */
  paid: fen,
  orderId: operationId.nullable(),
  state: z.enum(['open', 'picked_up', 'expired', 'returned']),
  from: day,
  through: day,
  /** Where it can be picked up; empty: everywhere. */
  branches: z.array(z.string()),
  cancellable: z.boolean(),
})
export type VoucherView = z.infer<typeof voucherView>

export const voucherId = z.string().min(1).max(80)
/** `planId` tells cards apart that have a benefit of one id; absent: the first that has it. */
export const benefitKey = z.strictObject({
  source: z.enum(['card', 'tier']),
  benefitId: slug,
  planId: slug.optional(),
})
