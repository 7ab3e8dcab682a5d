import { askForPerk, fillPool, withAlliance } from '../alliance-shop'
import { leftOpen, violations } from '../invariants'
import { keptAtWechat, recover } from '../faults/payments'
import { openShop, quoteFor, settleFor, type Shop } from '../shop'
import { topUp, withStoredValue } from '../stored-value-shop'

const DAY = 86_400_000
const A_YEAR_AND_A_DAY = 367 * DAY

describe('M013 the three modes of a card, each from the owner’s form to its end', () => {
  let shop: Shop

  beforeEach(async () => {
    // Created: one release sells a ticket, a stored-value and an alliance card side by side.
    shop = await openShop({ draft: withAlliance(withStoredValue()) })
    const { plans } = await shop.call('anybody', 'membership.plans', {})
    expect(plans.map(({ planId }) => planId)).toEqual(['nianka', 'chuzhi', 'lianming'])
  })
  afterEach(async () => {
    await recover(shop, 3)
    expect(leftOpen(shop)).toEqual([])
    expect(violations(shop)).toEqual([])
    await shop.close()
  })

  async function giveBack(person: string, orderId: string): Promise<number> {
    const { refund } = await shop.call(person, 'payment.refundQuote', { orderId })
    await shop.call(person, 'payment.refund', { operationId: shop.operationId(), orderId, refund })
    await recover(shop, 2)
    return refund
  }
  const cardOf = async (person: string) => (await shop.call(person, 'membership.home', {})).card

  it('M013 a ticket is bought, used, given back, and another one expires', async () => {
    const orderId = await shop.buy('lin')
    expect((await settleFor(shop, 'lin', [['meishi', 1]])).receipt).toMatchObject({ paid: 900, saved: 600 })
    const back = await giveBack('lin', orderId)
    expect(keptAtWechat(shop, orderId)).toBe(19_900 - back)
    expect(await cardOf('lin')).toMatchObject({ state: 'refunded' })
    expect((await settleFor(shop, 'lin', [['meishi', 1]])).receipt.saved).toBe(0)

    await shop.buy('chen')
    await shop.clock.advance(A_YEAR_AND_A_DAY)
    expect(await cardOf('chen')).toMatchObject({ state: 'lapsed' })
    expect((await settleFor(shop, 'chen', [['meishi', 1]])).receipt.saved).toBe(0)
  })

  it('M013 stored value is paid in, used, given back, and what stays never expires (L5)', async () => {
    const orderId = await topUp(shop, 'lin', 'chong-500')
    const { quote, receipt } = await quoteFor(shop, 'lin', [['tusi', 1]])
    expect(receipt).toMatchObject({ list: 2200, paid: 2090 })
    await shop.call('clerk-laojie', 'counter.settle', { branchId: 'laojie', quote, tender: 'stored_value' })
    const back = await giveBack('lin', orderId)
    expect(keptAtWechat(shop, orderId)).toBe(50_000 - back)
    expect(await shop.call('lin', 'membership.wallet', {})).toMatchObject({
      principal: 0,
      bonus: 0,
      lots: [],
    })
    expect((await quoteFor(shop, 'lin', [['tusi', 1]])).receipt.saved).toBe(0)

    await topUp(shop, 'chen', 'chong-500')
    await shop.clock.advance(A_YEAR_AND_A_DAY)
    const kept = { principal: 50_000, bonus: 5000, memberBasisPoints: 9500 }
    expect(await shop.call('chen', 'membership.wallet', {})).toMatchObject(kept)
  })

  it('M013 an alliance card is bought, its perk is used, it is given back less the perk, and another one expires', async () => {
    await fillPool(shop, 'yingyin', 5)
    const orderId = await shop.buy('lin', 'lianming')
    expect(await askForPerk(shop, 'lin', orderId, 'yingyin')).toMatchObject({ state: 'issued' })
    const used = { operationId: shop.operationId(), orderId, perkId: 'yingyin' }
    expect(await shop.call('lin', 'membership.activatedPerk', used)).toMatchObject({ state: 'activated' })
    const back = await giveBack('lin', orderId)
    expect(back).toBe(29_900 - 6000)
    expect(keptAtWechat(shop, orderId)).toBe(6000)
    expect(await cardOf('lin')).toMatchObject({ state: 'refunded' })

    await shop.buy('chen', 'lianming')
    await shop.clock.advance(A_YEAR_AND_A_DAY)
    expect(await cardOf('chen')).toMatchObject({ state: 'lapsed' })
    const { perks } = await shop.call('chen', 'membership.perks', {})
    expect(perks.filter(({ state }) => state === 'offered' || state === 'issued')).toEqual([])
  })
})
