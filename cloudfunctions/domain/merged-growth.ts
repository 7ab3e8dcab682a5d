import type { BadgeCount, GrowthAccount, HeldTier, JoinedChallenge, LoyalTime } from './growth-account'

/** Two people's growth is one person's (M062): months and counts add, the higher tier stays. */
export function mergedGrowth(own: GrowthAccount, carried: GrowthAccount): GrowthAccount {
  return {
    byMonth: addedMonths(own.byMonth, carried.byMonth),
    // What may stay twelve months for one of them may for the person (L7).
    window: [own.window, carried.window].includes('rolling_12_months')
      ? 'rolling_12_months'
      : (own.window ?? carried.window),
    tier: higherTier(own.tier, carried.tier),
    permanent: higher(own.permanent, carried.permanent),
    loyal: longer(own.loyal, carried.loyal),
    challenges: joinedOnce(own.challenges, carried.challenges),
    badges: addedBadges(own.badges, carried.badges),
    told: {
      keep: null,
      // Rather told twice than never.
      through: Math.min(own.told.through, carried.told.through),
    },
  }
}

function addedMonths(one: Record<string, number>, other: Record<string, number>): Record<string, number> {
  const sums = { ...one }
  for (const [month, growth] of Object.entries(other)) sums[month] = (sums[month] ?? 0) + growth
  return Object.fromEntries(Object.entries(sums).filter(([, growth]) => growth !== 0))
}

/** Of two of one rank the one that holds longer; both periods' growth keeps it. */
function higherTier(one: HeldTier | null, other: HeldTier | null): HeldTier | null {
  const best = higher(one, other)
  if (!best || !one || !other) return best
  const later = one.rank === other.rank && other.until > one.until ? other : best
  return { ...later, earned: one.earned + other.earned }
}

function higher<T extends { rank: number }>(one: T | null, other: T | null): T | null {
  if (!one || !other) return one ?? other
  return other.rank > one.rank ? other : one
}

function longer(one: LoyalTime | null, other: LoyalTime | null): LoyalTime | null {
  if (!one || !other) return one ?? other
  return other.paid > one.paid ? other : one
}

/** One person joins a challenge once: what was won stays, else what got further. */
function joinedOnce(one: readonly JoinedChallenge[], other: readonly JoinedChallenge[]): JoinedChallenge[] {
  const joined = new Map(one.map((challenge) => [challenge.challengeId, challenge]))
  for (const challenge of other) {
    const known = joined.get(challenge.challengeId)
    const further =
      !known || (known.wonAt === null && (challenge.wonAt !== null || challenge.spent > known.spent))
    if (further) joined.set(challenge.challengeId, challenge)
  }
  return [...joined.values()]
}

function addedBadges(one: readonly BadgeCount[], other: readonly BadgeCount[]): BadgeCount[] {
  const badges = new Map(one.map((badge) => [badge.badgeId, badge]))
  for (const badge of other) {
    const known = badges.get(badge.badgeId)
    badges.set(
      badge.badgeId,
      known
        ? {
            ...(known.unlockedAt === null ? badge : known),
            orders: known.orders + badge.orders,
          }
        : badge,
    )
  }
  return [...badges.values()]
}
