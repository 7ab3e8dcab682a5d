import { withGuarantees } from '../refund-shop'
import { openShop, type Shop } from '../shop'

const DAY = 86_400_000

/** What the page of cards leads to, as the shop itself says it. */
describe('what a held card leads to', () => {
  let shop: Shop

  beforeAll(async () => {
    shop = await openShop({ draft: withGuarantees() })
    await shop.join('lin')
  })
  afterAll(() => shop.close())

  const cards = async () => (await shop.call('lin', 'membership.cards', {})).cards

  it('M047 shows the guarantee of each period as payment.guarantee quotes it', async () => {
    const orderId = await shop.buy('lin', 'baochang-nian')
    const quoted = await shop.call('lin', 'payment.guarantee', { orderId })
    expect(quoted).toMatchObject({ claimable: false, claimFrom: '2028-01-22' })
    const [card] = await cards()
    expect(card?.extras).toEqual({ autoRenew: null, household: false, perks: false })
    expect(card?.periods).toMatchObject([
      {
        orderId,
        upgraded: false,
        guarantee: { refund: quoted.refund, settlesOn: quoted.settlesOn, state: 'running' },
      },
    ])
  })

  it('M047 a claim is said to be possible exactly from the day on which it is taken', async () => {
    const [card] = await cards()
    const orderId = card?.periods[0]?.orderId ?? ''
    const quoted = await shop.call('lin', 'payment.guarantee', { orderId })
    const from = Date.parse(`${quoted.claimFrom}T00:00:00+08:00`)
    await shop.clock.advance(from - DAY / 24 - shop.clock.now())
    const input = () => ({ operationId: shop.operationId(), orderId, refund: quoted.refund })
    expect((await shop.call('lin', 'payment.guarantee', { orderId })).claimable).toBe(false)
    expect(await shop.refusal('lin', 'payment.claimGuarantee', input())).toBe('GUARANTEE_NOT_POSSIBLE')
    await shop.clock.advance(DAY / 24)
    expect((await shop.call('lin', 'payment.guarantee', { orderId })).claimable).toBe(true)
    await shop.call('lin', 'payment.claimGuarantee', input())
    expect((await shop.call('lin', 'payment.guarantee', { orderId })).claimable).toBe(false)
  })

  it('a plan without any promise shows none', async () => {
    await shop.buy('lin', 'nianka')
    const plain = (await cards()).find(({ planId }) => planId === 'nianka')
    expect(plain?.periods).toMatchObject([{ guarantee: null, upgraded: false }])
  })
})
