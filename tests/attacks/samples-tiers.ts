import type { Input } from '../../cloudfunctions/contract'
import type { CatalogueDraft } from '../../cloudfunctions/contract/catalogue'
import type { supportActions } from '../../cloudfunctions/contract/support'
import type { tierActions } from '../../cloudfunctions/contract/tiers'
import type { Shop } from '../shop'
import type { Stage } from './sample-stage'

type TierAction = keyof typeof tierActions | keyof typeof supportActions

/** As many as a draft may have: each member joins each once. */
const CHALLENGES = 20

/** Two tiers, challenges that go on for ever, and questions that are answered. */
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
    participation: {
      ...{ rewards: [], flashSales: [], polls: [], draws: [] },
      ...draft.participation,
      support: draft.participation?.support ?? {
        defaultMinutes: 60,
        byTier: [{ tierAtLeast: 1, minutes: 20 }],
      },
    },
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

/** Valid inputs of what has to do with tiers and questions. */
export const TIER_SAMPLES: {
  readonly [A in TierAction]: (stage: Stage, caller: string) => Promise<Input<A>>
} = {
  'points.tier': async () => ({}),
  'points.joinChallenge': async ({ shop }, caller) => {
    const { challenges } = await shop.call(memberOr(caller), 'points.tier', {})
    const open = challenges.find(({ state }) => state === 'open') ?? challenges[0]
    return { operationId: shop.operationId(), challengeId: open?.challengeId ?? 'tiaozhan-0' }
  },
  'membership.ask': async ({ shop }, caller) => {
    await answerAll(shop, memberOr(caller))
    return { operationId: shop.operationId(), words: '明天上午可以预约吗' }
  },
  'membership.questions': async () => ({}),
  'operations.questions': async () => ({}),
  'operations.answer': async ({ shop }) => {
    await answerAll(shop, 'lin')
    const requestId = shop.operationId()
    await shop.call('lin', 'membership.ask', { operationId: requestId, words: '明天上午可以预约吗' })
    return { operationId: shop.operationId(), requestId, words: '可以,请提前一小时到店' }
  },
}

/** Who has no identity of a member asks with a member's input. */
function memberOr(caller: string): string {
  return caller === 'anonymous' || caller === 'timer' ? 'lin' : caller
}

/** Only so many questions of one person may wait. */
async function answerAll(shop: Shop, person: string): Promise<void> {
  const { requests } = await shop.call(person, 'membership.questions', {})
  for (const { requestId, state } of requests)
    if (state === 'open')
      await shop.call('owner', 'operations.answer', {
        operationId: shop.operationId(),
        requestId,
        words: '已电话答复',
      })
}
