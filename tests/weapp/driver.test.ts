import path from 'node:path'
import { launch, type CloudCall, type MiniProgram } from './driver'

const FIXTURE = path.join(__dirname, 'fixture')

describe('the driver of the mini-program', () => {
  const open: MiniProgram[] = []
  const start = async (options: Partial<Parameters<typeof launch>[0]> = {}) => {
    const app = await launch({ package: FIXTURE, ...options })
    open.push(app)
    return app
  }
  afterEach(() => {
    for (const app of open.splice(0)) app.close()
  })

  test('draws templates, imports, loops, components and wxs with data of the page', async () => {
    const { page } = await start()
    expect(page.text()).toBe('hello 0 plus off dead inner 美式 ¥15.00 拿铁 ¥18.00 同意')
    expect(page.count('.row')).toBe(2)
  })

  test('brings taps to the page and counts the bytes of what it sends', async () => {
    const app = await start()
    const { bytes, payloads } = await app.measure(() => app.page.tap('plus'))
    expect(app.page.text('.count')).toBe('2')
    expect(payloads).toEqual([{ bytes: 11, data: { count: 2 } }])
    expect(bytes).toBe(11)
    expect(app.page.payloads).toHaveLength(1)
  })

  test('types, ticks and flips as a person does', async () => {
    const { page } = await start()
    await page.input('名字', '小明')
    expect(page.text('.greeting')).toBe('hello 小明')
    await page.tap('同意')
    expect(page.text('.picked')).toBe('yes')
    await page.tap('同意')
    expect(page.text('.picked')).toBe('')
    await page.tap('wx-switch')
    expect(page.attribute('wx-switch', 'checked')).toBe(true)
  })

  test('lets events of components and caught taps go as WeChat does', async () => {
    const { page } = await start()
    await page.tap('拿铁')
    expect(page.text('.picked')).toBe('拿铁')
    await page.tap('.inner')
    expect(page.text('.picked')).toBe('拿铁 inner')
    await page.tap('.outer')
    expect(page.text('.picked')).toBe('拿铁 inner outer')
  })

  test.each([
    ['a tap that reaches nobody', 'dead', 'nothing listens'],
    ['a tap on a disabled button', 'off', 'disabled'],
    ['something that is not there', 'buy', 'nothing on the page is "buy"'],
    ['something that is there twice', '.row', 'is 2 things'],
    ['something hidden', 'never seen', 'nothing on the page'],
  ])('fails at %s', async (_what, target, message) => {
    const { page } = await start()
    await expect(page.tap(target)).rejects.toThrow(message)
  })

  test('sees what style sheets hide and show', async () => {
    const { page } = await start()
    expect(page.has('unfolded')).toBe(false)
    await page.tap('plus')
    await page.tap('plus')
    expect(page.has('unfolded')).toBe(true)
    expect(page.text()).toContain('unfolded')
  })

  test('reads a drawing back from its canvas', async () => {
    const { page } = await start()
    const canvas = page.canvas('#code')
    expect(canvas.width).toBe(600)
    expect(canvas.colourAt(25, 25)).toBe('#000000')
    expect(canvas.colourAt(31, 25)).toBeNull()
  })

  test('gives the logic layer nothing but JavaScript and WeChat', async () => {
    const { logic } = await start()
    const names =
      'window document self fetch XMLHttpRequest localStorage navigator TextEncoder process Buffer URL'
    for (const name of `${names} WebAssembly performance structuredClone setImmediate`.split(' ')) {
      expect(`${name} ${String(logic.evaluate(`typeof ${name}`))}`).toBe(`${name} undefined`)
    }
    expect(() => logic.evaluate('new Function("return 1")()')).toThrow(/Code generation from strings/)
    expect(() => logic.evaluate('eval("1")')).toThrow(/Code generation from strings/)
  })

  test('keeps modules within their package', async () => {
    const { logic } = await start()
    expect(() => logic.require('nowhere.js')).toThrow("module 'nowhere.js' is not defined")
    const reach = (target: string) =>
      (logic as unknown as { target: (from: string, to: string) => string }).target('app.js', target)
    expect(() => reach('../outside')).toThrow('outside of the package')
    expect(() => reach('./extra/pages/detail/index')).toThrow('in the sub-package extra')
  })

  test('fails loudly when a page uses an API that is not stubbed', async () => {
    const app = await start()
    expect(() => app.logic.evaluate('wx.getLocation()')).toThrow('wx.getLocation is not stubbed')
    await expect(app.settle()).rejects.toThrow('wx.getLocation is not stubbed')
    expect(() => app.logic.evaluate('wx.neverHeardOf()')).toThrow('not a function')
  })

  test('fails when nobody answers a call', async () => {
    const app = await start()
    app.logic.evaluate('wx.scanCode({ success() {}, fail() {} })')
    await expect(app.settle()).rejects.toThrow('scanCode was called, but the test gives no answer')
  })

  test('goes from page to page by the rules of WeChat', async () => {
    const app = await start({ path: 'pages/home/index?from=link' })
    expect(app.page.instance.from).toBe('link')
    const go = async (call: string) => {
      app.logic.evaluate(`error = ''; wx.${call.replace('})', ', fail: (e) => { error = e.errMsg } })')}`)
      await app.settle()
      return app.logic.evaluate('error')
    }
    expect(await go("navigateTo({ url: '/extra/pages/detail/index?x=%E4%B8%AD' })")).toBe('')
    expect(app.routes).toEqual(['pages/home/index', 'extra/pages/detail/index'])
    expect(app.page.text()).toBe('首页 {"x":"%E4%B8%AD"}')
    await expect(app.tab('列表')).rejects.toThrow('shows no tabs')
    await app.back()
    expect(await go("navigateTo({ url: '/pages/list/index' })")).toContain('can not navigateTo a tabbar page')
    expect(await go("navigateTo({ url: '/pages/nowhere/index' })")).toContain('is not found')
    expect(await go("switchTab({ url: '/extra/pages/detail/index' })")).toContain('can not switch')
    expect(await go('navigateBack({ delta: 1 })')).toContain('cannot navigate back at first page')
    await app.tab('列表')
    expect(app.routes).toEqual(['pages/list/index'])
    await app.tab('首页')
    for (let page = 2; page <= 10; page += 1) await app.navigate('/extra/pages/detail/index')
    expect(app.routes).toHaveLength(10)
    expect(await go("navigateTo({ url: '/extra/pages/detail/index' })")).toContain(
      'webview count limit exceed',
    )
  })

  test('keeps what is stored for the next launch, as JSON', async () => {
    const first = await start()
    first.logic.evaluate("wx.setStorageSync('key', { a: [1], b: undefined })")
    const second = await start({ storage: first.phone.storage })
    expect(second.logic.evaluate("JSON.stringify(wx.getStorageSync('key'))")).toBe('{"a":[1]}')
    expect(second.logic.evaluate("wx.getStorageSync('other')")).toBe('')
  })

  test('lets time pass only when told, for timers and for the clock', async () => {
    const app = await start({ now: 1_000_000 })
    app.logic.evaluate('beats = []; setInterval(() => beats.push(Date.now()), 2000)')
    await app.settle()
    const before = app.time.now()
    expect(app.logic.evaluate('beats.length')).toBe(0)
    await app.advance(6000)
    expect(app.logic.evaluate('beats.length')).toBe(3)
    expect(app.time.now()).toBe(before + 6000)
    expect(app.logic.evaluate('new Date().getTime()')).toBe(before + 6000)
  })

  test('carries cloud calls over the border as JSON, failures included', async () => {
    const calls: CloudCall[] = []
    const app = await start({
      callFunction: (call) => {
        calls.push(call)
        if (calls.length > 1) throw new Error('time-out')
        return { answer: 42 }
      },
    })
    const call = async () => {
      app.logic.evaluate(`seen = null
        wx.cloud.callFunction({ name: 'membership', data: { a: 1, b: undefined } })
          .then(({ result }) => { seen = JSON.stringify(result) }, (error) => { seen = error.errMsg })`)
      await app.settle()
      return app.logic.evaluate('seen')
    }
    expect(await call()).toContain('wx.cloud.init')
    app.logic.evaluate('wx.cloud.init({})')
    expect(await call()).toBe('{"answer":42}')
    expect(calls).toEqual([{ name: 'membership', data: { a: 1 } }])
    expect(await call()).toBe('cloud.callFunction:fail time-out')
    app.phone.goOffline()
    expect(await call()).toContain('network not available')
    expect(calls).toHaveLength(2)
  })

  test('asks for consent before personal data is touched, and takes no for an answer', async () => {
    const app = await start({ privacy: 'asks' })
    const copy = `outcome = null; wx.setClipboardData({ data: 'x',
      success() { outcome = 'copied' }, fail(error) { outcome = error.errno } })`
    app.logic.evaluate(copy)
    await app.settle()
    expect(app.phone.modal?.title).toBe('用户隐私保护提示')
    await app.answer('cancel')
    expect(app.logic.evaluate('outcome')).toBe(104)
    app.logic.evaluate(copy)
    await app.settle()
    await app.answer('confirm')
    expect(app.logic.evaluate('outcome')).toBe('copied')
    expect(app.phone.clipboard).toBe('x')
    app.phone.privacy = 'undeclared'
    app.logic.evaluate(copy)
    await app.settle()
    expect(app.logic.evaluate('outcome')).toBe(112)
  })

  test('plays phones that refuse or lack something', async () => {
    const app = await start({ without: ['setScreenBrightness'] })
    expect(app.logic.evaluate('typeof wx.setScreenBrightness')).toBe('undefined')
    expect(app.logic.evaluate("wx.canIUse('setScreenBrightness')")).toBe(false)
    app.phone.refuse('vibrateShort', { errMsg: 'fail system permission denied' })
    app.logic.evaluate('message = null; wx.vibrateShort({ fail(error) { message = error.errMsg } })')
    await app.settle()
    expect(app.logic.evaluate('message')).toBe('vibrateShort:fail system permission denied')
  })
})
