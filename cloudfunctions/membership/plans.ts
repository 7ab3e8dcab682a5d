import { isRefusal } from '../contract/refusals'
import { planSummaries } from '../domain/plan-views'
import { forVisitors } from '../entry/handler'

export const plans = forVisitors('membership.plans', async (_input, { backend, now }) => {
  const release = await backend.releases.current(now)
  if (isRefusal(release)) return release
  return { plans: planSummaries(release, now) }
})
