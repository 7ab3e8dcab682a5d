import type { Input } from '../../cloudfunctions/contract'
import type { CatalogueDraft } from '../../cloudfunctions/contract/catalogue'
import type { tierActions } from '../../cloudfunctions/contract/tiers'
import type { Stage } from './sample-stage'

type TierAction = keyof typeof tierActions

/** As many as a draft may have: each member joins each once. */
const CHALLENGES = 20

/** Two tiers and challenges that go on for ever. */
export function withTiers(draft: CatalogueDraft): CatalogueDraft {
  const tier = (rank: number, id: string, name: string, threshold: number) => ({
    id,
    name,
    rank,
    threshold,
    keep: threshold,
    pointsBasisPoints: 10_000 + rank * 2500,
    benefits: [],
  })
  return {
    ...draft,
    loyalty: {
      badges: [],
      returnDays: 0,
      ...draft.loyalty,
      growth: draft.loyalty?.growth ?? {
        perYuanHundredths: 100,
        window: 'rolling_12_months',
        tierMonths: 12,
        landing: 'one_down',
        tiers: [tier(0, 'putong', '普通会员', 0), tier(1, 'huangjin', '黄金会员', 1000)],
        challenges: Array.from({ length: CHALLENGES }, (_, index) => ({
          id: `tiaozhan-${index}`,
          title: `第${index + 1}期冲刺挑战`,
          audience: {},
          from: '2027-01-01',
          through: '2036-12-31',
          spend: 100_000,
          withinDays: 30,
          reward: { kind: 'tier' as const, rank: 1 },
        })),
      },
    },
  }
}

/** Valid inputs of what has to do with tiers. */
export const TIER_SAMPLES: {
  readonly [A in TierAction]: (stage: Stage, caller: string) => Promise<Input<A>>
} = {
  'points.tier': async () => ({}),
  'points.joinChallenge': async ({ shop }, caller) => {
    const { challenges } = await shop.call(caller, 'points.tier', {})
    const open = challenges.find(({ state }) => state === 'open') ?? challenges[0]
    return { operationId: shop.operationId(), challengeId: open?.challengeId ?? 'tiaozhan-0' }
  },
}
