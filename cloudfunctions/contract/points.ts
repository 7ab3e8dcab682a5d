import { z } from 'zod'
import { action } from './action'
import { admission } from './audience'
import { basisPoints, day, fen, instant, operationId, slug } from './primitives'
import { voucherView } from './vouchers'

const nothing = z.strictObject({})

/** What can be spent, what comes, what ends: all from the same lots. */
export const pointsView = z.strictObject({
  available: z.int().min(0),
  /** Earned, usable once goods can't come back any more. */
  pending: z.array(z.strictObject({ points: z.int().min(1), usableOn: day })),
  /** What the next points pay first: left over from goods that came back after their points were spent. */
  debt: z.int().min(0),
  /** The months in which something expires, the soonest first. */
  expiring: z.array(z.strictObject({ through: day, points: z.int().min(1) })),
  /** How points are earned, expire and decay, in words. */
  rules: z.array(z.string()),
})

export const pointsRow = z.strictObject({
  at: instant,
  kind: z.enum([
    'earned',
    'check_in',
    'challenge',
    'prize',
    'referral',
    'spent',
    'redeemed',
    'returned',
    'taken_back',
    'expired',
    'decayed',
    'debt_paid',
  ]),
  title: z.string(),
  points: z.int(),
})

export const rewardView = z.strictObject({
  rewardId: slug,
  title: z.string(),
  detail: z.string(),
  photo: z.string(),
  kind: z.enum(['goods', 'service', 'coupon']),
  points: z.int().min(0),
  /** The live price of the same thing, only if it is sold. */
  worth: fen.nullable(),
  left: z.int().min(0),
  perMember: z.int(),
  had: z.int(),
  through: day,
  admission,
  /** Null when it can be had now; else why not, in words. */
  why: z.string().nullable(),
})
export type RewardView = z.infer<typeof rewardView>

export const pointsActions = {
  'points.home': action({
    input: nothing,
    output: z.strictObject({
      now: instant,
      points: pointsView.nullable(),
      checkIn: z
        .strictObject({
          doneToday: z.boolean(),
          streak: z.int().min(0),
          points: z.int().min(1),
          multiplier: basisPoints,
          nextBonus: z.strictObject({ days: z.int(), points: z.int() }).nullable(),
        })
        .nullable(),
      rewards: z.array(rewardView),
      vouchers: z.array(voucherView),
    }),
    roles: ['member'],
    writes: false,
  }),
  'points.records': action({
    input: z.strictObject({ before: instant.optional() }),
    output: z.strictObject({ rows: z.array(pointsRow).max(30), next: instant.nullable() }),
    roles: ['member'],
    writes: false,
  }),
  'points.checkIn': action({
    input: z.strictObject({ operationId }),
    output: z.strictObject({
      day,
      points: z.int().min(1),
      streak: z.int().min(1),
      available: z.int().min(0),
    }),
    roles: ['member'],
    writes: true,
  }),
} as const

export const rewardActions = {
  /** Points, stock and voucher in one: all or nothing (M060). `points` is what was shown. */
  'points.redeem': action({
    input: z.strictObject({ operationId, rewardId: slug, points: z.int().min(0) }),
    output: z.strictObject({
      voucher: voucherView.nullable(),
      couponLotId: z.string().nullable(),
      available: z.int().min(0),
    }),
    roles: ['member'],
    writes: true,
  }),
  /** Gives an unused voucher back: its points return to the lots that they came from. */
  'points.cancelVoucher': action({
    input: z.strictObject({ operationId, voucherId: z.string().min(1).max(80) }),
    output: z.strictObject({ voucher: voucherView, points: z.int().min(0), expired: z.int().min(0) }),
    roles: ['member'],
    writes: true,
  }),
} as const
