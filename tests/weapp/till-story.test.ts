import { withEntitlements, claimableGift, joinHousehold } from '../entitlement-shop'
import { openShop, type Shop } from '../shop'
import { topUp, withStoredValue } from '../stored-value-shop'
import type { MiniProgram } from './driver'
import { expectWords } from './offers-phone'
import { pass, phoneOf } from './product'

const COUNTER = 'packages/staff/counter/index'
/** P7: what a tap may send; the rows of a sheet follow by themselves. */
const TAP = 300

/** The clerk's phone on the real functions: what a member owns is used at the counter, and given back. */
describe('what a member owns, at the counter', () => {
  let shop: Shop
  const phones: MiniProgram[] = []

  beforeAll(async () => {
    shop = await openShop({ draft: withStoredValue(withEntitlements()) })
    await shop.buy('lin', 'jiating')
    await topUp(shop, 'lin', 'chong-500')
    const gift = await claimableGift(shop, 'lin')
    await shop.call('lin', 'membership.claimGift', { operationId: shop.operationId(), ...gift! })
  })
  afterEach(() => {
    for (const phone of phones.splice(0)) phone.close()
  })
  afterAll(() => shop.close())

  async function scanned(code: string): Promise<MiniProgram> {
    const at = await phoneOf(shop, 'clerk-laojie', { path: COUNTER, scanCode: () => code })
    phones.push(at)
    await at.page.tap('扫会员码')
    return at
  }
  const putIn = async (at: MiniProgram, product: string, count = 1) => {
    for (let pieces = 0; pieces < count; pieces += 1) await at.page.tap(`加一份${product}`)
    await pass(2000, shop, at)
  }
  const answer = async (at: MiniProgram, expected: RegExp) => {
    expect(at.phone.modal?.content).toMatch(expected)
    at.phone.answer('confirm')
    await pass(1500, shop, at)
  }
  const balanceOf = async (person: string) => {
    const { principal, bonus } = await shop.call(person, 'membership.wallet', {})
    return principal + bonus
  }

  test('M041 M116 the coupon is shown with its reason and can be left out; a line is split where its daily units end', async () => {
    const at = await scanned(await shop.codeOf('lin'))
    expectWords(at, '余额¥550.00', '交付赠品 1份', '麦香家庭卡')
    await putIn(at, '美式', 3)
    expect(at.page.text('.coupon-row')).toContain('开卡券 省¥10.00')
    // 1.00 for one a day, 14.25 with stored value for the others, the coupon off the sum.
    expect(at.page.reads('¥19.50', '.quote-bar')).toBe(true)
    await at.page.tap('.quote-bar__basket')
    expect(at.page.reads('每天一杯1元美式', '.sheet--open')).toBe(true)
    expect(at.page.reads('1份', '.sheet--open')).toBe(true)
    expect(at.page.reads('2份', '.sheet--open')).toBe(true)
    await at.page.tap('.sheet--open .sheet__close')

    const opening = await at.measure(() => at.page.tap('.coupon-row'))
    expect(opening.payloads[0]?.bytes).toBeLessThanOrEqual(TAP)
    expect(at.page.reads('减¥10 · 剩1张', '.sheet--open')).toBe(true)
    await at.page.tap('本单不用券')
    await pass(2000, shop, at)
    expect(at.page.reads('¥29.50', '.quote-bar')).toBe(true)
    expect(at.page.text('.coupon-row')).toContain('本单不用券')
    await at.page.tap('.coupon-row')
    await at.page.tap('开卡券(最省)')
    await pass(2000, shop, at)
    expect(at.page.reads('¥19.50', '.quote-bar')).toBe(true)
  })

  test('M014 M010 paid from the balance; the gift is handed over once; an undo puts the balance back', async () => {
    const member = await phoneOf(shop, 'lin', { path: 'pages/member-code/index' })
    phones.push(member)
    const at = await scanned(await shop.codeOf('lin'))
    await putIn(at, '美式')
    const chosen = await at.measure(() => at.page.tap('储值余额'))
    expect(chosen.bytes).toBeLessThanOrEqual(TAP)
    expectWords(at, '本单全部用余额付')
    // A coupon of 10.00 takes off no more than there is to pay: left out, it is kept for later.
    await at.page.tap('.coupon-row')
    await at.page.tap('本单不用券')
    await pass(2000, shop, at)
    await at.page.tap('用余额结算')
    await pass(1500, shop, at)
    expectWords(at, '已结算', '储值余额', '余额本金 ¥1.00', '还有1份赠品等着交给会员')
    expect(await balanceOf('lin')).toBe(54_900)
    await pass(4000, shop, member)
    expectWords(member, '结算完成', '实付 ¥1.00', '余额本金 ¥1.00')
    await member.page.tap('小票和每笔节省的依据')
    expectWords(member, '付款方式', '储值余额', '余额本金')

    await at.page.tap('还有1份赠品等着交给会员')
    await at.page.tap('交付', { nth: -1 })
    await answer(at, /交付后不能撤回/)
    expectWords(at, '手工陶碗已交付', '没有等着领取的赠品了')
    expect((await shop.call('lin', 'membership.entitlements', {})).gifts).toMatchObject([
      { state: 'handed_over' },
    ])
    await at.page.tap('.sheet--open .sheet__close')
    await at.page.tap('撤销本单')
    await answer(at, /¥1\.00会退回会员余额/)
    expectWords(at, '已撤销', '已退回会员余额')
    expect(await balanceOf('lin')).toBe(55_000)
  })

  test('M014 what the balance leaves is agreed to first, and goes back by hand', async () => {
    await topUp(shop, 'su', 'chong-100')
    const at = await scanned(await shop.codeOf('su'))
    await at.page.tap('烘焙')
    await putIn(at, '生日蛋糕')
    await at.page.tap('储值余额')
    expectWords(at, '余额付¥100.00,还差¥68.00在柜台收')
    await at.page.tap('用余额,另收¥68.00')
    at.phone.answer('cancel')
    await pass(1000, shop, at)
    expect(at.page.reads('已结算')).toBe(false)
    await at.page.tap('用余额,另收¥68.00')
    await answer(at, /不足的¥68\.00请先用现金或店内收款码收好/)
    expectWords(at, '已结算', '余额本金 ¥100.00', '柜台另收 ¥68.00')
    await at.page.tap('撤销本单')
    await answer(at, /¥100\.00会退回会员余额,另收的¥68\.00请退还顾客/)
    expectWords(at, '请退还顾客', '¥68.00', '余额付的¥100.00已退回会员余额')
  })

  test('M015 a friend’s code pays from the balance alone, up to its limit', async () => {
    const most = 3000
    const input = { operationId: shop.operationId(), most }
    const { code } = await shop.call('lin', 'membership.friendCode', input)
    const at = await scanned(code)
    expectWords(at, '朋友代付,最多 ¥30.00,只能用余额')
    expect(at.page.reads('会员手机付')).toBe(false)
    await at.page.tap('烘焙')
    await putIn(at, '生日蛋糕')
    expectWords(at, '超过朋友付款码的上限¥30.00')
    await at.page.tap('减一份生日蛋糕')
    await putIn(at, '吐司')
    await at.page.tap('用余额结算')
    await pass(1500, shop, at)
    expectWords(at, '已结算', '朋友代付', '余额本金')
    const [receipt] = (await shop.call('lin', 'membership.receipts', {})).receipts
    const member = await phoneOf(shop, 'lin', { path: `pages/receipt/index?receiptId=${receipt?.receiptId}` })
    phones.push(member)
    expectWords(member, '这是您为朋友付的一单')
  })

  test('M116 somebody of the household is served with the holder’s card, and both read whose bill it was', async () => {
    await shop.join('helper')
    await joinHousehold(shop, 'lin', 'helper')
    const at = await scanned(await shop.codeOf('helper'))
    expect(at.page.text()).toMatch(/使用\S+的家庭卡/)
    expect(at.page.reads('储值余额')).toBe(false)
    await putIn(at, '美式')
    await at.page.tap('已收款,结算')
    await pass(1500, shop, at)
    const [receipt] = (await shop.call('lin', 'membership.receipts', {})).receipts
    const holder = await phoneOf(shop, 'lin', { path: `pages/receipt/index?receiptId=${receipt?.receiptId}` })
    phones.push(holder)
    expectWords(holder, '使用家庭卡,价格和每日份数全家共用', '其中 开卡券')
    await holder.page.tap('.receipt-line')
    expect(holder.page.text()).toMatch(/减 ¥10\.00,在其他优惠之后计算,本行分到 ¥1\.00/)
  })
})
