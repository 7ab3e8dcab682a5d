import { openMessageShop, templateIdOf, type MessageShop } from '../message-shop'
import { openidOf } from '../shop'
import type { MiniProgram } from './driver'
import { phoneOf } from './product'

const MEMBER = 'linxiaowen'

describe('a member’s messages from the first accept to the last switch, on the product itself', () => {
  let shop: MessageShop
  let orderId = ''
  const open: MiniProgram[] = []
  const phone = async (path: string, storage?: Map<string, unknown>) => {
    const app = await phoneOf(shop, MEMBER, { path, ...(storage && { storage }) })
    open.push(app)
    await app.advance(1000)
    return app
  }
  const expectWords = ({ page }: MiniProgram, ...words: string[]) => {
    for (const one of words) expect(page.reads(one) ? one : page.text()).toBe(one)
  }
  const expiry = () => templateIdOf('expiry')

  beforeAll(async () => {
    shop = await openMessageShop()
    orderId = await shop.buy(MEMBER)
  })
  afterEach(() => {
    for (const app of open.splice(0)) app.close()
  })
  afterAll(() => shop.close())

  test('L12 after paying, one tap allows three templates and each counts once; the day has had its turn', async () => {
    const app = await phone(`pages/payment-result/index?orderId=${orderId}`)
    expectWords(app, '每同意一次只发一条,可以不同意')
    await app.page.tap('可以')
    const [asked] = app.phone.callsOf('requestSubscribeMessage')
    const ids = asked?.tmplIds as string[]
    expect(ids.length).toBeLessThanOrEqual(3)
    expect(ids).toContain(expiry())
    // What the person chose at WeChat's question, WeChat knows by itself.
    shop.wechat.subscriptions.answer(openidOf(MEMBER), Object.fromEntries(ids.map((id) => [id, 'accept'])))
    const { credits } = await shop.call(MEMBER, 'renewal.messageSettings', {})
    expect(
      credits
        .filter(({ left }) => left > 0)
        .map(({ templateId }) => templateId)
        .sort(),
    ).toEqual([...ids].sort())
    const again = await phone(`pages/payment-result/index?orderId=${orderId}`, app.phone.storage)
    expect(again.page.has('.message-ask')).toBe(false)
  })

  test('L12 what came is marked in words, reads with its reason and way, and is read once it was seen', async () => {
    await shop.post(MEMBER, 'coupon_expiry', 'journey:coupons', { about: { title: '早餐券 3 张' } })
    await shop.timer('renewal', 'sweep')
    const app = await phone('pages/me/index')
    await app.page.tap('有未读')
    await app.advance(1000)
    expectWords(app, '优惠券到期', '早餐券 3 张', '也发了微信服务通知', '可以在消息设置里关闭', '未读')
    expect((await shop.call(MEMBER, 'membership.home', {})).entries?.unread).toBe(false)
    await app.page.tap('早餐券 3 张')
    expect(app.page.route).toBe('packages/member/coupons/index')
    const later = await phone('packages/member/inbox/index')
    expect(later.page.reads('未读')).toBe(false)
  })

  test('L12 the spent accept is gone from the switches, and one tap gives one more', async () => {
    const app = await phone('packages/member/message-settings/index')
    const rowOf = (title: string) => app.page.texts('.credit').find((words) => words.includes(title)) ?? ''
    expect(rowOf('到期提醒')).toContain('现在不发微信通知')
    await app.page.tap('允许一次', { nth: 0 })
    const [[only] = []] = app.phone
      .callsOf('requestSubscribeMessage')
      .map(({ tmplIds }) => tmplIds as string[])
    const { credits } = await shop.call(MEMBER, 'renewal.messageSettings', {})
    expect(credits.find(({ templateId }) => templateId === only)?.left).toBe(1)
  })

  test('L12 a flow that was switched off comes no more, at once', async () => {
    const app = await phone('packages/member/message-settings/index')
    await shop.post(MEMBER, 'tier_changed', 'journey:tier', { about: { title: '银卡' } })
    await app.page.tap('等级变动')
    await shop.timer('renewal', 'sweep')
    const { rows } = await shop.call(MEMBER, 'renewal.inbox', {})
    expect(rows.map(({ flow }) => flow)).not.toContain('tier_changed')
  })
})
