import { BAKERY } from '../../local/demo/bakery'
import { openShop, type Shop } from '../shop'
import { withBlow } from '../faults/crash'
import { orderAtCounter, pay, recover } from '../faults/payments'

const draft = () => ({ ...structuredClone(BAKERY), settings: { shippingReports: true } })

describe('L16 WeChat is told of each delivery', () => {
  let shop: Shop
  const timer = () => shop.timer('payment', 'settleDue')
  const open = () => shop.call('owner', 'operations.unreportedOrders', {})

  beforeEach(async () => {
    shop = await openShop({ draft: draft() })
  })
  afterEach(() => shop.close())

  it('L16 a card is reported as virtual, goods as picked up, once each; the red list is empty then', async () => {
    const orderId = await shop.buy('lin')
    const order = await orderAtCounter(shop, 'lin')
    pay(shop, order)
    await shop.wechat.tick()
    expect((await open()).orders.map((one) => one.orderId)).toEqual([orderId, order.orderId])
    await timer()
    await timer()
    expect(shop.wechat.shipments().map(({ logisticsType }) => logisticsType)).toEqual([3, 4])
    expect(await open()).toEqual({ enabled: true, orders: [] })
    const { calls } = await shop.countCalls(timer)
    expect(calls.filter((call) => call.includes('orders'))).toHaveLength(2)
  })

  it('L16 what WeChat refuses stands in the red list with its code and is told again until it is taken', async () => {
    const orderId = await shop.buy('lin')
    shop.wechat.faults.shipping = 10060012
    await timer()
    expect((await open()).orders).toMatchObject([{ orderId, attempts: 1, lastError: '10060012' }])
    await timer()
    expect((await open()).orders).toMatchObject([{ attempts: 1 }])
    await shop.clock.advance(61_000)
    await timer()
    expect((await open()).orders).toMatchObject([{ attempts: 2 }])
    const attention = () => shop.call('owner', 'operations.attention', {})
    expect(await attention()).toMatchObject({ unreportedOrders: 1 })
    shop.wechat.faults.clear()
    await shop.clock.advance(121_000)
    await timer()
    expect((await open()).orders).toEqual([])
    expect(shop.wechat.shipments()).toHaveLength(1)
  })

  it('L16 X1 a timer that dies at any of its calls leaves each delivery told exactly once', async () => {
    const orders: string[] = []
    const dead: (() => Promise<void>)[] = []
    for (let nth = 1; nth <= 12; nth += 1) {
      orders.push(await shop.buy(`person-${nth}`))
      const { reached, revive } = await withBlow(shop, nth, nth % 2 ? 'dies_before' : 'dies_after', timer)
      dead.push(revive)
      if (!reached) break
    }
    await recover(shop, 2)
    await Promise.all(dead.map((revive) => revive()))
    expect((await open()).orders).toEqual([])
    expect(shop.wechat.shipments()).toHaveLength(orders.length)
    expect(orders.length).toBeGreaterThan(4)
  })

  it('L16 what went back whole before it was told needs no report; nothing is told where the switch is off', async () => {
    const orderId = await shop.buy('lin')
    const { refund } = await shop.call('lin', 'payment.refundQuote', { orderId })
    await shop.call('lin', 'payment.refund', { operationId: shop.operationId(), orderId, refund })
    await timer()
    expect(shop.wechat.shipments()).toEqual([])
    expect((await open()).orders).toEqual([])

    const { release, draft: current } = await shop.call('owner', 'operations.catalogue', {})
    await shop.call('owner', 'operations.release', {
      operationId: shop.operationId(),
      expectedRelease: release,
      draft: { ...current!, settings: { shippingReports: false } },
    })
    await shop.clock.advance(61_000)
    await shop.buy('chen')
    await timer()
    expect(await open()).toEqual({ enabled: false, orders: [] })
    expect(shop.wechat.shipments()).toEqual([])
  })
})
