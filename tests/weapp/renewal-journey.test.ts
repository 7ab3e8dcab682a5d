import { contractOf, live, sign, withAutoRenew } from '../auto-renew-shop'
import { openShop, type Shop } from '../shop'
import type { MiniProgram } from './driver'
import { expectWords } from './offers-phone'
import { phoneOf } from './product'

const DAY = 86_400_000

/** The page of automatic renewal with the real functions and WeChat behind it. */
describe('one member who lets a card renew by itself', () => {
  let shop: Shop
  let contractCode: string
  const open: MiniProgram[] = []
  const page = async () => {
    const app = await phoneOf(shop, 'lin', { path: 'packages/member/auto-renew/index' })
    open.push(app)
    return app
  }

  beforeAll(async () => {
    // Without messages a notice is delivered by nothing but this page.
    shop = await openShop({ draft: withAutoRenew(undefined, { messages: false }) })
    await shop.join('lin')
    await shop.buy('lin', 'yueka')
    contractCode = await sign(shop, 'lin')
  })
  afterEach(() => {
    for (const app of open.splice(0)) app.close()
  })
  afterAll(() => shop.close())

  test('L1 sees the day and the amount of the next charge as soon as it is signed', async () => {
    const app = await page()
    expectWords(app, '麦香月卡', '已开通', '每月 ¥39.00', '下次扣款', '在微信签约')
    expect(app.page.has('.renew-notice')).toBe(false)
  })

  test('L1 a notice that only lies here is delivered when it is read here', async () => {
    const { next } = await contractOf(shop, 'lin', contractCode)
    await live(shop, 'lin', Date.parse(`${next?.noticeOn}T12:00:00+08:00`) + DAY)
    expect((await contractOf(shop, 'lin', contractCode)).notice).toMatchObject({ deliveredAt: null })
    const app = await page()
    expectWords(app, '自动扣款¥39.00', '不想继续可随时取消')
    await app.settle({ calls: true })
    expect((await contractOf(shop, 'lin', contractCode)).notice?.deliveredAt).toBe(shop.clock.now())
    expectWords(app, '提醒已送达')
  })

  test('L1 two taps end it in the books at once, and the table keeps what was', async () => {
    const app = await page()
    await app.page.tap('关闭自动续费')
    app.phone.answer('confirm')
    await app.settle({ calls: true })
    expectWords(app, '已关闭,不会再扣款', '提醒已送达', '门店发出扣款提醒')
    expect(app.page.has('关闭自动续费')).toBe(false)
    expect((await contractOf(shop, 'lin', contractCode)).state).toBe('terminated')
    await live(shop, 'lin', shop.clock.now() + 40 * DAY)
    const { orders } = await shop.call('lin', 'payment.orders', {})
    expect(orders.map(({ kind }) => kind)).toEqual(['card'])
  })
})
