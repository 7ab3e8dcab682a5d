import { leftOpen, violations } from '../invariants'
import { withGuarantees } from '../refund-shop'
import { openidOf, openShop, type Shop } from '../shop'
import { topUp, withStoredValue } from '../stored-value-shop'
import { withBlow, type Blow } from './crash'
import { disagreements, keptAtWechat, recover } from './payments'

const MOST_CALLS = 24
const DAY = 86_400_000
/** One way at each call, all ways over the calls; the long suites strike each call in each way. */
const STRIKES: readonly Blow[] = ['dies_before', 'drop_after', 'dies_after']

/** What was paid for, the work that gives it back, and the fen that the shop keeps of each order. */
interface Flow {
  readonly title: string
  prepare(
    shop: Shop,
    person: string,
  ): Promise<{ work: () => Promise<unknown>; kept: Readonly<Record<string, number>> }>
}

const FLOWS: readonly Flow[] = [
  {
    title: 'a top-up',
    async prepare(shop, person) {
      const orderId = await topUp(shop, person, 'chong-100')
      return { kept: { [orderId]: 0 }, work: () => giveBack(shop, person, orderId, 10_000) }
    },
  },
  {
    title: 'a guarantee that is claimed',
    async prepare(shop, person) {
      const orderId = await shop.buy(person, 'baochang-yue')
      const input = { operationId: shop.operationId(), orderId, refund: 3000 }
      return { kept: { [orderId]: 0 }, work: () => shop.call(person, 'payment.claimGuarantee', input) }
    },
  },
  {
    title: 'the owner’s decision for a minor',
    async prepare(shop, person) {
      const orderId = await shop.buy(person)
      const input = {
        operationId: shop.operationId(),
        memberNumber: shop.numberOf(person),
        orderId,
        cause: 'minor' as const,
        refund: 19_900,
      }
      return { kept: { [orderId]: 0 }, work: () => shop.call('owner', 'operations.refund', input) }
    },
  },
  {
    title: 'an upgraded card that two orders paid',
    async prepare(shop, person) {
      const first = await shop.buy(person, 'jichu')
      const plan = await shop.call(person, 'membership.plan', { planId: 'quanneng' })
      const { order, payment } = await shop.call(person, 'payment.buy', {
        operationId: shop.operationId(),
        planId: 'quanneng',
        versionId: plan.versionId,
        as: 'upgrade',
        price: plan.offers?.options.find(({ as }) => as === 'upgrade')?.price ?? 0,
        agreements: plan.agreements.map(({ id, version }) => ({ id, version })),
      })
      const prepayId = (payment && shop.wechat.openCashier(payment)) ?? ''
      if (shop.wechat.pay(prepayId, openidOf(person)) !== 'ok') throw new Error('not paid')
      await shop.wechat.tick()
      const kept = { [first]: 0, [order.orderId]: 0 }
      return { kept, work: () => giveBack(shop, person, order.orderId, 29_900) }
    },
  },
]

/** The same press each time: the operation's id is the order's own. */
function giveBack(shop: Shop, person: string, orderId: string, refund: number) {
  const operationId = `${orderId.slice(0, 9)}${'z'.repeat(4)}${orderId.slice(13)}`
  return shop.call(person, 'payment.refund', { operationId, orderId, refund })
}

function draft() {
  const copy = withGuarantees(withStoredValue())
  const [year] = copy.plans
  if (!year) throw new Error('no plan to copy')
  for (const [id, price, rank] of [
    ['jichu', 19_900, 0],
    ['quanneng', 29_900, 1],
  ] as const) {
    const terms = { ...structuredClone(year.terms), name: id, price }
    copy.plans.push({
      ...structuredClone(year),
      id,
      terms: { ...terms, family: { id: 'maixiang', rank, label: id } },
    })
  }
  return copy
}

describe('X1 I3 I10 crash points of every kind of refund', () => {
  let shop: Shop
  let people = 0

  beforeAll(async () => {
    shop = await openShop({ draft: draft() })
  })
  afterAll(() => shop.close())

  it.each(FLOWS.map((flow) => [flow.title, flow] as const))(
    '%s: struck at each call, it comes back exactly once, each order its own',
    async (_title, flow) => {
      const played: Readonly<Record<string, number>>[] = []
      const dead: (() => Promise<void>)[] = []
      for (let nth = 1; nth <= MOST_CALLS; nth += 1) {
        const { work, kept } = await flow.prepare(shop, `struck-${(people += 1)}`)
        const { reached, revive } = await withBlow(shop, nth, STRIKES[nth % 3] ?? 'dies_before', work)
        played.push(kept)
        dead.push(revive)
        // The person presses again.
        await work().catch(() => undefined)
        if (!reached) break
      }
      await recover(shop, 4)
      await Promise.all(dead.map((revive) => revive()))
      await shop.clock.advance(DAY)
      await recover(shop, 1)
      expect(leftOpen(shop)).toEqual([])
      expect(violations(shop)).toEqual([])
      expect(disagreements(shop)).toEqual([])
      for (const kept of played)
        for (const [orderId, fen] of Object.entries(kept)) expect(keptAtWechat(shop, orderId)).toBe(fen)
      expect(played.length).toBeGreaterThan(4)
      expect(played.length).toBeLessThan(MOST_CALLS)
    },
  )
})
