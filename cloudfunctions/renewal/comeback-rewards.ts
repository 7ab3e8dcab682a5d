import { grantComebackReward } from '../domain/comeback-gift'
import type { Due } from '../domain/due'
import type { Scope } from '../entry/handler'
import { giveReward } from './give-reward'

type ComebackReward = Extract<Due, { kind: 'comeback_reward' }>

/**
 * Gives the voucher of a comeback gift (M096). What the rules refuse, and what has run out, gives
 * nothing and ends it.
 * @returns false when it has to be tried again
 */
export async function giveComebackReward(
  due: ComebackReward,
  earnedAt: number,
  scope: Scope,
): Promise<boolean> {
  const { giftId, rewardId, key, memberId } = due
  const given = await giveReward(
    {
      ...{ memberId, earnedAt, rewardId, key },
      command: 'renewal.comebackReward',
      input: { giftId, rewardId },
      decide: (state, release) =>
        grantComebackReward(state, { giftId, rewardId, key, release, now: scope.now }),
    },
    scope,
  )
  return given !== 'later'
}
