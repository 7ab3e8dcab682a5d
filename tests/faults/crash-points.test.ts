import { documents, leftOpen, violations } from '../invariants'
import { openidOf, openShop, quoteFor, type Shop } from '../shop'
import type { Order } from '../../cloudfunctions/domain/order'
import { BLOWS, withBlow } from './crash'

const MOST_CALLS = 14

/** X1 and X8: every blow at every database call of buy and settle, then the retry a person makes. */
describe('X1 X8 crash points', () => {
  let shop: Shop
  let people = 0

  beforeAll(async () => {
    shop = await openShop()
  })
  afterAll(() => shop.close())

  async function recover() {
    shop.cloudbase.faults.clear()
    for (let round = 0; round < 3; round += 1) {
      await shop.clock.advance(11 * 60_000)
      await shop.wechat.tick()
      await shop.timer('payment', 'settleDue')
      await shop.timer('renewal', 'sweep')
    }
  }

  it.each(BLOWS)(
    'X1 X8 I6 buy: %s at each call; each payment delivers its card exactly once',
    async (blow) => {
      const buyers: string[] = []
      const stopped: (() => Promise<void>)[] = []
      for (let nth = 1; nth <= MOST_CALLS; nth += 1) {
        const person = `buyer-${(people += 1)}`
        const plan = await shop.call(person, 'membership.plan', { planId: 'nianka' })
        const input = {
          operationId: shop.operationId(),
          planId: 'nianka',
          versionId: plan.versionId,
          price: plan.price,
          agreements: plan.agreements.map(({ id, version }) => ({ id, version })),
        }
        const buyAndPay = async () => {
          const { payment } = await shop.call(person, 'payment.buy', input)
          const prepayId = payment && shop.wechat.openCashier(payment)
          if (prepayId) shop.wechat.pay(prepayId, openidOf(person))
          await shop.wechat.tick()
          await shop.call(person, 'payment.sync', { orderId: input.operationId })
        }
        const { reached, revive } = await withBlow(shop, nth, blow, buyAndPay)
        stopped.push(revive)
        await buyAndPay().catch(() => undefined)
        buyers.push(person)
        if (!reached) break
      }
      await recover()
      expect(violations(shop)).toEqual([])
      expect(leftOpen(shop)).toEqual([])
      for (const person of buyers) {
        const { cards } = await shop.call(person, 'membership.cards', {})
        expect(cards.map(({ periods }) => periods.length)).toEqual([1])
      }
      expect(buyers.length).toBeGreaterThan(5)
    },
  )

  it.each(BLOWS)('X1 X8 I9 settle: %s at each call; the retry lands it exactly once', async (blow) => {
    const person = `guest-${(people += 1)}`
    await shop.join(person)
    await shop.buy(person)
    let settled = 0
    const stopped: (() => Promise<void>)[] = []
    for (let nth = 1; nth <= 6; nth += 1) {
      const { quote } = await quoteFor(shop, person, [['meishi', 1]])
      const input = { branchId: 'laojie', quote, tender: 'external' as const }
      const settle = () => shop.ask('clerk-laojie', 'counter.settle', input)
      const { reached, revive } = await withBlow(shop, nth, blow, settle)
      stopped.push(revive)
      const first = await settle()
      const second = await settle()
      expect(first).toMatchObject({ ok: true })
      expect(second).toMatchObject({ ok: true, data: (first as { data: unknown }).data })
      settled += 1
      if (!reached) break
    }
    for (const revive of stopped) await revive()
    const { all } = await shop.call(person, 'membership.savings', {})
    expect(all.saved).toBe(settled * 600)
    expect(settled).toBeGreaterThan(3)
    await recover()
    expect(violations(shop)).toEqual([])
  })

  it('I10 no order is left between two states', async () => {
    await recover()
    const open = documents<Order>(shop, 'orders').filter(
      ({ state }) => state === 'paid' || state === 'paying',
    )
    expect(open).toEqual([])
  })
})
