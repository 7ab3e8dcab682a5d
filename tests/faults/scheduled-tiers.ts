import type { ActionName, Input } from '../../cloudfunctions/contract'
import type { CatalogueDraft } from '../../cloudfunctions/contract/catalogue'
import type { GrowthRules } from '../../cloudfunctions/contract/loyalty'
import type { Instance } from './scheduled-shop'

const tier = (rank: number, id: string, name: string, threshold: number) => ({
  ...{ id, name, rank, threshold, keep: threshold, pointsBasisPoints: 10_000, benefits: [] },
})

/** One coffee leads to silver; who joins the challenge wins it with the first receipt. */
const GROWTH: GrowthRules = {
  perYuanHundredths: 100,
  window: 'rolling_12_months',
  tierMonths: 12,
  landing: 'one_down',
  tiers: [tier(0, 'putong', '普通', 0), tier(1, 'baiyin', '白银', 20), tier(2, 'huangjin', '黄金', 10_000)],
  challenges: [
    {
      id: 'chongci',
      title: '冲刺黄金',
      audience: {},
      from: '2027-01-01',
      through: '2036-12-31',
      spend: 100,
      withinDays: 90,
      reward: { kind: 'tier', rank: 2 },
    },
  ],
}

export function withLadder(draft: CatalogueDraft): CatalogueDraft {
  const { loyalty, participation } = draft
  return {
    ...draft,
    loyalty: { badges: [], returnDays: 0, ...loyalty, growth: GROWTH },
    participation: {
      ...{ rewards: [], flashSales: [], polls: [], draws: [] },
      ...participation,
      support: { defaultMinutes: 60, byTier: [] },
    },
  }
}

/** `lin` waits for an answer, and may join a challenge on two phones. */
export async function tierOperations(shop: Instance) {
  const id = () => shop.operationId()
  const requestId = id()
  await shop.call('lin', 'membership.ask', { operationId: requestId, words: '周末营业到几点' })
  const joining = () => ({ operationId: id(), challengeId: 'chongci' })
  const answering = (words: string) => ({ operationId: id(), requestId, words })
  const inputs = {
    first: joining(),
    second: joining(),
    ask: { operationId: id(), words: '可以带宠物吗' },
    answer: answering('营业到21点'),
    other: answering('请看门口的告示'),
  }

  return <Operation>(
    sent: <A extends ActionName>(
      action: A,
      person: string,
      input: Input<A>,
      more?: { name?: string; writes?: string },
    ) => Operation,
  ): Operation[] => [
    sent('points.joinChallenge', 'lin', inputs.first),
    sent('points.joinChallenge', 'lin', inputs.second, { name: 'join on another phone' }),
    sent('membership.ask', 'lin', inputs.ask),
    sent('operations.answer', 'owner', inputs.answer),
    sent('operations.answer', 'owner', inputs.other, { name: 'answer on another phone' }),
  ]
}
