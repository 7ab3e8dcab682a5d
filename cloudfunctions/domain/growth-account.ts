/** Growth decides the tier and can't be spent (M064). */
export interface GrowthAccount {
  /** Growth by the month in which it was earned; what was taken back counts in the month it was earned. */
  byMonth: Record<string, number>
  /** Null: the lowest tier. */
  tier: HeldTier | null
  /** A tier for ever, which no later rule takes away (M071, L7). */
  permanent: { rank: number; tierId: string; since: number } | null
  challenges: JoinedChallenge[]
  badges: BadgeCount[]
}

/** [since, until): kept or left at `until`, by what the period's growth is then (M070). */
export interface HeldTier {
  tierId: string
  rank: number
  since: number
  until: number
  /** What it was reached by: shown to the member and to auditors (L3). */
  by: 'growth' | 'challenge' | 'kept' | 'landing'
}

export interface JoinedChallenge {
  challengeId: string
  joinedAt: number
  until: number
  /** Fen spent since, less what came back. */
  spent: number
  wonAt: number | null
}

/** Completed orders towards a badge (M032). */
export interface BadgeCount {
  badgeId: string
  orders: number
  unlockedAt: number | null
  /** The voucher or lot of its reward, once given. */
  rewardKey: string | null
}

export const EMPTY_GROWTH: GrowthAccount = {
  byMonth: {},
  tier: null,
  permanent: null,
  challenges: [],
  badges: [],
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
  | { kind: 'challenge_joined'; challengeId: string; until: number; at: number }
