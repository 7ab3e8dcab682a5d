import { afterTheWindow, order, runTimers, withReferral } from '../referral-shop'
import { openidOf, openShop, type Shop } from '../shop'
import type { MiniProgram } from './driver'
import { expectWords } from './offers-phone'
import { phoneOf } from './product'

describe('an invitation on two phones, with the real functions behind them', () => {
  let shop: Shop
  const open: MiniProgram[] = []
  const phone = async (person: string, path: string) => {
    const app = await phoneOf(shop, person, {
      path,
      openTypes: {
        getPhoneNumber: () => ({
          code: shop.wechat.phoneCode(openidOf(person), '13800010008'),
          errMsg: 'getPhoneNumber:ok',
        }),
      },
    })
    await app.advance(300)
    open.push(app)
    return app
  }
  beforeAll(async () => {
    shop = await openShop({ draft: withReferral() })
    await shop.join('linxiaowen')
  })
  afterAll(async () => {
    for (const app of open) app.close()
    await shop.close()
  })

  test('M107 from the shared card over joining to both rewards, with every step to be read', async () => {
    const lin = await phone('linxiaowen', 'pages/me/index')
    await lin.page.tap('邀请有礼')
    await lin.advance(300)
    expectWords(lin, '50积分', '转发本身没有奖励')
    await lin.page.tap('让朋友知道是我邀请')
    const { path } = (await lin.share()) as { path: string }

    const chen = await phone('xiaochen', path.replace(/^\//, ''))
    expectWords(chen, '**请您来', '麦香巷', '先逛逛', '50积分')
    await chen.page.tap('免费加入')
    await chen.page.tap('已阅读并同意')
    await chen.page.tap('加入', { nth: -1 })
    expectWords(chen, '已加入麦香巷', '加不加都一样享受会员权益')
    // Once per person, phone number and device: the number is asked for here, and only for this (M103).
    await chen.page.tap('绑定')
    await chen.page.tap('.invited-pack .button')
    expectWords(chen, '已领,去看看')

    await runTimers(shop)
    const progress = async () => {
      const app = await phone('linxiaowen', 'packages/club/invite/index')
      return app
    }
    expectWords(await progress(), '等这位朋友的第一笔消费', '本月最多3位有奖励,还剩3位')
    await order(shop, 'xiaochen')
    await runTimers(shop)
    const waiting = await progress()
    expectWords(waiting, '待到账', '到账,退货则不计')
    await afterTheWindow(shop)
    const done = await progress()
    expectWords(done, '已到账', '本月最多3位有奖励,还剩2位')
    for (const app of [waiting, done]) expect(app.page.reads(shop.numberOf('xiaochen'))).toBe(false)
  })

  test('M107 the poster carries the code of the own scene, drawn by WeChat', async () => {
    const lin = await phone('linxiaowen', 'packages/club/poster/index')
    const [code] = lin.page
      .canvas('#invitation-poster')
      .pictures.map(({ src }) => src)
      .filter((src) => src.startsWith('data:'))
    expect(code?.length).toBeGreaterThan(1000)
    await lin.page.tap('保存到相册')
    expectWords(lin, '已保存')
  })

  test('M107 a member who bought before is told that only newcomers count', async () => {
    const { share } = await shop.call('linxiaowen', 'referral.mine', {})
    await shop.buy('laoke')
    const guest = await phone('laoke', (share?.path ?? '').replace(/^\//, ''))
    await guest.page.tap('接受邀请')
    expectWords(guest, '邀请只计第一次来的朋友')
  })

  test('M120 the card picture holds what the shop knows and the member ticked', async () => {
    await shop.buy('shaika')
    const app = await phone('shaika', 'packages/club/card-picture/index')
    const drawn = () => app.page.canvas('#card-picture').texts.join('')
    expect(drawn()).toContain('麦香年卡')
    expect(drawn()).not.toContain(shop.numberOf('shaika'))
    await app.page.tap('累计省了多少')
    await app.advance(300)
    expect(drawn()).toContain('已省')
  })
})
