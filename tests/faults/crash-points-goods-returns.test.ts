import type { Tender } from '../../cloudfunctions/contract/primitives'
import { leftOpen, violations } from '../invariants'
import { withPoints } from '../points-shop'
import { openShop, quoteFor, type Shop } from '../shop'
import { topUp, withStoredValue } from '../stored-value-shop'
import { STRIKES, withBlow } from './crash'
import { disagreements, keptAtWechat, pay, payOnPhone, recover } from './payments'

const MOST_CALLS = 8
const BRANCH = 'laojie'
const CLERK = 'clerk-laojie'
const UNDO_MS = 16 * 60_000
const TENDERS: readonly Tender[] = ['external', 'stored_value', 'wechat']

/** Four coffees that were paid this way and can't be undone any more; a hundred yuan of balance. */
async function sold(shop: Shop, person: string, tender: Tender) {
  await shop.join(person)
  await shop.buy(person)
  await topUp(shop, person, 'chong-100')
  const { quote, receipt } = await quoteFor(shop, person, [['meishi', 4]])
  const { memberNumber, receipt: settled } = await shop.call(CLERK, 'counter.settle', {
    branchId: BRANCH,
    quote,
    tender,
  })
  let orderId: string | null = null
  if (tender === 'wechat') {
    const order = await payOnPhone(shop, person, settled.receiptId, receipt.paid)
    pay(shop, order)
    await shop.wechat.tick()
    orderId = order.orderId
  }
  const holds = async () => {
    const { points } = await shop.call(person, 'points.home', {})
    const { savedTotal } = await shop.call(person, 'membership.home', {})
    const { principal } = await shop.call(person, 'membership.wallet', {})
    return {
      points: points?.available ?? 0,
      debt: points?.debt ?? 0,
      savedTotal,
      principal,
      kept: orderId === null ? 0 : keptAtWechat(shop, orderId),
    }
  }
  return { memberNumber, receiptId: settled.receiptId, holds }
}

describe('X1 crash points of goods that come back', () => {
  let shop: Shop
  let people = 0

  beforeAll(async () => {
    shop = await openShop({ draft: withPoints(withStoredValue(), { pendingDays: 0 }) })
  })
  afterAll(() => shop.close())

  const cases = TENDERS.flatMap((tender) => STRIKES.map((blow) => [tender, blow] as const))

  it.each(cases)('H10 paid %s: %s at each call; it goes back exactly once', async (tender, blow) => {
    const sales: Awaited<ReturnType<typeof sold>>[] = []
    for (let nth = 0; nth < MOST_CALLS; nth += 1)
      sales.push(await sold(shop, `buyer-${(people += 1)}`, tender))
    await shop.clock.advance(UNDO_MS)
    const played: { holds: () => Promise<unknown>; expected: unknown }[] = []
    for (const { memberNumber, receiptId, holds } of sales) {
      const before = await holds()
      const goods = { branchId: BRANCH, memberNumber, receiptId, lines: [{ line: 0, quantity: 1 }] }
      const { refund, back, points } = await shop.call(CLERK, 'counter.quoteReturn', goods)
      const input = { operationId: shop.operationId(), ...goods, refund, reason: '不合口味' }
      const work = () => shop.call(CLERK, 'counter.returnGoods', input)
      const { reached, revive } = await withBlow(shop, played.length + 1, blow, work)
      // The same intention once more, while the first attempt may still be on its way.
      await work().catch(() => undefined)
      await revive()
      await work().catch(() => undefined)
      expect(back.inCash + back.toBalance + back.toWechat).toBe(refund)
      const expected = {
        points: before.points - points.takenBack,
        debt: 0,
        savedTotal: before.savedTotal - 600,
        principal: before.principal + back.toBalance,
        kept: before.kept - back.toWechat,
      }
      played.push({ holds, expected })
      if (!reached) break
    }
    await recover(shop, 3)
    for (const { holds, expected } of played) expect(await holds()).toEqual(expected)
    expect(violations(shop)).toEqual([])
    expect(leftOpen(shop)).toEqual([])
    expect(disagreements(shop)).toEqual([])
    expect(played.length).toBeGreaterThan(2)
    expect(played.length).toBeLessThan(MOST_CALLS)
  })
})
