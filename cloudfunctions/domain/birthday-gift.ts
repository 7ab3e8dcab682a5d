import { refuse } from '../contract/refusals'
import type { Reward } from '../contract/rewards'
import type { BenefitFacts } from './benefit-account'
import { walletIsFull } from './coupon-issue'
import type { Decision } from './decision'
import type { Release } from './release'
import { giveReward, rewardStock } from './rewards'

type UseDecision = Decision<Extract<BenefitFacts, { kind: 'benefit_use' }>>

/** What a birthday's benefit gives (M037); null where it has left the catalogue. */
export function birthdayReward(release: Pick<Release, 'participation'>, rewardId: string): Reward | null {
  return release.participation?.rewards.find(({ id }) => id === rewardId) ?? null
}

/** The product that a gift's worth is read off; none for a service or a coupon. */
export function productOfGift(reward: Reward | null): string | undefined {
  return reward?.gives.kind === 'goods' ? reward.gives.productId : undefined
}

/**
 * Puts the coupon of a birthday into the wallet, in the commit that counts the gift; goods and
 * services are handed over there and then. Refuses BENEFIT_UNAVAILABLE while the wallet is full or
 * where the coupon is no more.
 */
export function withBirthdayCoupon(
  decision: UseDecision,
  reward: Reward | null,
  { release, now }: { release: Release; now: number },
): UseDecision {
  if (!decision.ok || reward?.gives.kind !== 'coupon') return decision
  if (walletIsFull(decision.state, now))
    return refuse('BENEFIT_UNAVAILABLE', { reason: '券包已满,用掉一些再领' })
  const { useId } = decision.facts.use
  const given = giveReward(decision.state, {
    key: useId,
    reward,
    source: 'birthday',
    stock: rewardStock(reward.id),
    holdKey: useId,
    release,
    now,
  })
  if (!given) return refuse('BENEFIT_UNAVAILABLE')
  return { ...decision, state: given.state, postings: [...decision.postings, ...given.postings] }
}
