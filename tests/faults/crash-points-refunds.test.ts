import { leftOpen, violations } from '../invariants'
import { openShop, type Shop } from '../shop'
import { struckFlows, withBlow } from './crash'
import {
  disagreements,
  keptAtWechat,
  orderAtCounter,
  orderCard,
  pay,
  periodsOf,
  recover,
  type Started,
} from './payments'

const MOST_CALLS = 20

/** A payment that is about to go back, the work that begins it, and what the shop keeps of it. */
interface Flow {
  readonly title: string
  prepare(shop: Shop, person: string): Promise<{ order: Started; work: () => Promise<unknown>; kept: number }>
}

const FLOWS: readonly Flow[] = [
  {
    title: 'a card given back by its member',
    async prepare(shop, person) {
      const order = await orderCard(shop, person)
      pay(shop, order)
      await shop.wechat.tick()
      const { orderId, amount } = order
      const input = { operationId: shop.operationId(), orderId, refund: amount }
      return { order, kept: 0, work: () => shop.call(person, 'payment.refund', input) }
    },
  },
  {
    title: 'a receipt undone that was paid on the phone',
    async prepare(shop, person) {
      await shop.join(person)
      const order = await orderAtCounter(shop, person)
      pay(shop, order)
      await shop.wechat.tick()
      const { memberNumber, receiptId } = order
      const input = { branchId: 'laojie', memberNumber, receiptId }
      return { order, kept: 0, work: () => shop.call('clerk-laojie', 'counter.undo', input) }
    },
  },
  {
    title: 'a payment for a receipt that was cancelled',
    async prepare(shop, person) {
      await shop.join(person)
      const order = await orderAtCounter(shop, person)
      const { memberNumber, receiptId } = order
      const input = { branchId: 'laojie', memberNumber, receiptId }
      await shop.call('clerk-laojie', 'counter.cancelPayment', input)
      pay(shop, order)
      return { order, kept: 0, work: () => shop.wechat.tick() }
    },
  },
  {
    title: 'a second payment of one order',
    async prepare(shop, person) {
      const order = await orderCard(shop, person)
      shop.wechat.faults.secondPayment = true
      pay(shop, order)
      await shop.wechat.tick()
      pay(shop, order)
      shop.wechat.faults.clear()
      return { order, kept: order.amount, work: () => shop.wechat.tick() }
    },
  },
]

describe('X1 I3 I6 I10 crash points of money on its way back', () => {
  let shop: Shop
  let people = 0

  beforeAll(async () => {
    shop = await openShop()
  })
  afterAll(() => shop.close())

  const cases = struckFlows(FLOWS)

  it.each(cases)('%s: %s at each call; it comes back exactly once', async (_title, blow, flow) => {
    const played: { order: Started; kept: number }[] = []
    for (let nth = 1; nth <= MOST_CALLS; nth += 1) {
      const { order, kept, work } = await flow.prepare(shop, `refunded-${(people += 1)}`)
      const untilTold = async () => {
        await work()
        await shop.clock.advance(3000)
        await shop.wechat.tick()
      }
      const { reached } = await withBlow(shop, nth, blow, untilTold)
      played.push({ order, kept })
      // The person presses again; WeChat and the timers come again by themselves.
      await work().catch(() => undefined)
      await recover(shop, 1)
      if (!reached) break
    }
    await recover(shop, 4)
    expect(leftOpen(shop)).toEqual([])
    expect(violations(shop)).toEqual([])
    expect(disagreements(shop)).toEqual([])
    for (const { order, kept } of played) {
      expect(keptAtWechat(shop, order.orderId)).toBe(kept)
      expect(await periodsOf(shop, order.person)).toBe(kept > 0 ? 1 : 0)
    }
    expect(played.length).toBeGreaterThan(5)
    expect(played.length).toBeLessThan(MOST_CALLS)
  })
})
