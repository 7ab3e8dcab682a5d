import type { MemberState } from './member'
import type { Claim } from './voucher'

/** How often this member had something that is limited for each member (M030, M033, M057, M078). */
export function claimed({ claims }: Pick<MemberState, 'claims'>, key: string): number {
  return claims.find((claim) => claim.key === key)?.count ?? 0
}

/** Counts so many more, or less when they are given back. */
export function withClaim(
  claims: readonly Claim[],
  key: string,
  { by, until }: { by: number; until: number | null },
): Claim[] {
  const count = (claims.find((claim) => claim.key === key)?.count ?? 0) + by
  const others = claims.filter((claim) => claim.key !== key)
  return count > 0 ? [...others, { key, count, until }] : others
}

export function keptClaims({ claims }: Pick<MemberState, 'claims'>, now: number): Claim[] {
  return claims.filter(({ until }) => until === null || until > now)
}

/** Two people who turn out to be one had each their own share (M062). */
export function mergedClaims(one: readonly Claim[], other: readonly Claim[]): Claim[] {
  return other.reduce<Claim[]>(
    (claims, { key, count, until }) => {
      const before = claims.find((claim) => claim.key === key)
      if (!before) return [...claims, { key, count, until }]
      return claims.map((claim) => (claim.key === key ? { ...claim, count: claim.count + count } : claim))
    },
    [...one],
  )
}
