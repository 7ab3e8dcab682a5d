import { isRefusal, refuse } from '../contract/refusals'
import { termOf } from '../domain/family'
import { wouldRun } from '../domain/membership-run'
import { benefitViews, planPrices, planSummary } from '../domain/plan-views'
import { emptyMember } from '../domain/new-member'
import { forVisitors } from '../entry/handler'
import { agreementReference, agreementsOf } from '../entry/views'

export const plan = forVisitors('membership.plan', async ({ planId }, { backend, memberId, now }) => {
  const release = await backend.releases.current(now)
  if (isRefusal(release)) return release
  const found = release.plans.find((candidate) => candidate.id === planId)
  const version = found && release.versions[found.versionId]
  if (!found?.onSale || !version) return refuse('PLAN_UNAVAILABLE')
  const documents = memberId ? await backend.ledger.readMembers([memberId]) : null
  const state = (memberId && documents?.get(memberId)?.state) || emptyMember('', '')
  return {
    ...planSummary(found, version, now),
    benefits: benefitViews(version.terms, release),
    prices: planPrices(version, release, now),
    typical: release.typical[planId] ?? null,
    rules: version.terms.rules,
    agreements: agreementsOf(version, release).map(agreementReference),
    fulfilment: version.terms.fulfilment,
    wouldRun: wouldRun(state, termOf(planId, version.terms), now),
  }
})
