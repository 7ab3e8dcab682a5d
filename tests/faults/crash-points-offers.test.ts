import type { BuyAs } from '../../cloudfunctions/contract/plan-offers'
import type { Period } from '../../cloudfunctions/domain/member'
import type { MemberDocument } from '../../cloudfunctions/ledger/aggregate'
import { threeRanks } from '../domain/offers-story'
import { documents, leftOpen, violations } from '../invariants'
import { openidOf, openShop, type Shop } from '../shop'
import { type Blow, BLOWS, withBlow } from './crash'
import { disagreements, recover } from './payments'

const MOST_CALLS = 20

interface Flow {
  readonly title: string
  /** The commit run strikes in the ways that differ most, the long run in all. */
  readonly strikes: readonly Blow[]
  readonly fewest: number
  /** What is done, and can be done again; and what a person holds once it was done. */
  prepare(shop: Shop, person: string): Promise<{ work: () => Promise<unknown>; held: [string, number][] }>
}

const FLOWS: readonly Flow[] = [
  {
    title: 'a free trial',
    strikes: ['dies_before', 'dies_after', 'drop_after'],
    fewest: 5,
    async prepare(shop, person) {
      const input = await inputFor(shop, person, 'life', 'trial')
      return { work: () => shop.call(person, 'payment.buy', input), held: [['trial', 0]] }
    },
  },
  {
    title: 'an upgrade from the order to the delivery',
    strikes: ['dies_before', 'drop_after'],
    fewest: 7,
    async prepare(shop, person) {
      await shop.buy(person, 'life')
      const input = await inputFor(shop, person, 'shop', 'upgrade')
      return { work: () => orderAndPay(shop, person, input), held: [['upgrade', 29_900]] }
    },
  },
  {
    title: 'a second upgrade that was paid beside the first',
    strikes: ['dies_after'],
    fewest: 7,
    async prepare(shop, person) {
      await shop.buy(person, 'life')
      const first = await inputFor(shop, person, 'shop', 'upgrade')
      const second = await inputFor(shop, person, 'shop', 'upgrade')
      const late = await shop.call(person, 'payment.buy', second)
      await orderAndPay(shop, person, first)
      const prepayId = late.payment && shop.wechat.openCashier(late.payment)
      const work = async () => {
        shop.wechat.pay(prepayId ?? '', openidOf(person))
        await shop.wechat.tick()
      }
      return { work, held: [['upgrade', 29_900]] }
    },
  },
]

async function inputFor(shop: Shop, person: string, planId: string, as: BuyAs) {
  const plan = await shop.call(person, 'membership.plan', { planId })
  return {
    operationId: shop.operationId(),
    planId,
    versionId: plan.versionId,
    as,
    price: plan.offers.options.find((option) => option.as === as)?.price ?? -1,
    agreements: plan.agreements.map(({ id, version }) => ({ id, version })),
  }
}

async function orderAndPay(shop: Shop, person: string, input: Awaited<ReturnType<typeof inputFor>>) {
  const { payment } = await shop.call(person, 'payment.buy', input)
  if (payment) shop.wechat.pay(shop.wechat.openCashier(payment) ?? '', openidOf(person))
  await shop.wechat.tick()
}

describe('X1 I6 I10 crash points of what a card offers (M017, M052)', () => {
  let shop: Shop
  let people = 0

  beforeAll(async () => {
    const draft = threeRanks((one) => (one.plans[0]!.terms.trial = { price: 0, days: 14 }))
    shop = await openShop({ draft })
  })
  afterAll(() => shop.close())

  const heldBy = (person: string): [string, number][] =>
    documents<MemberDocument>(shop, 'members')
      .filter(({ _id }) => _id === shop.numberOf(person))
      .flatMap(({ state }) => state.memberships.flatMap(({ periods }) => periods))
      .filter((period: Period) => period.refunded === 0 && period.upgradedInto === undefined)
      .map(({ as = 'regular', paid }) => [as, paid])

  const cases = FLOWS.flatMap((flow) =>
    (process.env.HUIKA_LONG ? BLOWS : flow.strikes).map((blow) => [flow.title, blow, flow] as const),
  )

  it.each(cases)('%s: %s at each call; it is handed over exactly once', async (_title, blow, flow) => {
    const played: { person: string; held: [string, number][] }[] = []
    for (let nth = 1; nth <= MOST_CALLS; nth += 1) {
      const person = `offered-${(people += 1)}`
      const { work, held } = await flow.prepare(shop, person)
      const { reached } = await withBlow(shop, nth, blow, work)
      played.push({ person, held })
      // The person presses again; WeChat and the timers come again by themselves.
      await work().catch(() => undefined)
      await recover(shop, 1)
      if (!reached) break
    }
    await recover(shop, 4)
    expect(leftOpen(shop)).toEqual([])
    expect(violations(shop)).toEqual([])
    expect(disagreements(shop)).toEqual([])
    for (const { person, held } of played) expect([person, heldBy(person)]).toEqual([person, held])
    expect(played.length).toBeGreaterThanOrEqual(flow.fewest)
    expect(played.length).toBeLessThan(MOST_CALLS)
  })
})
