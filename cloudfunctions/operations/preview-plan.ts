import { refuse } from '../contract/refusals'
import { assembleRelease } from '../domain/catalogue'
import { draftProblems } from '../domain/draft-checks'
import { emptyMember } from '../domain/new-member'
import { planAdvice, planEconomics } from '../domain/plan-economics'
import { benefitCosts } from '../domain/programme-costs'
import { planPrice } from '../domain/purchase-options'
import { forStaff } from '../entry/handler'
import { planPage } from '../entry/plan-page'
import { textDigest } from '../ledger/digest'

/** The page of a plan that isn't published yet, made by the same rules as the shopper's own. */
export const previewPlan = forStaff('operations.previewPlan', {
  branch: () => null,
  prepare: () => ({ memberIds: [], prepared: null }),
  async run({ planId, draft: edited }, { backend, now }) {
    const previous = (await backend.releases.latest(now))?.release ?? null
    const index = edited.plans.findIndex(({ id }) => id === planId)
    if (index === -1) return refuse('NOT_FOUND')
    // A card that isn't sold yet is looked at as if it were.
    const plans = edited.plans.map((plan) => (plan.id === planId ? { ...plan, onSale: true } : plan))
    const draft = { ...edited, plans }
    const { release } = assembleRelease(previous, draft, now, textDigest)
    const plan = release.plans.find(({ id }) => id === planId)
    const version = plan && release.versions[plan.versionId]
    if (!plan || !version) throw new Error('the release holds the plan that was put into it')

    const path = `plans.${index}`
    const fee = planPrice({ plan, now })
    const problems = draftProblems(draft, { previous, now }).filter(
      (problem) => problem.path.startsWith(`${path}.`) || problem.path.startsWith('settings.'),
    )
    return {
      plan: planPage({
        state: emptyMember('', ''),
        known: false,
        plan,
        version,
        release,
        now,
        giftsLeft: new Map(),
        perksLeft: new Map(),
      }),
      problems: [...problems, ...planAdvice(version.terms, { release, fee, at: `${path}.terms`, now })],
      economics: planEconomics(version.terms, fee),
      benefitCosts: benefitCosts(version.terms.benefits ?? [], draft),
    }
  },
})
