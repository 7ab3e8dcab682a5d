import { z } from 'zod'
import { action } from './action'
import { day, fen, fenSum, instant, longText, shortText } from './primitives'
import { refundQuoteView } from './refunds'

/**
 * The shop closes or moves (实施条例 22, L6): from its release on nothing prepaid is sold, every
 * holder is told, and what is given back is the shop's own cause (法释〔2025〕4号 18). Taken out of
 * the draft again, the shop goes on as before.
 */
export const closing = z.strictObject({
  /** The last day of business. */
  day,
  /** Why, and how holders get their money. */
  text: longText.max(300),
  /** Whom to call: name and number. */
  call: shortText,
})
export type Closing = z.infer<typeof closing>

/** As everybody reads it in the mini-program. */
export const closingNotice = closing.extend({
  /** Nothing prepaid is sold any more. */
  stopSales: z.boolean(),
  announcedOn: day,
})
export type ClosingNotice = z.infer<typeof closingNotice>

export const closingActions = {
  /** What each of the member's running orders gives back for the shop's cause; asked for with `payment.refund`. */
  'payment.closingQuotes': action({
    input: z.strictObject({}),
    output: z.strictObject({
      now: instant,
      closing: closingNotice.nullable(),
      quotes: z.array(refundQuoteView.extend({ title: z.string() })),
      /** Fen of all quotes. */
      total: fenSum,
    }),
    roles: ['member'],
    writes: false,
  }),
  /** How far the notice has come: who was found to hold something, and who was handed the message. */
  'operations.closing': action({
    input: z.strictObject({}),
    output: z.strictObject({
      asOf: instant,
      closing: closingNotice.nullable(),
      notice: z
        .strictObject({ told: z.int(), finished: z.boolean(), startedAt: instant.nullable() })
        .nullable(),
      /** What holders are owed in all: unused top-ups and unearned card fees. */
      owed: fen.nullable(),
    }),
    roles: ['owner'],
    writes: false,
  }),
} as const
