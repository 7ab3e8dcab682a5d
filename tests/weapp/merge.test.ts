import { twoWeChats } from '../functions/merge-story'
import { openidOf, openShop, type Shop } from '../shop'
import { phoneOf } from './product'

describe('M062 merging two WeChats on the phone', () => {
  let shop: Shop

  beforeAll(async () => {
    shop = await openShop()
  })
  afterAll(() => shop.close())

  it('M062 binding a phone of another WeChat offers to merge: one scan, and its card is here', async () => {
    const { first, second, phone } = await twoWeChats(shop)
    const memberCode = await shop.codeOf(first)
    const app = await phoneOf(shop, second, {
      path: 'pages/me/index',
      scanCode: () => memberCode,
      openTypes: {
        getPhoneNumber: () => ({
          code: shop.wechat.phoneCode(openidOf(second), phone),
          errMsg: 'getPhoneNumber:ok',
        }),
      },
    })
    await app.settle()
    await app.page.tap('绑定')
    await app.settle()
    expect(app.page.reads('在原微信打开会员码,用这台手机扫一扫即可合并')).toBe(true)
    await app.page.tap('验证手机号并扫一扫')
    await app.settle()
    expect(app.page.reads('会员卡1张、累计已省¥6')).toBe(true)
    await app.page.tap('知道了')
    await app.settle()
    expect(app.page.reads(`138****${phone.slice(7)}`)).toBe(true)
    expect((await shop.call(second, 'membership.home', {})).standing).toBe('holder')
    app.close()
  })
})
