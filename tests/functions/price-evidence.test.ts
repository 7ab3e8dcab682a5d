import { BAKERY } from '../../local/demo/bakery'
import { openShop, settleFor, type Shop } from '../shop'

const DAY = 86_400_000

/** M006 from the counter to the shopper's page: a was-price rests on what somebody really paid. */
describe('M006 L4 was-prices', () => {
  let shop: Shop

  beforeAll(async () => {
    shop = await openShop()
    await shop.join('wang')
    await shop.buy('lin')
  })
  afterAll(() => shop.close())

  const nextDay = async () => {
    await shop.clock.advance(DAY)
    for (let run = 0; run < 3; run += 1) await shop.timer('renewal', 'sweep')
    await shop.clock.advance(60_000)
  }
  const release = async (price: number) => {
    const { release: expectedRelease, draft } = await shop.call('owner', 'operations.catalogue', {})
    const next = structuredClone(draft ?? BAKERY)
    const terms = next.plans[0]?.terms
    if (terms) terms.price = price
    await shop.call('owner', 'operations.release', {
      operationId: shop.operationId(),
      expectedRelease,
      draft: next,
    })
  }
  const reference = async () => (await shop.call('guest', 'membership.plan', { planId: 'nianka' })).reference

  it('M006 a price that was only asked for is never struck through', async () => {
    expect(await reference()).toBeNull()
    await release(29_900)
    await shop.clock.advance(DAY)
    await release(19_900)
    expect((await reference())?.amount).not.toBe(29_900)
  })

  it('M006 F8 a price that was really paid may stand beside a lower one, with its evidence', async () => {
    await nextDay()
    await nextDay()
    expect(await reference()).toBeNull()
    await release(9_900)
    expect(await reference()).toMatchObject({ amount: 19_900, basis: 'lowest_deal_7_days' })
    await release(29_900)
    expect(await reference()).toBeNull()
  })

  it('M006 what a member paid with a card is no evidence, what anybody paid without one is', async () => {
    await settleFor(shop, 'lin', [['meishi', 1]])
    await settleFor(shop, 'wang', [['natie', 1]])
    await nextDay()
    await nextDay()
    const [current] = [...shop.cloudbase.store.scan('releases')]
      .map(({ text }) => JSON.parse(text) as { _id: string; release: { products: Product[] } })
      .filter(({ _id }) => _id === 'current')
    const dealsOf = (id: string) => current?.release.products.find((product) => product.id === id)?.deals
    expect(dealsOf('meishi')).toEqual([])
    expect(dealsOf('natie')).toMatchObject([{ lowest: 1800 }])
  })
})

interface Product {
  id: string
  deals: { lowest: number }[]
}
