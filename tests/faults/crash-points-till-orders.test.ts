import { leftOpen, violations } from '../invariants'
import { openShop, type Shop } from '../shop'
import { withTillOrders } from '../till-order-shop'
import { STRIKES, strikeEachCall } from './crash'
import { recover } from './payments'

const BRANCH = 'laojie'
const CLERK = 'clerk-laojie'

/** A member with the card, three coupons and points, and the quote of an order that takes them all. */
async function ordered(shop: Shop, person: string) {
  await shop.join(person)
  await shop.buy(person)
  const quote = async (productId: string, asked = {}) => {
    const code = await shop.codeOf(person)
    const { visit } = await shop.call(CLERK, 'counter.resolve', { branchId: BRANCH, code })
    const lines = [{ productId, quantity: 1 }]
    return shop.call(CLERK, 'counter.quote', { branchId: BRANCH, visit, lines, ...asked })
  }
  const settle = (ticket: string) =>
    shop.call(CLERK, 'counter.settle', { branchId: BRANCH, quote: ticket, tender: 'external' })
  await settle((await quote('tusi')).quote)
  await shop.call(person, 'coupons.claim', { operationId: shop.operationId(), campaignId: 'zhounian' })
  await shop.clock.advance(61_000)
  const quoted = await quote('tusi', { points: 10, delivery: { fee: 600 } })
  if (quoted.receipt.coupons?.length !== 1 || !quoted.receipt.points) throw new Error('an order of less')
  const holds = async () => {
    const { coupons } = await shop.call(person, 'coupons.wallet', {})
    const { benefits } = await shop.call(person, 'membership.benefits', {})
    const { points } = await shop.call(person, 'points.home', {})
    return [coupons.reduce((sum, { left }) => sum + left, 0), benefits[0]?.left, points?.available]
  }
  return { quoted, settle, holds }
}

describe('X1 crash points of an order with coupons, a waived fee and points', () => {
  let shop: Shop
  let people = 0

  beforeAll(async () => {
    shop = await openShop({ draft: withTillOrders() })
  })
  afterAll(() => shop.close())

  const cases = ['settled', 'undone'].flatMap((end) => STRIKES.map((blow) => [end, blow] as const))

  it.each(cases)('M041 M059 M060 an order that is %s: %s at each call; exactly once', async (end, blow) => {
    const played = await strikeEachCall(shop, blow, async () => {
      const { quoted, settle, holds } = await ordered(shop, `ordered-${(people += 1)}`)
      const [coupons, waivers, points] = (await holds()) as [number, number, number]
      let work: () => Promise<unknown> = () => settle(quoted.quote)
      let expected: unknown = [coupons - 1, waivers - 1, expect.any(Number)]
      if (end === 'undone') {
        const { memberNumber, receipt } = await settle(quoted.quote)
        const input = { branchId: BRANCH, memberNumber, receiptId: receipt.receiptId }
        work = () => shop.call(CLERK, 'counter.undo', input)
        expected = [coupons, waivers, points]
      }
      return { work, holds, expected }
    })
    for (const { holds, expected } of played) expect(await holds()).toEqual(expected)
    await recover(shop, 2)
    expect(violations(shop)).toEqual([])
    expect(leftOpen(shop)).toEqual([])
  })
})
