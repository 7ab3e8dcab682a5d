import { guaranteeRefund } from '../../cloudfunctions/domain/guarantee'
import { documents, leftOpen, violations } from '../invariants'
import { disagreements, recover } from '../faults/payments'
import { withBlow } from '../faults/crash'
import type { Refund } from '../../cloudfunctions/domain/order'
import { withGuarantees } from '../refund-shop'
import { openShop, settleFor, type Shop } from '../shop'

const DAY = 86_400_000

describe('M047 the guarantee from the purchase to its settlement', () => {
  let shop: Shop

  beforeAll(async () => {
    shop = await openShop({ draft: withGuarantees() })
  })
  afterAll(async () => {
    expect(violations(shop)).toEqual([])
    await shop.close()
  })

  const sentFor = (orderId: string) => shop.wechat.refunds().filter((refund) => refund.orderId === orderId)
  const quoted = (person: string, orderId: string) => shop.call(person, 'payment.guarantee', { orderId })

  it('M047 F1 quoted at any time with one call, settled by the timer before day 351, exactly once', async () => {
    for (const person of ['lin', 'chen']) await shop.join(person)
    const orderId = await shop.buy('lin', 'baochang-nian')
    await settleFor(shop, 'lin', [['meishi', 20]])
    const { calls, result } = await shop.countCalls(() => quoted('lin', orderId))
    expect(calls).toEqual(['getDocument members'])
    const { saved } = result
    expect(result).toMatchObject({
      fee: 19_900,
      target: 23_880,
      refund: guaranteeRefund(19_900, saved, 12_000),
      settlesOn: '2028-02-23',
      state: 'running',
    })
    const claim = { operationId: shop.operationId(), orderId, refund: result.refund }
    expect(await shop.refusal('lin', 'payment.claimGuarantee', claim)).toBe('GUARANTEE_NOT_POSSIBLE')
    expect(await shop.refusal('chen', 'payment.guarantee', { orderId })).toBe('GUARANTEE_NOT_POSSIBLE')

    await shop.clock.advance(349 * DAY)
    await recover(shop, 2)
    expect(sentFor(orderId)).toEqual([])
    await shop.clock.advance(DAY)
    await recover(shop, 4)
    expect(sentFor(orderId)).toMatchObject([{ amount: result.refund, status: 'SUCCESS' }])
    expect(await quoted('lin', orderId)).toMatchObject({ state: 'settled', refund: result.refund })
    expect((await shop.call('lin', 'membership.home', {})).standing).toBe('holder')
    const { refunds } = await shop.call('lin', 'payment.refunds', {})
    expect(refunds).toMatchObject([{ basis: 'guarantee', amount: result.refund, state: 'succeeded' }])
    expect(disagreements(shop)).toEqual([])
  })

  it('M047 after the settlement the rest of the card still goes back, and both never exceed the fee', async () => {
    const [{ orderId } = { orderId: '' }] = (await shop.call('lin', 'payment.orders', {})).orders
    const quote = await shop.call('lin', 'payment.refundQuote', { orderId })
    expect(quote.refunded).toBeGreaterThan(0)
    expect(quote.refund).toBeLessThan(quote.paid - quote.refunded)
    await shop.call('lin', 'payment.refund', {
      operationId: shop.operationId(),
      orderId,
      refund: quote.refund,
    })
    await recover(shop, 2)
    const back = sentFor(orderId).reduce((sum, { amount }) => sum + amount, 0)
    expect(back).toBe(quote.refunded + quote.refund)
    expect(back).toBeLessThanOrEqual(19_900)
  })

  it('M047 claimed in the last month it ends the card; a second claim and the timer pay nothing more', async () => {
    const orderId = await shop.buy('chen', 'baochang-yue')
    const { refund } = await quoted('chen', orderId)
    expect(refund).toBe(3000)
    const input = { operationId: shop.operationId(), orderId, refund }
    const first = await shop.call('chen', 'payment.claimGuarantee', input)
    expect(await shop.call('chen', 'payment.claimGuarantee', input)).toEqual(first)
    expect(
      await shop.refusal('chen', 'payment.claimGuarantee', { ...input, operationId: shop.operationId() }),
    ).toBe('GUARANTEE_NOT_POSSIBLE')
    await shop.clock.advance(40 * DAY)
    await recover(shop, 3)
    expect(sentFor(orderId)).toMatchObject([{ amount: 3000 }])
    expect((await shop.call('chen', 'membership.home', {})).standing).not.toBe('holder')
  })

  it('M047 a card that was given back is settled with that', async () => {
    const orderId = await shop.buy('wen', 'baochang-yue')
    const { refund } = await shop.call('wen', 'payment.refundQuote', { orderId })
    await shop.call('wen', 'payment.refund', { operationId: shop.operationId(), orderId, refund })
    expect(await quoted('wen', orderId)).toMatchObject({ state: 'void', refund: 0 })
    await shop.clock.advance(40 * DAY)
    await recover(shop, 2)
    expect(sentFor(orderId)).toHaveLength(1)
  })

  it('F3 the owner sees what the running guarantees would cost, and whether they pay off', async () => {
    const orderId = await shop.buy('zhou', 'baochang-nian')
    await settleFor(shop, 'zhou', [['meishi', 10]])
    const { saved } = await quoted('zhou', orderId)
    const { plans } = await shop.call('owner', 'operations.guaranteeOutlook', {})
    expect(plans).toMatchObject([
      {
        planId: 'baochang-nian',
        cards: 1,
        fees: 19_900,
        saved,
        refunds: guaranteeRefund(19_900, saved, 12_000),
      },
    ])
    const [{ costBasisPoints, margin } = { costBasisPoints: 0, margin: 0 }] = plans
    expect(costBasisPoints).toBeGreaterThan(0)
    expect(margin).toBe(Math.floor(saved * (10_000 / 12_000 - (costBasisPoints ?? 0) / 10_000) + 0.5))
  })

  it('X1 M047 a timer that dies at any of its calls still settles each guarantee exactly once', async () => {
    const orders: string[] = []
    const dead: (() => Promise<void>)[] = []
    for (let nth = 1; nth <= 5; nth += 1) orders.push(await shop.buy(`promised-${nth}`, 'baochang-yue'))
    await shop.clock.advance(33 * DAY)
    for (let nth = 1; nth <= 40; nth += 1) {
      const { reached, revive } = await withBlow(shop, nth, nth % 2 ? 'dies_before' : 'dies_after', () =>
        shop.timer('payment', 'settleDue'),
      )
      dead.push(revive)
      if (!reached) break
      await shop.clock.advance(6 * 60_000)
    }
    await recover(shop, 4)
    // Those that hung go on after all: they find everything done.
    await Promise.all(dead.map((revive) => revive()))
    await recover(shop, 1)
    expect(leftOpen(shop)).toEqual([])
    for (const orderId of orders) expect(sentFor(orderId)).toMatchObject([{ amount: 3000 }])
    expect(documents<Refund>(shop, 'refunds').every(({ state }) => state === 'succeeded')).toBe(true)
    expect(dead.length).toBeGreaterThan(8)
  })
})
