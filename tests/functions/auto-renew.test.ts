import { leftOpen, violations } from '../invariants'
import { contractOf, live, memberOf, sign, withAutoRenew } from '../auto-renew-shop'
import { openShop, type Shop } from '../shop'

const DAY = 86_400_000

describe('automatic renewal, in a whole shop', () => {
  let shop: Shop

  beforeAll(async () => {
    shop = await openShop({ draft: withAutoRenew() })
  })
  afterAll(() => shop.close())
  afterEach(() => shop.wechat.faults.clear())

  it('M049 L1 is signed by an own consent, told five days before, and charged on the last day', async () => {
    const person = 'lin'
    await shop.join(person)
    await shop.buy(person, 'yueka')
    const code = await sign(shop, person)
    const signed = await contractOf(shop, person, code)
    // Bought on 2027-03-10 for a month: valid through 04-10, which is the day of the charge.
    expect(signed).toMatchObject({ state: 'active', next: { chargeOn: '2027-04-10', amount: 3900 } })
    await live(shop, person, shop.clock.now() + 32 * DAY)
    const after = await contractOf(shop, person, code)
    expect(after.next).toMatchObject({ chargeOn: '2027-05-10', amount: 3900 })
    expect(after.events.map(({ kind }) => kind).reverse()).toEqual([
      'signed',
      'notice_sent',
      'notice_delivered',
      'wechat_notice',
      'charge_begun',
      'charged',
    ])
    expect(shop.wechat.papay.debits().map(({ state, amount }) => [state, amount])).toEqual([
      ['SUCCESS', 3900],
    ])
    expect(violations(shop)).toEqual([])
    expect(leftOpen(shop)).toEqual([])
    expect(memberOf(shop, person).state.memberships[0]?.periods).toHaveLength(2)
  })
})
