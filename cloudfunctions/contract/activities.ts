import { z } from 'zod'
import { action } from './action'
import { admission } from './audience'
import { flashSaleView } from './flash-sales'
import { day, fen, instant, operationId, slug } from './primitives'
import { voucherView } from './vouchers'

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
  closed: z.boolean(),
  /** SHA-256 of the seed, in hex: public before the first chance. */
  seedHash: z.string(),
  /** The seed, once the last day is over: who likes recomputes each chance. */
  seed: z.string().nullable(),
  chancesLeft: z.int().min(0),
  admission,
  mine: z.array(z.strictObject({ chance: z.int(), at: instant, prize: z.string().nullable() })),
})

export const activityActions = {
  'points.activities': action({
    input: z.strictObject({}),
    output: z.strictObject({
      now: instant,
      flashSales: z.array(flashSaleView),
      polls: z.array(pollView),
      draws: z.array(drawView),
      /** Bought or won here, and still to be picked up. */
      vouchers: z.array(voucherView),
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
