import type { Order } from '../../cloudfunctions/domain/order'
import type { MemberDocument } from '../../cloudfunctions/ledger/aggregate'
import { disagreements, keptAtWechat, orderAtCounter, orderCard, pay, recover } from '../faults/payments'
import { documents, leftOpen, violations } from '../invariants'
import { openShop, type Shop } from '../shop'
import { mergeInput, twoWeChats } from './merge-story'

const MINUTE_MS = 60_000

describe('M062 I6 payments that are under way while their member is merged', () => {
  let shop: Shop

  beforeAll(async () => {
    shop = await openShop()
  })
  afterEach(async () => {
    await recover(shop, 2)
    expect(leftOpen(shop)).toEqual([])
    expect(violations(shop)).toEqual([])
  })
  afterAll(() => shop.close())

  const stateOf = (person: string) =>
    documents<MemberDocument>(shop, 'members').find(({ _id }) => _id === shop.numberOf(person))?.state

  it('M062 I6 a payment that was under way is delivered to who took over', async () => {
    const both = await twoWeChats(shop, { card: false })
    const order = await orderCard(shop, both.first)
    await shop.call(both.second, 'membership.merge', await mergeInput(shop, both))
    pay(shop, order)
    await shop.wechat.tick()
    expect((await shop.call(both.second, 'membership.home', {})).standing).toBe('holder')
    expect((await shop.call(both.first, 'membership.home', {})).standing).toBe('guest')
    expect((await shop.call(both.second, 'payment.orders', {})).orders).toMatchObject([
      { orderId: order.orderId, state: 'delivered' },
    ])
    // What the first WeChat buys afterwards is its own.
    await shop.clock.advance(1000)
    await shop.buy(both.first)
    expect((await shop.call(both.first, 'membership.home', {})).standing).toBe('holder')
  })

  it('M062 I6 a receipt paid late, after its member was merged, is settled where it went', async () => {
    const both = await twoWeChats(shop, { card: false })
    const waiting = await orderAtCounter(shop, both.first)
    pay(shop, waiting)
    await shop.clock.advance(6 * MINUTE_MS)
    await shop.call(both.second, 'membership.merge', await mergeInput(shop, both))
    await recover(shop, 2)
    const { receipts } = await shop.call(both.second, 'membership.receipts', {})
    const late = receipts.find(({ receiptId }) => receiptId === waiting.receiptId)
    expect(late?.state).toBe('settled')
    expect(keptAtWechat(shop, waiting.orderId)).toBe(waiting.amount)
  })

  it('M062 I6 a payment that comes between the two halves is neither lost nor handed over twice', async () => {
    const both = await twoWeChats(shop, { card: false })
    const orders = [await orderCard(shop, both.first), await orderCard(shop, both.first)]
    // The first is delivered before the merge, but its order doesn't know it yet.
    const [early, between] = orders
    if (!early || !between) throw new Error('two orders')
    let lost = false
    const stop = shop.cloudbase.faults.onCall(async (call) => {
      if (lost || call.phase !== 'before' || call.collection !== 'orders') return
      const state = documents<Order>(shop, 'orders').find(({ _id }) => _id === early.orderId)?.state
      if (state !== 'paid') return
      lost = true
      await new Promise((resolve) => setTimeout(resolve, 50))
      throw new Error('the function has ended')
    })
    pay(shop, early)
    await shop.wechat.tick().catch(() => undefined)
    stop()
    // The second is paid while the merge is under way: out of the one, not yet in the other.
    let struck = false
    const meanwhile = shop.cloudbase.faults.onCall(async (call) => {
      const left = stateOf(both.first)?.mergedInto
      const arrived = stateOf(both.second)?.mergedFrom
      if (struck || call.phase !== 'before' || !left || arrived) return
      struck = true
      pay(shop, between)
      await shop.wechat.tick()
    })
    await shop.call(both.second, 'membership.merge', await mergeInput(shop, both))
    meanwhile()
    expect([lost, struck]).toEqual([true, true])
    await recover(shop, 2)
    const { cards } = await shop.call(both.second, 'membership.cards', {})
    const periods = cards.flatMap((card) => card.periods.map(({ orderId }) => orderId))
    expect(periods.sort()).toEqual(orders.map(({ orderId }) => orderId).sort())
    for (const { orderId, amount } of orders) expect(keptAtWechat(shop, orderId)).toBe(amount)
    expect(disagreements(shop)).toEqual([])
  })
})
