import { forStaff } from '../entry/handler'

/** What a member was advised, with its digest worked out anew from what was kept (M112). */
export const adviserEvidence = forStaff('operations.adviserEvidence', {
  branch: () => null,
  prepare: () => ({ memberIds: [], prepared: null }),
  async run({ memberNumber }, { backend }) {
    const found = await backend.advices.of(memberNumber)
    return {
      advices: found.map(({ kept, intact }) => ({
        id: kept._id,
        at: kept.at,
        digest: kept.digest,
        intact,
        orders: kept.advice.orders,
        from: kept.advice.from,
        through: kept.advice.through,
        advisesBuying: kept.advice.recommendation.planId !== null,
        title: kept.advice.recommendation.title,
        reason: kept.advice.recommendation.reason,
        plans: kept.advice.plans.map(({ name, fee, saved, expected, net }) => ({
          name,
          fee,
          saved,
          expected,
          net,
        })),
      })),
    }
  },
})
