import { z } from 'zod'
import { action } from './action'
import { admission } from './audience'
import { basisPoints, day, fen, instant, month, operationId, shortText, slug } from './primitives'
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

export const tierBar = z.strictObject({
  kind: z.enum(['upgrade', 'keep']),
  tierName: shortText,
  growth: z.int().min(0),
  target: z.int().min(0),
  missing: z.int().min(0),
  /** Fen that would earn the rest: F12; null where growth comes from nothing that is bought. */
  missingSpend: fen.nullable(),
  by: day,
  rule: z.string(),
})

export const tierView = z.strictObject({
  tierId: slug,
  name: shortText,
  rank: z.int(),
  since: day.nullable(),
  /** Null: the lowest, or for ever. */
  through: day.nullable(),
  permanent: z.boolean(),
  growth: z.int().min(0),
  /** 升级 and 保级; the top has 保级 only, the lowest 升级 only. */
  bars: z.array(tierBar).max(2),
  /** What leaves the window next, announced 30 and 7 days before (M072). */
  reset: z.strictObject({ on: day, growth: z.int().min(0) }).nullable(),
})
export type TierView = z.infer<typeof tierView>

const challengeView = z.strictObject({
  challengeId: slug,
  title: z.string(),
  through: day,
  spend: fen,
  withinDays: z.int(),
  reward: z.string(),
  admission,
  state: z.enum(['open', 'joined', 'won', 'missed']),
  spent: fen,
  until: day.nullable(),
})

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
  'points.tier': action({
    input: nothing,
    output: z.strictObject({
      now: instant,
      tier: tierView.nullable(),
      /** The matrix: tiers by rank, and for each benefit which of them has it and what it says there. */
      tiers: z.array(
        z.strictObject({ tierId: slug, name: shortText, rank: z.int(), threshold: z.int(), keep: z.int() }),
      ),
      matrix: z.array(z.strictObject({ title: z.string(), cells: z.array(z.string().nullable()) })),
      challenges: z.array(challengeView),
      badges: z.array(
        z.strictObject({
          badgeId: slug,
          name: z.string(),
          description: z.string(),
          count: z.int(),
          of: z.int(),
          unlockedOn: day.nullable(),
          reward: z.string().nullable(),
        }),
      ),
      months: z.array(z.strictObject({ month, growth: z.int() })).max(13),
    }),
    roles: ['member'],
    writes: false,
  }),
  'points.joinChallenge': action({
    input: z.strictObject({ operationId, challengeId: slug }),
    output: challengeView,
    roles: ['member'],
    writes: true,
  }),
} as const
