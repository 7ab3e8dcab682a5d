import type { Challenge, GrowthRules } from '../contract/loyalty'
import { refuse } from '../contract/refusals'
import { admits } from './audience'
import { addDays, shanghaiDay, shanghaiMonth, startOfDay } from './calendar'
import type { Decision, Posting } from './decision'
import { growthPostings, withGrowth } from './growth'
import type { EarnedGrowth, GrowthFacts, JoinedChallenge } from './growth-account'
import type { MemberState } from './member'
import type { PointTerms } from './point-account'
import { earnPoints, takeBackPoints } from './points'
import type { Counting } from './receipt-effects'
import type { Release } from './release'
import { climbed, raised } from './tiers'

/**
 * A challenge is published with its criteria to everybody who meets them (M068, L3), and counts by
 * what was published when it was joined. Who wins gets its reward in the same commit; what comes
 * back afterwards takes the reward back.
 */

/** Promised for money spent: the points of a challenge neither expire nor decay. */
const REWARD_TERMS: PointTerms = { usableFrom: 0, expiresAt: null }

/** It may be lost again for so long after its end: goods come back. */
const KEPT_MS = 40 * 86_400_000

/**
 * Joins a challenge, once. Refuses JOIN_REQUIRED, CHALLENGE_CLOSED for one that isn't published, hasn't begun or is
 * over, ALREADY_CLAIMED, NOT_ADMITTED (detail: why).
 */
export function joinChallenge(
  state: MemberState,
  { challengeId, release, now }: { challengeId: string; release: Release; now: number },
): Decision<Extract<GrowthFacts, { kind: 'challenge_joined' }>> {
  if (state.joinedAt === null) return refuse('JOIN_REQUIRED')
  const challenge = release.loyalty?.growth?.challenges.find(({ id }) => id === challengeId)
  if (!challenge || !isOpen(challenge, now)) return refuse('CHALLENGE_CLOSED')
  if (state.growth.challenges.some((joined) => joined.challengeId === challengeId))
    return refuse('ALREADY_CLAIMED')
  const admission = admits(challenge.audience, state, release, now)
  if (!admission.admitted) return refuse('NOT_ADMITTED', { why: admission.why })
  const joined: JoinedChallenge = {
    challengeId,
    joinedAt: now,
    until: startOfDay(addDays(shanghaiDay(now), challenge.withinDays + 1)),
    closesAt: startOfDay(addDays(challenge.through, 1)),
    target: challenge.spend,
    reward: challenge.reward,
    spent: 0,
    wonAt: null,
  }
  return {
    ok: true,
    state: {
      ...state,
      growth: { ...state.growth, challenges: [...keptChallenges(state.growth.challenges, now), joined] },
    },
    postings: [],
    facts: { kind: 'challenge_joined', challengeId, until: joined.until, target: joined.target, at: now },
    due: [],
  }
}

export function isOpen({ from, through }: Pick<Challenge, 'from' | 'through'>, now: number): boolean {
  const today = shanghaiDay(now)
  return from <= today && today <= through
}

/** What a receipt adds to the challenges that run, and the rewards of those that it wins. */
export function challengesCounted(
  state: MemberState,
  { receipt, now }: Counting,
  rules: GrowthRules,
): { state: MemberState; postings: Posting[]; marks: Pick<EarnedGrowth, 'challenges' | 'won'> } {
  const running = state.growth.challenges.filter(({ joinedAt, until }) => joinedAt <= now && now < until)
  if (running.length === 0) return { state, postings: [], marks: {} }
  let current = state
  const postings: Posting[] = []
  const won: string[] = []
  for (const joined of running) {
    const spent = joined.spent + receipt.paid
    const wins = joined.wonAt === null && spent >= joined.target
    current = withJoined(current, { ...joined, spent, wonAt: wins ? now : joined.wonAt })
    if (!wins) continue
    won.push(joined.challengeId)
    const rewarded = withReward(current, joined, rules, now)
    current = rewarded.state
    postings.push(...rewarded.postings)
  }
  const challenges = running.map(({ challengeId }) => challengeId)
  return { state: current, postings, marks: { challenges, ...(won.length > 0 ? { won } : {}) } }
}

function withReward(
  state: MemberState,
  { challengeId, reward }: JoinedChallenge,
  rules: GrowthRules,
  now: number,
): { state: MemberState; postings: readonly Posting[] } {
  switch (reward.kind) {
    case 'points':
      return earnPoints(state, { points: reward.points, reason: 'challenge', terms: REWARD_TERMS, now })
    case 'growth': {
      const month = shanghaiMonth(now)
      const growth = withGrowth(state.growth, month, reward.growth)
      return {
        state: { ...state, growth: climbed(growth, rules, { since: now, by: 'growth' }) },
        postings: growthPostings(month, reward.growth),
      }
    }
    case 'tier': {
      const tier = rules.tiers.find(({ rank }) => rank === reward.rank)
      if (!tier) return { state, postings: [] }
      const growth = raised(state.growth, tier, rules, { since: now, by: 'challenge' })
      const lifted = growth.tier !== state.growth.tier && growth.tier
      return {
        state: { ...state, growth: lifted ? { ...growth, tier: { ...lifted, challengeId } } : growth },
        postings: [],
      }
    }
  }
}

/**
 * What came back is no longer spent; a challenge that was won with it is not won any more, and its
 * growth or points go back. A tier that it gave is the caller's to take off (`lost`).
 */
export function challengesTakenBack(
  state: MemberState,
  { challenges, paid, now }: { challenges: readonly string[]; paid: number; now: number },
): { state: MemberState; postings: Posting[]; lost: string[] } {
  let current = state
  const postings: Posting[] = []
  const lost: string[] = []
  for (const joined of state.growth.challenges.filter(({ challengeId }) =>
    challenges.includes(challengeId),
  )) {
    const spent = joined.spent - paid
    const loses = joined.wonAt !== null && spent < joined.target
    current = withJoined(current, { ...joined, spent, wonAt: loses ? null : joined.wonAt })
    if (!loses) continue
    lost.push(joined.challengeId)
    const without = withoutReward(current, joined, now)
    current = without.state
    postings.push(...without.postings)
  }
  return { state: current, postings, lost }
}

function withoutReward(
  state: MemberState,
  { reward, wonAt }: JoinedChallenge,
  now: number,
): { state: MemberState; postings: readonly Posting[] } {
  if (reward.kind === 'points')
    return takeBackPoints(state, { points: reward.points, terms: REWARD_TERMS, now })
  if (reward.kind === 'tier' || wonAt === null) return { state, postings: [] }
  const month = shanghaiMonth(wonAt)
  return {
    state: { ...state, growth: withGrowth(state.growth, month, -reward.growth) },
    postings: growthPostings(month, -reward.growth),
  }
}

function withJoined(state: MemberState, joined: JoinedChallenge): MemberState {
  return {
    ...state,
    growth: {
      ...state.growth,
      challenges: state.growth.challenges.map((one) =>
        one.challengeId === joined.challengeId ? joined : one,
      ),
    },
  }
}

/** Challenges leave once nobody can join them anew and nothing can come back. */
export function keptChallenges(challenges: readonly JoinedChallenge[], now: number): JoinedChallenge[] {
  return challenges.filter(({ until, closesAt }) => Math.max(until, closesAt) + KEPT_MS > now)
}
