import { encode } from 'uqr'
import { openShop, type Shop } from '../shop'
import { readBarCode } from './bar-code'
import type { MiniProgram } from './driver'
import { pass, phoneOf } from './product'

const YEAR_CARD = '¥199.00'

describe('the main story on the mini-program itself', () => {
  let shop: Shop
  let member: MiniProgram
  let clerk: MiniProgram

  beforeAll(async () => {
    shop = await openShop()
    member = await phoneOf(shop, 'xiaoli')
  })
  afterAll(async () => {
    member.close()
    clerk?.close()
    await shop.close()
  })

  test('P7 opens with one call, and shows the shop and one offer', () => {
    expect(member.phone.callsOf('cloud.callFunction')).toHaveLength(1)
    expect(member.page.route).toBe('pages/home/index')
    expectWords(member, '麦香巷')
    expect(member.page.reads(YEAR_CARD, '.offer')).toBe(true)
  })

  test('M006 the plan shows real prices and no was-price without evidence', async () => {
    await member.page.tap('看看这张卡')
    expect(member.page.route).toBe('pages/plan/index')
    expectWords(member, YEAR_CARD)
    expectWords(member, '美式')
    expect(member.page.reads('原价')).toBe(false)
  })

  test('M062 L2 the checkout takes no money before the agreements are ticked', async () => {
    await member.page.tap(`开通 ${YEAR_CARD},下一步确认协议`)
    expect(member.page.route).toBe('pages/checkout/index')
    await member.page.tap(`微信支付 ${YEAR_CARD}`)
    expectWords(member, '请先阅读并勾选协议,再付款')
    expect(member.phone.callsOf('requestPayment')).toHaveLength(0)
  })

  test('M013 paying opens the card at once', async () => {
    for (const nth of member.page.texts('.check-row').keys()) await member.page.tap('.check-row', { nth })
    await member.page.tap(`微信支付 ${YEAR_CARD}`)
    expect(member.page.route).toBe('pages/payment-result/index')
    expectWords(member, '会员卡已开通')
    expect(member.phone.callsOf('requestPayment')).toHaveLength(1)
  })

  test('the member code is drawn, bright, and the same in both forms', async () => {
    await member.page.tap('到店出示会员码')
    expect(member.page.route).toBe('pages/member-code/index')
    const code = readBarCode(member.page.canvas('#member-bars'))
    expect(code).toMatch(/^M1[0-9A-Z]+$/)
    expect(drawnModules(member)).toEqual(encode(code, { ecc: 'M', border: 4 }).data)
    expect(member.phone).toMatchObject({ brightness: 1, awake: true, hiddenOnCapture: true })
  })

  test('the code changes every 30 s and after a screenshot, without any setData', async () => {
    const codes = [readBarCode(member.page.canvas('#member-bars'))]
    const sent = member.page.payloads.length
    await pass(30_000, shop, member)
    codes.push(readBarCode(member.page.canvas('#member-bars')))
    member.phone.emit('capture')
    await member.settle()
    codes.push(readBarCode(member.page.canvas('#member-bars')))
    expect(new Set(codes).size).toBe(3)
    expect(member.page.payloads.slice(sent)).toEqual([])
  })

  test('M044 the clerk scans it, adds one 美式 and settles', async () => {
    clerk = await phoneOf(shop, 'clerk-laojie', {
      path: 'packages/staff/counter/index',
      scanCode: () => readBarCode(member.page.canvas('#member-bars')),
    })
    expectWords(clerk, '老街店')
    await clerk.page.tap('扫会员码')
    expectWords(clerk, '麦香年卡')
    await clerk.page.tap('美式')
    await pass(1000, shop, clerk)
    expect(clerk.page.reads('¥9.00', '.quote-bar')).toBe(true)
    await clerk.page.tap('已收款,结算')
    expectWords(clerk, '本单省 ¥ 6.00')
    expectWords(clerk, '累计已省¥6.00 · 还差¥193.00回本')
  })

  test('M048 M083 the member’s phone turns into the receipt within two seconds', async () => {
    await pass(2000, shop, member)
    expectWords(member, '结算完成')
    expectWords(member, '本单省 ¥ 6.00')
    expectWords(member, '还差¥193.00回本')
    expect(member.phone.vibrations).not.toHaveLength(0)
  })

  test('M044 M098 the proof of the saving is one tap away', async () => {
    await member.page.tap('小票和每笔节省的依据')
    expect(member.page.route).toBe('pages/receipt/index')
    await member.page.tap('美式')
    expect(member.page.text('.receipt-line__proof')).toContain('¥9.00')
    expectWords(member, '省 −¥6.00')
  })

  test('M083 home now shows the card and what it saved', async () => {
    await member.reLaunch('/pages/home/index')
    expectWords(member, '麦香年卡')
    expectWords(member, '还差¥193.00回本')
  })

  test('what the code page raised is put back when it is left', () => {
    expect(member.phone).toMatchObject({ brightness: 0.4, awake: false, hiddenOnCapture: false })
  })
})

/** Says what the page shows instead. */
function expectWords({ page }: MiniProgram, words: string): void {
  expect(page.reads(words) ? words : page.text()).toBe(words)
}

/** The modules of the QR code as they were drawn, true for dark. */
function drawnModules(phone: MiniProgram): boolean[][] {
  const canvas = phone.page.canvas('#member-qr')
  const size = encode(readBarCode(phone.page.canvas('#member-bars')), { ecc: 'M', border: 4 }).size
  const middle = (module: number) => ((module + 0.5) * canvas.width) / size
  const row = (y: number) =>
    Array.from({ length: size }, (_, x) => canvas.colourAt(middle(x), middle(y)) !== null)
  return Array.from({ length: size }, (_, y) => row(y))
}
