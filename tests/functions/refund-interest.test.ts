import cloudbase from '@cloudbase/node-sdk'
import { shanghaiDay } from '../../cloudfunctions/domain/calendar'
import type { Order, Refund } from '../../cloudfunctions/domain/order'
import { openDatabase } from '../../cloudfunctions/ledger/database'
import { verifyBooks } from '../../cloudfunctions/ledger/verify'
import { BAKERY } from '../../local/demo/bakery'
import { disagreements, recover } from '../faults/payments'
import { documents, leftOpen, violations } from '../invariants'
import { giveBack } from '../refund-shop'
import { openShop, type Shop } from '../shop'

const DAY = 86_400_000

/** Rates of a test, of no publication; and a card of three years. */
function draft() {
  const base = structuredClone(BAKERY)
  const [year] = base.plans
  if (!year) throw new Error('no plan to copy')
  const long = structuredClone(year)
  base.plans.push({
    ...long,
    id: 'sannian',
    terms: { ...long.terms, name: '三年卡', price: 49_900, months: 36 },
  })
  base.settings = {
    ...base.settings,
    refundInterest: {
      lpr: [{ from: '2026-01-01', basisPoints: 365 }],
      deposit: [{ from: '2026-01-01', basisPoints: 150 }],
    },
  }
  return base
}

describe('interest on refunds', () => {
  let shop: Shop

  beforeAll(async () => {
    shop = await openShop({ draft: draft() })
  })
  afterAll(() => shop.close())

  const refundsOf = (orderId: string) =>
    documents<Refund>(shop, 'refunds').filter((refund) => refund.orderId === orderId)
  const sentFor = (orderId: string) => shop.wechat.refunds().filter((refund) => refund.orderId === orderId)
  const requestsFor = async (orderId: string) =>
    (await shop.call('owner', 'operations.refundRequests', {})).requests.filter(
      (request) => request.orderId === orderId,
    )
  const decide = async (person: string, orderId: string, since: string) => {
    const asked = {
      memberNumber: shop.numberOf(person),
      orderId,
      cause: 'operator' as const,
      since,
    }
    const quote = await shop.call('owner', 'operations.refundQuote', asked)
    await shop.call('owner', 'operations.refund', {
      operationId: shop.operationId(),
      ...asked,
      refund: quote.refund,
    })
    return quote
  }
  const transferred = (refundId: string) =>
    shop.call('owner', 'operations.refundTransferred', {
      operationId: shop.operationId(),
      refundId,
      evidence: '银行回单尾号0012',
    })

  it('L6 a line of its own, and what goes back on the day it was asked for bears none', async () => {
    const orderId = await shop.buy('lin')
    await shop.clock.advance(30 * DAY)
    const quote = await shop.call('lin', 'payment.refundQuote', { orderId })
    expect(quote.interest).toMatchObject({ amount: 0, basisPoints: 150 })
    await giveBack(shop, 'lin', orderId)
    await recover(shop, 2)
    expect(refundsOf(orderId)).toHaveLength(1)
    expect(sentFor(orderId)).toMatchObject([{ amount: quote.refund, status: 'SUCCESS' }])
  })

  it('L6 L11 of part of the price WeChat sends the interest as well, once, within what was paid', async () => {
    const orderId = await shop.buy('zhou')
    await shop.clock.advance(30 * DAY)
    const since = shanghaiDay(shop.clock.now())
    await shop.clock.advance(70 * DAY)
    const quote = await decide('zhou', orderId, since)
    expect(quote.interest).toMatchObject({ basisPoints: 365, from: since, channel: 'wechat' })
    const amount = quote.interest?.amount ?? 0
    expect(amount).toBeGreaterThan(0)
    await recover(shop, 4)
    expect(sentFor(orderId).map((refund) => refund.amount)).toEqual([quote.refund, amount])
    const order = documents<Order>(shop, 'orders').find(({ _id }) => _id === orderId)
    expect(order).toMatchObject({ state: 'refunded', refundedTotal: quote.refund + amount })
    expect((await shop.call('zhou', 'payment.refunds', {})).refunds).toMatchObject([
      { basis: 'interest', amount, state: 'succeeded', channel: 'wechat' },
      { basis: 'remaining_period', amount: quote.refund, state: 'succeeded' },
    ])
  })

  it('L6 L11 of the whole price it waits in the owner’s list until its evidence is there', async () => {
    const orderId = await shop.buy('wen')
    shop.wechat.faults.notEnough = true
    const { refund, interest } = await shop.call('wen', 'payment.refundQuote', { orderId })
    expect(interest).toMatchObject({ amount: 0, channel: 'manual' })
    await giveBack(shop, 'wen', orderId)
    await shop.clock.advance(10 * DAY)
    shop.wechat.faults.clear()
    await recover(shop, 3)
    expect(sentFor(orderId)).toMatchObject([{ amount: refund, status: 'SUCCESS' }])
    // 199.00 for ten days at 1.5 %: 8.18 fen.
    const [waiting, ...others] = await requestsFor(orderId)
    expect(others).toEqual([])
    expect(waiting).toMatchObject({ basis: 'interest', amount: 9, channel: 'manual', state: 'processing' })
    await transferred(waiting?.refundId ?? '')
    await recover(shop, 2)
    expect(await requestsFor(orderId)).toEqual([])
    expect(sentFor(orderId)).toHaveLength(1)
  })

  it('L6 L11 who transfers by hand sends the interest with it, as of that day', async () => {
    const orderId = await shop.buy('gu', 'sannian')
    await shop.clock.advance(400 * DAY)
    const quote = await shop.call('gu', 'payment.refundQuote', { orderId })
    await giveBack(shop, 'gu', orderId)
    expect(await requestsFor(orderId)).toMatchObject([{ amount: quote.refund, interest: 0 }])
    await shop.clock.advance(5 * DAY)
    const [waiting] = await requestsFor(orderId)
    const interest = Math.ceil((quote.refund * 150 * 5) / 3_650_000)
    expect(waiting).toMatchObject({ amount: quote.refund, interest })
    await transferred(waiting?.refundId ?? '')
    await shop.clock.advance(5 * DAY)
    await recover(shop, 2)
    expect((await shop.call('gu', 'payment.refunds', {})).refunds).toMatchObject([
      { amount: quote.refund, interest, state: 'succeeded', note: '银行回单尾号0012' },
    ])
  })

  it('X4 the word of WeChat that comes again sends no second interest', async () => {
    const orderId = await shop.buy('bai')
    await shop.clock.advance(60 * DAY)
    await decide('bai', orderId, '2026-01-01')
    await recover(shop, 3)
    const before = sentFor(orderId)
    for (const notice of shop.wechat.notifications().filter((one) => one.orderId === orderId))
      await shop.wechat.notices.resend(notice.id, 3, true)
    await recover(shop, 2)
    expect(before).toHaveLength(2)
    expect(sentFor(orderId)).toEqual(before)
  })

  it('nothing stays open, and the books hold', async () => {
    await recover(shop, 3)
    expect(leftOpen(shop)).toEqual([])
    expect(violations(shop)).toEqual([])
    const byHand = new Set(
      documents<Refund>(shop, 'refunds').flatMap(({ orderId, byHand: ended }) => (ended ? [orderId] : [])),
    )
    expect(disagreements(shop).filter((text) => ![...byHand].some((id) => text.includes(id)))).toEqual([])
    const app = cloudbase.init({
      env: 'local',
      serviceUrl: shop.cloudbase.url,
      secretId: 'local',
      secretKey: 'local',
    })
    expect((await verifyBooks(openDatabase(app))).difference).toBeNull()
  })
})
