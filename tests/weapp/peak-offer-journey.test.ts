import { joinAgreeing, serve, withReturning } from '../returning-shop'
import { openShop, type Shop } from '../shop'
import type { MiniProgram } from './driver'
import { pass, phoneOf } from './product'

describe('M088 an offer for renewing, from the counter to the longer card', () => {
  let shop: Shop
  let member: MiniProgram

  beforeAll(async () => {
    shop = await openShop({ draft: withReturning() })
    await joinAgreeing(shop, 'fuwu')
    await shop.buy('fuwu', 'quanyi')
    member = await phoneOf(shop, 'fuwu', { path: 'pages/member-code/index' })
  })
  afterAll(async () => {
    member.close()
    await shop.close()
  })

  test('M088 nothing is offered while the code is shown and the service is not done', async () => {
    await pass(10_000, shop, member)
    expect(member.page.reads('今天续卡加送')).toBe(false)
  })

  test('M088 within five seconds after the staff marks the service as done the phone shows it, and no more than that', async () => {
    await serve(shop, 'fuwu')
    await pass(5_000, shop, member)
    expectWords(member, '今天续卡加送', '今天 24:00 结束,过后不再补发')
    expect(member.page.route).toBe('pages/member-code/index')
    expect(member.phone.callsOf('showModal')).toHaveLength(0)
  })

  test('M088 M085 the page behind it weighs renewing and letting it end the same, and leads to the offer’s own dates', async () => {
    await member.page.tap('看清楚再决定')
    expect(member.page.route).toBe('packages/member/renewal/index')
    expect(member.page.count('.renewal-choice.button--secondary')).toBe(2)
    const { peakOffer } = await shop.call('fuwu', 'membership.renewal', {})
    await member.page.tap('续卡', { nth: -1 })
    expect(member.page.route).toBe('pages/checkout/index')
    expect(peakOffer?.through).toBe('2029-05-10')
    expectWords(member, '2029年5月10日')
  })

  test('M088 M097 paid, the card runs two months longer behind its own end, and the offer is gone', async () => {
    for (const nth of member.page.texts('.check-row').keys()) await member.page.tap('.check-row', { nth })
    await member.page.tap('微信支付 ¥299.00')
    expect(member.page.route).toBe('pages/payment-result/index')
    expect((await shop.call('fuwu', 'membership.cards', {})).cards[0]).toMatchObject({
      validThrough: '2029-05-10',
    })
    expect((await shop.call('fuwu', 'membership.home', {})).peakOffer).toBeUndefined()
  })
})

function expectWords({ page }: MiniProgram, ...words: string[]): void {
  for (const one of words) expect(page.reads(one) ? one : page.text()).toBe(one)
}
