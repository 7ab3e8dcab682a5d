import { isRefusal } from '../contract/refusals'
import { planSummary } from '../domain/plan-views'
import { forVisitors } from '../entry/handler'

export const plans = forVisitors('membership.plans', async (_input, { backend, now }) => {
  const release = await backend.releases.current(now)
  if (isRefusal(release)) return release
  const onSale = release.plans.flatMap((plan) => {
    const version = release.versions[plan.versionId]
    return plan.onSale && version ? [planSummary(plan, version, now)] : []
  })
  return { plans: onSale }
})
