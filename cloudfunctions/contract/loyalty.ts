import { z } from 'zod'
import { audience } from './audience'
import { benefitOffer } from './benefit-offers'
import { basisPoints, day, fen, shortText, slug } from './primitives'

/**
 * Points may be spent, growth decides the tier: two ledgers that never touch (M063, M064). Rules
 * hold for what is earned after their release; what was earned keeps the terms it was earned with
 * (L7), so its expiry and decay are written into the lot.
 */
export const pointsRules = z.strictObject({
  /** Points per whole yuan really paid, in hundredths: 100 is one point per yuan. Floored per receipt. */
  perYuanHundredths: z.int().min(1).max(10_000),
  /** Days after which earned points can be used: the time in which goods may be returned. */
  pendingDays: z.int().min(0).max(30),
  /** Months from the month of earning, to the end of that month; absent: they don't expire. */
  expireAfterMonths: z.int().min(3).max(60).optional(),
  /** At the till: fen that 100 points take off; absent: points are not taken at the till. */
  fenPer100: fen.min(1).max(10_000).optional(),
  /** Of a receipt's sum, at most this share by points. */
  mostBasisPoints: basisPoints.max(10_000),
  /** Daily check-in: points a day at the lowest tier; absent: none (M069). */
  checkIn: z
    .strictObject({
      points: z.int().min(1).max(1000),
      streakBonus: z
        .array(z.strictObject({ days: z.int().min(2).max(31), points: z.int().min(1).max(10_000) }))
        .max(5),
    })
    .optional(),
  /** Monthly after the last card's end, of bonus points only, as their terms said when they were given (M073, F11). */
  bonusDecay: z
    .strictObject({ keepBasisPoints: basisPoints.min(5000).max(9999), afterDays: z.int().min(0).max(366) })
    .optional(),
})
export type PointsRules = z.infer<typeof pointsRules>

export const tier = z.strictObject({
  id: slug,
  name: shortText,
  /** 0 for the lowest, without gaps. */
  rank: z.int().min(0).max(9),
  /** Growth within the window that leads up here; 0 for the lowest. */
  threshold: z.int().min(0).max(10_000_000),
  /** Growth within the tier's period that keeps it; not above the threshold. */
  keep: z.int().min(0).max(10_000_000),
  /** Points and check-ins are multiplied by this: 10000 is once (M069). */
  pointsBasisPoints: basisPoints.min(10_000).max(100_000),
  benefits: z.array(benefitOffer).max(30),
})
export type Tier = z.infer<typeof tier>

/** Published to everybody who meets the criteria, never chosen in secret (M068, L3). */
export const challenge = z.strictObject({
  id: slug,
  title: shortText,
  audience,
  from: day,
  through: day,
  /** Spend so much within so many days of joining it. */
  spend: fen.min(100),
  withinDays: z.int().min(1).max(90),
  reward: z.discriminatedUnion('kind', [
    /** The tier of this rank, for one whole period. */
    z.strictObject({ kind: z.literal('tier'), rank: z.int().min(1).max(9) }),
    z.strictObject({ kind: z.literal('growth'), growth: z.int().min(1).max(1_000_000) }),
    z.strictObject({ kind: z.literal('points'), points: z.int().min(1).max(1_000_000) }),
  ]),
})
export type Challenge = z.infer<typeof challenge>

/** 升级: growth of the window reaches the threshold. 保级: growth of the tier's period reaches `keep`. */
export const growthRules = z.strictObject({
  perYuanHundredths: z.int().min(1).max(10_000),
  window: z.enum(['rolling_12_months', 'calendar_year']),
  /** Months that a tier lasts once reached or kept. */
  tierMonths: z.int().min(6).max(24),
  /** one_down: one rank lower, for a whole period; balance_based: to where the window's growth leads (M070). */
  landing: z.enum(['one_down', 'balance_based']),
  /** A tier for ever after so many paid years of a card without a longer gap (M071). */
  permanence: z
    .strictObject({
      years: z.int().min(2).max(10),
      graceDays: z.int().min(0).max(60),
      rank: z.int().min(1).max(9),
    })
    .optional(),
  tiers: z.array(tier).min(1).max(10),
  challenges: z.array(challenge).max(20),
})
export type GrowthRules = z.infer<typeof growthRules>

/** Grow and unlock (M032): the reward is locked again if the count falls back and it wasn't used. */
export const badge = z.strictObject({
  id: slug,
  name: shortText,
  description: z.string().min(1).max(120),
  /** Completed orders, of a category if one is named. */
  orders: z.int().min(1).max(1000),
  categoryId: slug.optional(),
  audience,
  /** Absent: the badge alone. */
  rewardId: slug.optional(),
})
export type Badge = z.infer<typeof badge>

export const loyaltyProgramme = z.strictObject({
  points: pointsRules.optional(),
  growth: growthRules.optional(),
  badges: z.array(badge).max(30),
  /** Days in which goods may be brought back to the branch; 0: only the till's undo. */
  returnDays: z.int().min(0).max(30),
})
export type LoyaltyProgramme = z.infer<typeof loyaltyProgramme>
