import { z } from 'zod'
import { action } from './action'
import { basisPoints, instant, memberNumber, operationId } from './primitives'

export const supportRequestView = z.strictObject({
  requestId: operationId,
  at: instant,
  words: z.string(),
  /** The promise that counted when it was asked. */
  promisedBy: instant,
  answer: z.string().nullable(),
  answeredAt: instant.nullable(),
  state: z.enum(['open', 'answered']),
})
export type SupportRequestView = z.infer<typeof supportRequestView>

const words = z.string().trim().min(2).max(500)

export const supportActions = {
  'membership.ask': action({
    input: z.strictObject({ operationId, words }),
    output: supportRequestView,
    roles: ['member'],
    writes: true,
  }),
  'membership.questions': action({
    input: z.strictObject({}),
    output: z.strictObject({
      /** Null: the shop takes no questions here. */
      promiseMinutes: z.int().nullable(),
      /** What is promised to this member now, in words. */
      promise: z.string(),
      requests: z.array(supportRequestView).max(20),
    }),
    roles: ['member'],
    writes: false,
  }),
  /** The queue: who was promised the earliest answer first. */
  'operations.questions': action({
    input: z.strictObject({}),
    output: z.strictObject({
      open: z
        .array(
          supportRequestView.extend({
            memberNumber,
            displayName: z.string(),
            tierName: z.string().nullable(),
            late: z.boolean(),
          }),
        )
        .max(100),
      /** Of the last 30 days, by tier: how long the first answer took in opening hours (M079). */
      medians: z.array(
        z.strictObject({
          tierName: z.string(),
          answered: z.int(),
          medianMinutes: z.int(),
          kept: basisPoints,
        }),
      ),
      /** Default median over the prioritised one, in hundredths; null under ten of each. */
      ratio: z.int().nullable(),
    }),
    roles: ['owner', 'manager'],
    writes: false,
  }),
  'operations.answer': action({
    input: z.strictObject({ operationId, requestId: operationId, words }),
    output: supportRequestView,
    roles: ['owner', 'manager'],
    writes: true,
  }),
} as const
