import { awaitsReward, badgeGrantId, grantBadgeReward } from '../domain/badges'
import type { Due } from '../domain/due'
import type { Scope } from '../entry/handler'
import { giveReward } from './give-reward'

type BadgeReward = Extract<Due, { kind: 'badge_reward' }>

/**
 * Gives the reward of an unlocked badge (M032). What the rules refuse gives nothing and ends it; an
 * exhausted stock waits for the owner, who sees it, and for who earned the reward: their badge says so.
 * @returns false when it has to be tried again
 */
export async function giveBadgeReward(due: BadgeReward, earnedAt: number, scope: Scope): Promise<boolean> {
  const { badgeId, rewardId, grantKey, memberId } = due
  const given = await giveReward(
    {
      ...{ memberId, earnedAt, rewardId, key: badgeGrantId(badgeId, grantKey) },
      command: 'renewal.badgeReward',
      input: { badgeId, rewardId, grantKey },
      awaits: (state) => awaitsReward(state, { badgeId, grantKey }),
      decide: (state, release) =>
        grantBadgeReward(state, { badgeId, rewardId, grantKey, release, now: scope.now }),
    },
    scope,
  )
  return given === 'done'
}
