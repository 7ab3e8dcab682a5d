import type { Answer } from '../../cloudfunctions/contract/envelope'
import { disagreements, keptAtWechat, orderOf, pay, payOnPhone, recover } from '../faults/payments'
import { leftOpen, violations } from '../invariants'
import { quoteFor, type Shop } from '../shop'
import { topUp } from '../stored-value-shop'
import { definite, tally } from './definite'
import {
  BRANCH,
  bringBack,
  buyCoffee,
  CLERK,
  openPeersShop,
  payCoffee,
  pointsOf,
  recordsOf,
  returning,
} from './peers-shop'

const MINUTE = 60_000

/** What broke other shops' refunds, balances and levels, played against the whole of this one. */
describe('X6 peers’ holes in refunds, balances and tiers', () => {
  let shop: Shop

  beforeAll(async () => {
    shop = await openPeersShop()
    for (const person of ['lin', 'chen', 'wang', 'zhao', 'sun']) await shop.join(person)
  })
  afterEach(async () => {
    await recover(shop, 3)
    expect(violations(shop)).toEqual([])
    expect(leftOpen(shop)).toEqual([])
    expect(disagreements(shop)).toEqual([])
  })
  afterAll(() => shop.close())

  const saved = async (person: string) => (await shop.call(person, 'membership.home', {})).savedTotal
  const growth = async (person: string) => (await shop.call(person, 'points.tier', {})).tier?.growth

  it('H8 sixteen purchases at once lose no growth', async () => {
    const quotes: string[] = []
    for (let n = 0; n < 16; n += 1) quotes.push((await quoteFor(shop, 'zhao', [['meishi', 1]])).quote)
    const answers = await Promise.all(
      quotes.map((quote) =>
        definite(shop, CLERK, 'counter.settle', { branchId: BRANCH, quote, tender: 'external' }),
      ),
    )
    expect(tally(answers)).toEqual({ ok: 16 })
    expect((await shop.call('zhao', 'points.tier', {})).tier).toMatchObject({ growth: 16 * 15 })
    expect((await pointsOf(shop, 'zhao')).available).toBe(16 * 15)
  })

  it('H9 sixteen tills take from one balance at once: each row says what it took, and they add up to what is left', async () => {
    await topUp(shop, 'wang', 'chong-100')
    const quotes: string[] = []
    for (let n = 0; n < 16; n += 1) quotes.push((await quoteFor(shop, 'wang', [['meishi', 1]])).quote)
    const answers = await Promise.all(
      quotes.map((quote) =>
        definite(shop, CLERK, 'counter.settle', { branchId: BRANCH, quote, tender: 'stored_value' }),
      ),
    )
    // ¥100 are six coffees of ¥15; the others are told, and nobody sees less than nothing.
    expect(answers.filter(({ ok }) => ok)).toHaveLength(6)
    const { principal, history } = await shop.call('wang', 'membership.wallet', {})
    expect(principal).toBe(1000)
    expect(history.map((row) => row.principal).sort((a, b) => a - b)).toEqual([
      ...Array.from({ length: 6 }, () => -1500),
      10_000,
    ])
  })

  it('H10 thread 11: the second partial return gives the rest to the fen, savings, growth and points with it', async () => {
    await shop.buy('lin')
    const before = [await saved('lin'), (await pointsOf(shop, 'lin')).available, await growth('lin')]
    const settled = await payCoffee(shop, 'lin', 3, 'external')
    await shop.clock.advance(16 * MINUTE)
    const first = await bringBack(shop, settled, 1)
    const second = await bringBack(shop, settled, 2)
    expect(first.refund + second.refund).toBe(settled.receipt.paid)
    expect(first.points.takenBack + second.points.takenBack).toBe(settled.receipt.earned?.points)
    expect([await saved('lin'), (await pointsOf(shop, 'lin')).available, await growth('lin')]).toEqual(before)
    const { memberNumber, receipt } = settled
    const again = {
      ...{ operationId: shop.operationId(), branchId: BRANCH, memberNumber, refund: 0, reason: '再退' },
      ...{ receiptId: receipt.receiptId, lines: [{ line: 0, quantity: 1 }] },
    }
    expect(await shop.refusal(CLERK, 'counter.returnGoods', again)).toBe('RETURN_NOT_POSSIBLE')
  })

  it('thread 11 a return that is sent twice, by two clerks’ phones at once, deducts once', async () => {
    const settled = await buyCoffee(shop, 'sun', 4)
    await shop.clock.advance(16 * MINUTE)
    const command = await returning(shop, settled, 2)
    const answers = await Promise.all(
      Array.from({ length: 8 }, () => definite(shop, CLERK, 'counter.returnGoods', command)),
    )
    expect(tally(answers)).toEqual({ ok: 8 })
    expect((await pointsOf(shop, 'sun')).available).toBe(30)
    expect(await recordsOf(shop, 'sun')).toEqual([-30, 60])
  })

  it('thread 5 paid on two phones and brought back by 24 clerks at once: WeChat keeps nothing, and gives back no more', async () => {
    const { quote } = await quoteFor(shop, 'chen', [['meishi', 3]])
    const waiting = await shop.call(CLERK, 'counter.settle', { branchId: BRANCH, quote, tender: 'wechat' })
    const { receiptId, paid } = waiting.receipt
    const orders = [
      await payOnPhone(shop, 'chen', receiptId, paid),
      await payOnPhone(shop, 'chen', receiptId, paid),
    ]
    for (const order of orders) pay(shop, order)
    await shop.wechat.tick()
    await recover(shop)
    const captured = () => orders.map(({ orderId }) => keptAtWechat(shop, orderId)).sort((a, b) => a - b)
    expect(captured()).toEqual([0, paid])

    const commands: Awaited<ReturnType<typeof returning>>[] = []
    for (let n = 0; n < 24; n += 1) commands.push(await returning(shop, waiting, 1 + (n % 3)))
    const send = () =>
      Promise.all(commands.map((command) => definite(shop, CLERK, 'counter.returnGoods', command)))
    const refunds = (answers: readonly Answer[]) =>
      answers.flatMap((answer) => (answer.ok ? [(answer.data as { refund: number }).refund] : []))
    const first = refunds(await send())
    expect(first.length).toBeGreaterThan(0)
    expect(first.reduce((sum, refund) => sum + refund, 0)).toBeLessThanOrEqual(paid)
    // The very same once more changes nothing.
    expect(refunds(await send())).toEqual(first)
    // WeChat takes one refund of an order a minute: three of one order need a round each, and one may come late.
    await recover(shop, 6)
    const back = first.reduce((sum, refund) => sum + refund, 0)
    expect(captured()).toEqual([0, paid - back])
    expect(orders.map(({ orderId }) => orderOf(shop, orderId).refundedTotal).sort((a, b) => a - b)).toEqual(
      [back, paid].sort((a, b) => a - b),
    )
  })

  it('thread 10 buy, earn and undo a hundred times: no points, no growth, no savings are left over', async () => {
    const before = [await saved('lin'), await pointsOf(shop, 'lin'), await growth('lin')]
    for (let round = 0; round < 100; round += 1) {
      const { memberNumber, receipt } = await payCoffee(shop, 'lin', 2, 'external')
      const { receiptId } = receipt
      await shop.call(CLERK, 'counter.undo', { branchId: BRANCH, memberNumber, receiptId })
    }
    expect([await saved('lin'), await pointsOf(shop, 'lin'), await growth('lin')]).toEqual(before)
  })
})
