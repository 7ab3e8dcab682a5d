import { z } from 'zod'
import { action } from './action'
import { admission } from './audience'
import { startedPayment } from './payment-views'
import { basisPoints, day, fen, instant, memberNumber, operationId, slug } from './primitives'
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

const pollView = z.strictObject({
  pollId: slug,
  question: z.string(),
  options: z.array(z.strictObject({ id: slug, label: z.string(), votes: z.int().nullable() })),
  through: day,
  /** Counts are shown once it is closed. */
  closed: z.boolean(),
  mine: slug.nullable(),
  admission,
})

export const drawView = z.strictObject({
  drawId: slug,
  title: z.string(),
  through: day,
  organiser: z.string(),
  prizes: z.array(
    z.strictObject({
      id: slug,
      title: z.string(),
      oddsPerMillion: z.int(),
      quantity: z.int(),
      left: z.int(),
      worth: fen,
    }),
  ),
  /** SHA-256 of the seed, in hex: public before the first chance. */
  seedHash: z.string(),
  /** The seed, once the last day is over: who likes recomputes each chance. */
  seed: z.string().nullable(),
  chancesLeft: z.int().min(0),
  admission,
  mine: z.array(z.strictObject({ chance: z.int(), at: instant, prize: z.string().nullable() })),
})

export const supportRequestView = z.strictObject({
  requestId: operationId,
  at: instant,
  words: z.string(),
  /** The promise that counted when it was asked. */
  promisedBy: instant,
  answer: z.string().nullable(),
  answeredAt: instant.nullable(),
  state: z.enum(['open', 'answered', 'closed']),
})

export const participationActions = {
  'points.activities': action({
    input: z.strictObject({}),
    output: z.strictObject({
      now: instant,
      flashSales: z.array(flashSaleView),
      polls: z.array(pollView),
      draws: z.array(drawView),
    }),
    roles: ['member'],
    writes: false,
  }),
  'points.vote': action({
    input: z.strictObject({ operationId, pollId: slug, optionId: slug }),
    output: pollView,
    roles: ['member'],
    writes: true,
  }),
  'points.draw': action({
    input: z.strictObject({ operationId, drawId: slug }),
    output: z.strictObject({
      chance: z.int(),
      roll: z.int(),
      prize: z.string().nullable(),
      voucher: voucherView.nullable(),
      chancesLeft: z.int(),
    }),
    roles: ['member'],
    writes: true,
  }),
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
  'membership.ask': action({
    input: z.strictObject({ operationId, words: z.string().min(2).max(500) }),
    output: supportRequestView,
    roles: ['member'],
    writes: true,
  }),
  'membership.questions': action({
    input: z.strictObject({}),
    output: z.strictObject({
      promiseMinutes: z.int().nullable(),
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
      /** Of the last 30 days, by tier: how long the first answer took (M079). */
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
    input: z.strictObject({ operationId, requestId: operationId, words: z.string().min(2).max(500) }),
    output: supportRequestView,
    roles: ['owner', 'manager'],
    writes: true,
  }),
  /** Votes by option and every chance of a draw by pseudonym: what an auditor recounts (M036, M078). */
  'operations.participation': action({
    input: z.strictObject({}),
    output: z.strictObject({
      polls: z.array(pollView.extend({ voters: z.int(), changes: z.int() })),
      draws: z.array(
        drawView
          .omit({ mine: true, chancesLeft: true, admission: true })
          .extend({ chances: z.int(), won: z.array(z.strictObject({ prizeId: slug, count: z.int() })) }),
      ),
    }),
    roles: ['owner'],
    writes: false,
  }),
} as const
