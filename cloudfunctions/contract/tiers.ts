import { z } from 'zod'
import { action } from './action'
import { admission } from './audience'
import { day, fen, instant, month, operationId, shortText, slug } from './primitives'

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
export type TierBar = z.infer<typeof tierBar>

export const challengeView = z.strictObject({
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

export const tierActions = {
  'points.tier': action({
    input: z.strictObject({}),
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
          /** It is unlocked, and of its reward nothing is left at present. */
          rewardWaits: z.string().optional(),
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
