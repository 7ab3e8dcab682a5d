import { isRefusal } from '../contract/refusals'
import { rewardsAwaited } from '../domain/badges'
import { emptyMember } from '../domain/new-member'
import { rewardStock } from '../domain/rewards'
import { badgeViews, challengeViews, growthMonths, tierMatrix, tierView } from '../domain/tier-views'
import { forPersons } from '../entry/handler'

/** The tier with its two bars, what each tier has, challenges and badges: one read, and one more where a badge's reward is awaited (M066-M076). */
export const tier = forPersons('points.tier', async (_input, { backend, memberId, now }) => {
  const release = await backend.releases.current(now)
  if (isRefusal(release)) return release
  const member = (await backend.ledger.readMembers([memberId])).get(memberId)
  const state = member?.state ?? emptyMember(memberId, '')
  const awaited = rewardsAwaited(state, release)
  const left = awaited.length > 0 ? await backend.stock.left(awaited.map(rewardStock)) : null
  const exhausted = new Set(awaited.filter((rewardId) => left?.get(rewardStock(rewardId)) === 0))
  return {
    now,
    tier: tierView(state, release, now),
    ...tierMatrix(release),
    challenges: challengeViews(state, release, now),
    badges: badgeViews(state, release, exhausted),
    months: growthMonths(state, now),
  }
})
