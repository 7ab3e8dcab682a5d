import { openidOf, openShop, settleFor, type Shop } from '../shop'
import type { LaunchOptions, MiniProgram } from './driver'
import { readBarCode } from './bar-code'
import { pass, phoneOf } from './product'

const PHONE_NUMBER = '13800010001'

describe('what a phone refuses or lacks', () => {
  let shop: Shop
  const open: MiniProgram[] = []
  const phone = async (person: string, options: Partial<LaunchOptions> = {}) => {
    const app = await phoneOf(shop, person, options)
    open.push(app)
    return app
  }
  const expectWords = ({ page }: MiniProgram, words: string) =>
    expect(page.reads(words) ? words : page.text()).toBe(words)

  beforeAll(async () => {
    shop = await openShop()
  })
  afterEach(() => {
    for (const app of open.splice(0)) app.close()
  })
  afterAll(() => shop.close())

  describe('WeChat’s privacy question, when the phone number is first needed (M062)', () => {
    /** The page of a member whom WeChat has not asked yet. */
    const me = async (person: string, privacy: LaunchOptions['privacy']) => {
      await shop.join(person)
      const app = await phone(person, {
        path: 'pages/me/index',
        privacy,
        openTypes: {
          getPhoneNumber: () => ({
            code: shop.wechat.phoneCode(openidOf(person), PHONE_NUMBER),
            errMsg: 'getPhoneNumber:ok',
          }),
        },
      })
      expect(app.page.has('.privacy-sheet')).toBe(false)
      await app.page.tap('绑定')
      return app
    }

    test('M062 agreed to, the number is bound, masked', async () => {
      const app = await me('agrees', 'asks')
      expectWords(app, '隐私保护提示')
      await app.page.tap('.privacy-sheet wx-button.button--primary')
      expect(app.page.has('.privacy-sheet')).toBe(false)
      expectWords(app, '手机号 138****0001')
      expect(app.phone.privacy).toBe('agreed')
    })

    test('M062 declined, nothing is bound and everything else goes on', async () => {
      const app = await me('declines', 'asks')
      await app.page.tap('不同意')
      expect(app.page.has('.privacy-sheet')).toBe(false)
      expectWords(app, '未绑定手机号,不影响购买和使用')
      const { member } = await shop.call('declines', 'membership.home', {})
      expect(member?.maskedPhone).toBeNull()
    })

    test('M062 not declared in the guide, the same way on is shown without a question', async () => {
      const app = await me('undeclared', 'undeclared')
      expect(app.page.has('.privacy-sheet')).toBe(false)
      expectWords(app, '未绑定手机号,不影响购买和使用')
    })
  })

  describe('the member code', () => {
    const code = async (options: Partial<LaunchOptions> = {}) => {
      const app = await phone('xiaoli', options)
      await app.navigate('/pages/member-code/index')
      return app
    }
    beforeAll(() => shop.join('xiaoli'))

    test('on a WeChat without brightness is shown with the words to raise it by hand', async () => {
      const app = await code({ without: ['setScreenBrightness', 'getScreenBrightness'] })
      expectWords(app, '无法自动调亮屏幕,请手动调亮后出示')
      expect(readBarCode(app.page.canvas('#member-bars'))).toMatch(/^M1/)
    })

    test('on a WeChat that cannot hide from screenshots is still shown', async () => {
      const app = await code({ without: ['setVisualEffectOnCapture', 'createWebAudioContext'] })
      expect(readBarCode(app.page.canvas('#member-bars'))).toMatch(/^M1/)
      await pass(1000, shop, app)
      await settleFor(shop, 'xiaoli', [['meishi', 1]])
      await pass(2000, shop, app)
      expectWords(app, '结算完成')
    })

    test('goes on without a network, from what the phone kept, and is accepted', async () => {
      const first = await code()
      const again = await phone('xiaoli', { storage: first.phone.storage })
      again.phone.goOffline()
      await again.navigate('/pages/member-code/index')
      expectWords(again, '没有网络也可以出示')
      const shown = readBarCode(again.page.canvas('#member-bars'))
      const { member } = await shop.call('clerk-laojie', 'counter.resolve', {
        branchId: 'laojie',
        code: shown,
      })
      expect(member.number).toBe(shop.numberOf('xiaoli'))
    })
  })

  test('a clerk without camera types the code', async () => {
    const clerk = await phone('clerk-laojie', { path: 'packages/staff/counter/index' })
    clerk.phone.refuse('scanCode', { errMsg: 'fail auth deny' })
    await clerk.page.tap('扫会员码')
    expectWords(clerk, '无法使用相机,可输入或粘贴会员码,或按手机号查找')
    await shop.join('typed')
    await clerk.page.input('扫码枪或输入会员码', await shop.codeOf('typed'))
    await clerk.page.tap('.code-field__go')
    expectWords(clerk, '没有会员卡')
  })

  test('a base library that is too old is told so, once', async () => {
    const app = await phone('xiaoli', { device: { baseLibrary: '2.19.0' } })
    expect(app.phone.modal?.title).toBe('微信版本较旧')
    await app.answer('confirm')
    expect(app.phone.modal).toBeNull()
    expectWords(app, '麦香巷')
  })

  test('a client older than the contract is asked to update, and restarts into the new release', async () => {
    const app = await phone('xiaoli', {
      callFunction: ({ data }) => shop.ask('xiaoli', (data as { action: string }).action, {}, -1),
    })
    expect(app.phone.modal?.title).toBe('请更新小程序')
    await app.answer('confirm')
    expect(app.phone.applied).toBe(false)
    app.phone.emit('update-ready')
    await app.settle()
    expect(app.phone.modal?.title).toBe('新版本已准备好')
    await app.answer('confirm')
    expect(app.phone.applied).toBe(true)
  })
})
