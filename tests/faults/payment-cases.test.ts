import { documents, leftOpen, violations } from '../invariants'
import { openShop, type Shop } from '../shop'
import {
  disagreements,
  keptAtWechat,
  noticesOf,
  orderAtCounter,
  orderCard,
  orderOf,
  pay,
  payOnPhone,
  periodsOf,
  recover,
} from './payments'

const HOUR = 3_600_000
const DAY = 24 * HOUR
const PRICE = 19_900

/** X4, one by one: what WeChat's callbacks may look like, and what comes of it. */
describe('X4 payments, case by case', () => {
  let shop: Shop
  let people = 0
  const someone = () => `payer-${(people += 1)}`

  beforeEach(async () => {
    shop = await openShop({ seed: (people += 1) })
  })
  afterEach(async () => {
    expect(violations(shop)).toEqual([])
    await shop.close()
  })

  it('H2 X4 eight callbacks at once, then fifteen more: one period, two calls for each repetition', async () => {
    const order = await orderCard(shop, someone())
    shop.wechat.faults.notices = { copies: 8, parallel: true }
    pay(shop, order)
    await shop.wechat.tick()
    expect(await periodsOf(shop, order.person)).toBe(1)
    const [notice] = noticesOf(shop, order.orderId)
    const { calls } = await shop.countCalls(() => shop.wechat.notices.resend(notice?.id ?? '', 15))
    expect(calls).toHaveLength(30)
    await recover(shop)
    expect(await periodsOf(shop, order.person)).toBe(1)
    expect(keptAtWechat(shop, order.orderId)).toBe(PRICE)
    expect(leftOpen(shop)).toEqual([])
  })

  it('H3 X4 two orders of one person, told in reverse order, stack to two whole years', async () => {
    const person = someone()
    const [first, second] = [await orderCard(shop, person), await orderCard(shop, person)]
    shop.wechat.faults.notices = { hold: true }
    pay(shop, first)
    pay(shop, second)
    shop.wechat.notices.release('reversed')
    await shop.wechat.tick()
    const { cards } = await shop.call(person, 'membership.cards', {})
    expect(cards).toHaveLength(1)
    expect(cards[0]).toMatchObject({ validThrough: '2029-03-10' })
    expect(cards[0]?.periods.map(({ orderId }) => orderId)).toEqual([second.orderId, first.orderId])
  })

  it('X4 I6 a second payment of one order goes back by itself, and the callback is acknowledged', async () => {
    const order = await orderCard(shop, someone())
    shop.wechat.faults.secondPayment = true
    pay(shop, order)
    pay(shop, order)
    await shop.wechat.tick()
    await recover(shop)
    expect(noticesOf(shop, order.orderId).map(({ state }) => state)).toEqual(['delivered', 'delivered'])
    expect(await periodsOf(shop, order.person)).toBe(1)
    expect(shop.wechat.refunds().map(({ amount, status }) => [amount, status])).toEqual([[PRICE, 'SUCCESS']])
    expect(leftOpen(shop)).toEqual([])
    expect(disagreements(shop)).toEqual([])
  })

  it.each([24 * HOUR, 40 * DAY])(
    'X4 a callback that is %d ms late finds the order delivered',
    async (delay) => {
      const order = await orderCard(shop, someone())
      shop.wechat.faults.notices = { delayMs: delay }
      pay(shop, order)
      await recover(shop)
      expect(await periodsOf(shop, order.person)).toBe(1)
      await shop.clock.advance(delay)
      await shop.wechat.tick()
      expect(noticesOf(shop, order.orderId)[0]?.state).toBe('delivered')
      await recover(shop)
      expect(await periodsOf(shop, order.person)).toBe(1)
      expect(disagreements(shop)).toEqual([])
    },
  )

  it('X4 no callback at all: the timer asks and delivers', async () => {
    const order = await orderCard(shop, someone())
    shop.wechat.faults.notices = { lose: true }
    pay(shop, order)
    await recover(shop)
    expect(await periodsOf(shop, order.person)).toBe(1)
    expect(orderOf(shop, order.orderId).state).toBe('delivered')
  })

  it('X4 a payment after the close: closed, then paid, then delivered', async () => {
    const order = await orderCard(shop, someone())
    await recover(shop)
    expect(orderOf(shop, order.orderId).state).toBe('closed')
    shop.wechat.faults.payAfterClose = true
    pay(shop, order)
    await shop.wechat.tick()
    expect(orderOf(shop, order.orderId).state).toBe('delivered')
    expect(await periodsOf(shop, order.person)).toBe(1)
  })

  it('X4 a late callback never brings a refunded order back', async () => {
    const order = await orderCard(shop, someone())
    pay(shop, order)
    await shop.wechat.tick()
    const { orderId } = order
    const quote = await shop.call(order.person, 'payment.refundQuote', { orderId })
    const refund = { operationId: shop.operationId(), orderId, refund: quote.refund }
    await shop.call(order.person, 'payment.refund', refund)
    await recover(shop)
    expect(orderOf(shop, orderId).state).toBe('refunded')
    await shop.wechat.notices.resend(noticesOf(shop, orderId)[0]?.id ?? '', 15, true)
    await recover(shop)
    expect(orderOf(shop, orderId).state).toBe('refunded')
    expect(await periodsOf(shop, order.person)).toBe(0)
    expect(keptAtWechat(shop, orderId)).toBe(0)
  })

  it.each([
    ['amount', { amount: { total: 1, payer_total: 1, currency: 'CNY', payer_currency: 'CNY' } }],
    ['currency', { amount: { total: PRICE, payer_total: PRICE, currency: 'USD', payer_currency: 'USD' } }],
    ['appid', { appid: 'wx0000000000000000' }],
    ['mchid', { mchid: '1999999999' }],
  ])(
    'X4 a callback with a wrong %s is stored and not believed: WeChat is asked instead',
    async (_what, alter) => {
      const order = await orderCard(shop, someone())
      shop.wechat.faults.notices = { alter }
      // WeChat out of reach: nothing is concluded from what the callback says.
      shop.wechat.faults.onCall('server_error', { call: 'query' })
      pay(shop, order)
      await shop.wechat.tick()
      expect(await periodsOf(shop, order.person)).toBe(0)
      expect(orderOf(shop, order.orderId).state).toBe('paying')
      expect(documents(shop, 'incidents')).toHaveLength(1)
      await recover(shop, 5)
      expect(await periodsOf(shop, order.person)).toBe(1)
      expect(shop.wechat.refunds()).toEqual([])
      expect(leftOpen(shop)).toEqual([])
      expect(disagreements(shop)).toEqual([])
    },
  )

  it('X4 a payment whose amount WeChat confirms to be another goes back whole', async () => {
    const order = await orderCard(shop, someone())
    // As if the books had another price than what WeChat was asked for.
    const [stored] = [...shop.cloudbase.store.scan('orders')]
    if (!stored) throw new Error('no order')
    const text = JSON.stringify({ ...orderOf(shop, order.orderId), amount: PRICE + 100 })
    const unchanged = { kind: 'replace', removedEntries: [], addedEntries: [] } as const
    shop.cloudbase.store.apply({ ...stored, ...unchanged, collection: 'orders', text })
    pay(shop, order)
    await shop.wechat.tick()
    await recover(shop)
    expect(await periodsOf(shop, order.person)).toBe(0)
    expect(keptAtWechat(shop, order.orderId)).toBe(0)
    expect(orderOf(shop, order.orderId).state).toBe('closed')
    expect(leftOpen(shop)).toEqual([])
  })

  it('X4 a callback for an order that nobody made is stored, acknowledged and pays nothing', async () => {
    const order = await orderCard(shop, someone())
    shop.wechat.faults.notices = { alter: { out_trade_no: 'nobodyknowsthisorder0001' } }
    pay(shop, order)
    await shop.wechat.tick()
    expect(noticesOf(shop, order.orderId)[0]?.state).toBe('delivered')
    expect(documents<{ kind: string }>(shop, 'incidents').map(({ kind }) => kind)).toEqual(['unknown_order'])
    expect(shop.wechat.refunds()).toEqual([])
  })

  it('X4 paid on the phone after the clerk gave up waiting: back by itself', async () => {
    const person = someone()
    await shop.join(person)
    const order = await orderAtCounter(shop, person)
    const { receiptId, memberNumber } = order
    await shop.call('clerk-laojie', 'counter.cancelPayment', { branchId: 'laojie', memberNumber, receiptId })
    pay(shop, order)
    await shop.wechat.tick()
    await recover(shop)
    expect(orderOf(shop, order.orderId)).toMatchObject({ state: 'refunded', refundedTotal: order.amount })
    expect(keptAtWechat(shop, order.orderId)).toBe(0)
    expect(leftOpen(shop)).toEqual([])
  })

  it('X4 I6 a receipt paid by two orders settles once, and the second payment goes back', async () => {
    const person = someone()
    await shop.join(person)
    const first = await orderAtCounter(shop, person)
    const second = await payOnPhone(shop, person, first.receiptId, first.amount)
    pay(shop, second)
    pay(shop, first)
    await shop.wechat.tick()
    await recover(shop)
    const kept = [first, second].map(({ orderId }) => keptAtWechat(shop, orderId))
    expect(kept.sort((a, b) => a - b)).toEqual([0, first.amount])
    const { receipts } = await shop.call(person, 'membership.receipts', {})
    expect(receipts.map(({ state }) => state)).toEqual(['settled'])
    expect(disagreements(shop)).toEqual([])
  })
})
