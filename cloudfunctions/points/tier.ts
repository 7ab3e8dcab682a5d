import { isRefusal } from '../contract/refusals'
import { emptyMember } from '../domain/new-member'
import { badgeViews, challengeViews, growthMonths, tierMatrix, tierView } from '../domain/tier-views'
import { forPersons } from '../entry/handler'

/** The tier with its two bars, what each tier has, challenges and badges: one read (M066-M076). */
export const tier = forPersons('points.tier', async (_input, { backend, memberId, now }) => {
  const release = await backend.releases.current(now)
  if (isRefusal(release)) return release
  const member = (await backend.ledger.readMembers([memberId])).get(memberId)
  const state = member?.state ?? emptyMember(memberId, '')
  return {
    now,
    tier: tierView(state, release, now),
    ...tierMatrix(release),
    challenges: challengeViews(state, release, now),
    badges: badgeViews(state, release),
    months: growthMonths(state, now),
  }
})
