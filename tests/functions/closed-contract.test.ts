import type { Order } from '../../cloudfunctions/domain/order'
import { disagreements, recover } from '../faults/payments'
import { documents, leftOpen, violations } from '../invariants'
import {
  contractInput,
  kept,
  live,
  memberOf,
  NOTICE_TEMPLATE,
  sign,
  signAtWechat,
  withAutoRenew,
} from '../auto-renew-shop'
import { close, erased } from '../privacy-shop'
import { openidOf, openShop, type Shop } from '../shop'

const DAY = 86_400_000

describe('an account that is closed while money is bound to it', () => {
  let shop: Shop

  beforeAll(async () => {
    shop = await openShop({ draft: withAutoRenew() })
  })
  afterEach(async () => {
    shop.wechat.faults.clear()
    await erased(shop)
    expect(violations(shop)).toEqual([])
    expect(leftOpen(shop)).toEqual([])
    expect(disagreements(shop)).toEqual([])
  })
  afterAll(() => shop.close())

  const atWechat = (person: string) =>
    shop.wechat.papay.contracts().filter(({ openid }) => openid === openidOf(person))

  /** Past the day of the next charge, with the timers of each day. */
  async function daysPass(days: number): Promise<void> {
    for (let day = 0; day < days; day += 1) {
      await shop.clock.advance(DAY)
      await recover(shop, 1)
    }
  }

  async function subscriber(person: string): Promise<string> {
    await shop.join(person)
    await shop.buy(person, 'yueka')
    return sign(shop, person)
  }

  it('L1 L9 a contract ends with the account, at WeChat too: no notice and no charge comes after', async () => {
    await subscriber('bound')
    await close(shop, 'bound')
    await erased(shop)
    expect(atWechat('bound').map(({ state }) => state)).toEqual(['ended'])
    await shop.join('bound')
    await daysPass(35)
    expect(kept(shop, 'bound')).toBe(0)
    expect(
      shop.wechat
        .inbox()
        .filter(({ openid, templateId }) => openid === openidOf('bound') && templateId === NOTICE_TEMPLATE),
    ).toEqual([])
    expect((await shop.call('bound', 'membership.autoRenew', {})).contracts).toEqual([])
  })

  it('L1 L9 a charge that is on its way while the account is closed goes back by itself', async () => {
    const code = await subscriber('charged')
    const { contracts } = await shop.call('charged', 'membership.autoRenew', {})
    const next = contracts.find(({ contractCode }) => contractCode === code)?.next
    await live(shop, 'charged', Date.parse(`${next?.chargeOn ?? ''}T06:59:00+08:00`))
    await shop.clock.advance(11 * 60_000)
    await shop.timer('payment', 'settleDue')
    expect(memberOf(shop, 'charged').state.contracts[0]?.state).toBe('charging')
    await close(shop, 'charged')
    await erased(shop)
    // WeChat took it all the same, so that there was something to give back.
    expect(shop.wechat.papay.debits().at(-1)).toMatchObject({ state: 'SUCCESS', amount: 3900 })
    expect(kept(shop, 'charged')).toBe(0)
    expect(memberOf(shop, 'charged').state.memberships).toEqual([])
  })

  it('L1 L9 a contract that was prepared here and is signed after the end is ended at once', async () => {
    await shop.join('slow')
    const prepared = await shop.call('slow', 'payment.signContract', await contractInput(shop, 'slow'))
    await close(shop, 'slow')
    await erased(shop)
    signAtWechat(shop, 'slow', prepared)
    await shop.wechat.tick()
    await recover(shop, 3)
    expect(atWechat('slow').map(({ state }) => state)).toEqual(['ended'])
    await daysPass(35)
    expect(kept(shop, 'slow')).toBe(0)
    const orders = documents<Order>(shop, 'orders')
    expect(orders.filter(({ memberId }) => memberId === shop.numberOf('slow'))).toEqual([])
  })
})
