import { openShop, settleFor, type Shop } from '../shop'
import { bind } from '../functions/merge-story'
import { topUp } from '../stored-value-shop'
import { erased, privacyDraft } from '../privacy-shop'
import type { MiniProgram } from './driver'
import { phoneOf } from './product'

const MEMBER = 'linxiaowen'

describe('one’s own data, from what is held to a closed account, on the product itself', () => {
  let shop: Shop
  const open: MiniProgram[] = []
  const phone = async (page: string) => {
    const app = await phoneOf(shop, MEMBER, { path: `packages/member/${page}/index` })
    open.push(app)
    await app.advance(1000)
    return app
  }
  const expectWords = ({ page }: MiniProgram, ...words: string[]) => {
    for (const one of words) expect(page.reads(one) ? one : page.text()).toBe(one)
  }

  beforeAll(async () => {
    shop = await openShop({ draft: privacyDraft() })
    await shop.join(MEMBER)
    await bind(shop, MEMBER, '13765430001')
    await shop.buy(MEMBER)
    await topUp(shop, MEMBER, 'chong-500')
    // Often enough to be known for it.
    for (let visit = 0; visit < 5; visit += 1) {
      await settleFor(shop, MEMBER, [['tusi', 1]])
      await shop.clock.advance(3_600_000)
    }
  })
  afterEach(() => {
    for (const app of open.splice(0)) app.close()
  })
  afterAll(() => shop.close())

  test('L9 what is held is said; marketing is agreed to and withdrawn with one tap each', async () => {
    const app = await phone('privacy')
    expectWords(app, '会员服务', '137****0001', '已同意')
    const marketing = async () => (await shop.call(MEMBER, 'membership.privacy', {})).switches.marketing
    await app.page.tap('同意', { nth: 0 })
    expect(await marketing()).toBe(true)
    await app.page.tap('撤回同意')
    expect(await marketing()).toBe(false)
  })

  test('M106 suggestions without own purchases, for the same prices', async () => {
    const before = await shop.call(MEMBER, 'membership.recommended', {})
    const app = await phone('privacy')
    await app.page.tap('按我的消费推荐')
    const after = await shop.call(MEMBER, 'membership.recommended', {})
    expect([before.personalised, after.personalised]).toEqual([true, false])
    const prices = new Map(before.items.map(({ productId, memberPrice }) => [productId, memberPrice]))
    for (const { productId, memberPrice } of after.items)
      expect(memberPrice).toBe(prices.get(productId) ?? memberPrice)
    const shown = await phone('recommended')
    expectWords(shown, '没有看您的消费,对每个人都一样')
  })

  test('L9 all parts come in one file, each with its heading', async () => {
    const app = await phone('export-data')
    await app.page.tap('全部数据')
    await app.page.tap('发到微信保存')
    const [text = ''] = app.phone.files.values()
    expect(text.split('\u{FEFF}')).toHaveLength(2)
    for (const heading of ['个人资料', '同意与撤回', '订单', '小票', '余额变动', '积分变动', '站内消息'])
      expect(text).toContain(`${heading}\r\n`)
    expect(text).toContain('137****0001')
  })

  test('L9 a name is corrected and taken out', async () => {
    const app = await phone('profile')
    await app.page.input('.profile-input', '晓雯')
    await app.page.tap('保存')
    expectWords(app, '称呼已修改')
    expect((await shop.call(MEMBER, 'membership.privacy', {})).profile.nickname).toBe('晓雯')
    await app.page.tap('删除', { nth: 0 })
    expect((await shop.call(MEMBER, 'membership.privacy', {})).profile.nickname).toBeNull()
  })

  test('L9 L6 closing gives the shown total back first; the person is a stranger afterwards', async () => {
    const { refundTotal, ends } = await shop.call(MEMBER, 'membership.closing', {})
    expect(refundTotal).toBeGreaterThan(0)
    const app = await phone('close-account')
    for (const { title, tick } of ends) if (tick !== null) await app.page.tap(`${title},同意放弃`)
    await app.page.tap('退款并注销')
    await app.answer('confirm')
    expectWords(app, '已注销', '个人信息已删除')
    await erased(shop)
    const home = await shop.call(MEMBER, 'membership.home', {})
    expect([home.standing, home.member]).toEqual(['guest', null])
  })
})
