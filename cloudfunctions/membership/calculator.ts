import { isRefusal, refuse } from '../contract/refusals'
import { calculatorItems, priceOf } from '../domain/plan-views'
import { forVisitors } from '../entry/handler'

export const calculator = forVisitors('membership.calculator', async ({ planId }, { backend, now }) => {
  const release = await backend.releases.current(now)
  if (isRefusal(release)) return release
  const plan = release.plans.find((candidate) => candidate.id === planId)
  const version = plan && release.versions[plan.versionId]
  if (!plan?.onSale || !version) return refuse('PLAN_UNAVAILABLE')
  return {
    planId,
    planName: version.terms.name,
    fee: priceOf(version, release, now),
    items: calculatorItems(version, release, now),
    typical: release.typical[planId] ?? null,
  }
})
