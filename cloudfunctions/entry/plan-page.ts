import type { Output } from '../contract'
import { termOf } from '../domain/family'
import { wouldRun } from '../domain/membership-run'
import { planOffers, type Viewing } from '../domain/plan-offers'
import { benefitViews, planPrices, planSummary } from '../domain/plan-views'
import { agreementReference, agreementsToBuy } from './views'

/** A plan's page, for a shopper as for the owner who looks at a draft: made in one place. */
export function planPage(viewing: Viewing): Output<'membership.plan'> {
  const { state, plan, version, release, now } = viewing
  return {
    ...planSummary(plan, version, now),
    benefits: benefitViews(version.terms, release),
    prices: planPrices(version, release, now),
    typical: release.typical[plan.id] ?? null,
    rules: version.terms.rules,
    agreements: agreementsToBuy(version, state, release).map(agreementReference),
    fulfilment: version.terms.fulfilment,
    offers: planOffers(viewing),
    wouldRun: wouldRun(state, termOf(plan.id, version.terms), now),
  }
}
