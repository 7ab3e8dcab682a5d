import type { MemberState } from './member'

/**
 * The rank that a member holds at an instant: 0 is the lowest. A permanent one counts for ever
 * (M071); one whose period is over counts until it has landed, which may be a minute later.
 */
export function rankAt({ growth }: Pick<MemberState, 'growth'>, now: number): number {
  const held = growth.tier && growth.tier.since <= now ? growth.tier.rank : 0
  return Math.max(held, growth.permanent?.rank ?? 0)
}
