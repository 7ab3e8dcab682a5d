import type { Challenge, GrowthRules } from '../contract/loyalty'

/** Growth decides the tier and can't be spent (M064). */
export interface GrowthAccount {
  /** Growth by the month in which it was earned; what was taken back counts in the month it was earned. */
  byMonth: Record<string, number>
  /** When growth leaves, as it was told when it was earned (M072); null: none was earned. */
  window: GrowthRules['window'] | null
  /** Null: the lowest tier. */
  tier: HeldTier | null
  /** A tier for ever, which no later rule takes away (M071, L7). */
  permanent: { rank: number; tierId: string; since: number } | null
  /** Paid time of cards that is over, without a longer gap: what permanence is made of (M071). */
  loyal: LoyalTime | null
  challenges: JoinedChallenge[]
  badges: BadgeCount[]
  told: ToldOfGrowth
}

/**
 * [since, until): kept or left at `until`, by what the period's growth is then (M070). What decides
 * it is written down when the period begins, so that no later rule makes it harder (L7).
 */
export interface HeldTier {
  tierId: string
  rank: number
  since: number
  until: number
  /** What it was reached by: shown to the member and to auditors (L3). */
  by: 'growth' | 'challenge' | 'kept' | 'landing'
  challengeId?: string
  /** Growth that led up here. */
  threshold: number
  /** Growth within the period that keeps it, and how it lands otherwise. */
  keep: number
  landing: GrowthRules['landing']
  /** Earned since it was reached; what reached it isn't counted again. */
  earned: number
  /** What was held before, for as long as goods that led here may come back. */
  former?: HeldTier | null
}

/** Half-open [since, through), of which so many ms were paid for. */
export interface LoyalTime {
  since: number
  through: number
  paid: number
}

export interface ToldOfGrowth {
  /** The end of the tier's period of which the member was warned. */
  keep: number | null
  /** Resets whose announcement was due up to here were announced. Epoch ms. */
  through: number
}

/** As it was published when the member joined it (L7). */
export interface JoinedChallenge {
  challengeId: string
  joinedAt: number
  until: number
  /** When nobody can join it any more. Epoch ms. */
  closesAt: number
  /** Fen to spend until then. */
  target: number
  reward: Challenge['reward']
  /** Fen spent since, less what came back. */
  spent: number
  wonAt: number | null
}

/** Completed orders towards a badge (M032). */
export interface BadgeCount {
  badgeId: string
  orders: number
  unlockedAt: number | null
  /** So many orders unlocked it; null while it is locked. */
  of: number | null
  /** What was unlocked under this key gets its reward once; null where there is none. */
  grantKey: string | null
  /** The voucher or lot of its reward, once given. */
  rewardKey: string | null
}

/** What one receipt led to, frozen in it: the way back takes exactly this. */
export interface EarnedGrowth {
  growth: number
  /** The beginning of the tier's period that it counts for; absent: no tier was held. */
  tierSince?: number
  /** The tier that it led up to. */
  reached?: { tierId: string; rank: number; name: string }
  challenges?: string[]
  won?: string[]
  badges?: string[]
}

export const EMPTY_GROWTH: GrowthAccount = {
  byMonth: {},
  window: null,
  tier: null,
  permanent: null,
  loyal: null,
  challenges: [],
  badges: [],
  told: { keep: null, through: 0 },
}

export type GrowthFacts =
  | {
      kind: 'tier'
      from: number
      to: number
      by: HeldTier['by'] | 'permanence'
      growth: number
      at: number
    }
  | { kind: 'challenge_joined'; challengeId: string; until: number; target: number; at: number }
  | {
      kind: 'growth_told'
      told: { notice: 'tier_keep' | 'growth_reset'; growth: number; day: string }[]
      at: number
    }
  | { kind: 'badge_reward'; badgeId: string; rewardKey: string | null; at: number }
  | { kind: 'card_years'; paidDays: number; permanent: number | null; at: number }
