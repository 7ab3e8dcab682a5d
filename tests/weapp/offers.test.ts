import { VARIANTS, type Persona, type VariantName } from '../browser/fixtures/shopper'
import type { MiniProgram } from './driver'
import { expectWords, openOffers, type OffersPhone } from './offers-phone'

const FIRST_SET_DATA = 10 * 1024
const TAP = 300

let phone: OffersPhone | undefined
afterEach(() => {
  phone?.at.close()
  phone = undefined
})

async function plan(variant: VariantName, persona?: Persona): Promise<MiniProgram> {
  phone = await openOffers('pages/plan/index?planId=nianka', variant, {}, persona)
  return phone.at
}

describe('P7 bytes of a card’s page, whatever the card offers', () => {
  test.each(Object.keys(VARIANTS) as VariantName[])('%s', async (variant) => {
    const { page } = await plan(variant)
    const sizes = page.payloads.map(({ bytes }) => bytes)
    process.stdout.write(`setData of the plan ${variant}: ${sizes.join(', ')} bytes\n`)
    expect(Math.max(...sizes)).toBeLessThanOrEqual(FIRST_SET_DATA)
  })

  test.each<[VariantName, string]>([
    ['year', '没省够,补差价'],
    ['year', '全部用满'],
    ['score', '公示分数价'],
  ])('%s: unfolding %s sends at most 300 bytes, twice', async (variant, words) => {
    const at = await plan(variant)
    for (const _ of [1, 2]) {
      const { bytes } = await at.measure(() => at.page.tap(words))
      expect(bytes).toBeLessThanOrEqual(TAP)
    }
  })

  test('choosing how to buy sends at most 600 bytes: two rows, the period and the button', async () => {
    const at = await plan('trial')
    const { bytes } = await at.measure(() => at.page.tap('先试用'))
    expect(bytes).toBeLessThanOrEqual(2 * TAP)
    expectWords(at, '先试用 ¥1.00,下一步确认协议')
  })
})

describe('the page of a card', () => {
  test('M005 M009 shows the terms as a ladder, the cheapest day first, and another term on the same page', async () => {
    const at = await plan('year')
    expectWords(at, '买12个月送3个月', '合每天 ¥0.44', '合每天 ¥0.75', '合每天 ¥0.97')
    const order = at.page.texts('.choice__detail').map((text) => /¥[\d.]+/.exec(text)?.[0])
    expect(order).toEqual(['¥0.44', '¥0.75', '¥0.97'])
    await at.page.tap('3 个月', { nth: -1 })
    expect(phone?.inputsOf('membership.plan').at(-1)).toEqual({ planId: 'jika' })
    expect(at.routes).toHaveLength(1)
  })

  test('M017 M081 each rank says what it adds to the one below it, and what it does not have', async () => {
    const at = await plan('upgrade', 'holder')
    expect(at.page.texts('.plan-rank')).toEqual(['生活卡', '全能卡'])
    expect(at.page.texts('.plan-rank__difference')).toEqual([
      '咖啡会员价',
      '烘焙9折',
      '生日蛋糕9折',
      '每月一张免配送券',
      '没有:烘焙9折',
    ])
    expectWords(at, '和「生活卡」相比')
  })

  test('M006 a promotion says its last day and the price after it, without a struck price', async () => {
    const at = await plan('year')
    expectWords(at, '周年活动:¥199.00,到11月30日为止;之后 ¥239.00')
    expect(at.page.count('.money--was')).toBe(0)
  })

  test('M008 the sum of all uses never stands without what members really saved', async () => {
    const at = await plan('year')
    expectWords(at, '全部用满,最多可享 ¥672.00', '会员一般省 ¥243.50(中位数)')
    await at.page.tap('全部用满')
    expectWords(at, '美式 ¥15.00 × 24', '¥360.00', '比会费多 ¥473.00')
  })

  test('M007 a price elsewhere stands with its source and the day it was checked', async () => {
    const at = await plan('year')
    await at.page.tap('别处的价格')
    expectWords(at, '某连锁咖啡年卡', '¥598.00', '来源:老街 20 号店内价目牌,已拍照;11月10日核对')
  })

  test('M047 the guarantee says target, day and formula', async () => {
    const at = await plan('year')
    expectWords(at, '没省够,补差价', '目标省 ¥238.80')
    await at.page.tap('没省够,补差价')
    expectWords(at, '会费 ×(目标 − 已省)÷ 目标')
  })

  test('M018 both prices, the rule and the own score with its parts', async () => {
    const at = await plan('score')
    expectWords(at, '满 1000 分 ¥88.00,不满 ¥888.00', '现在 999 分,还差 1 分')
    await at.page.tap('公示分数价', { nth: -1 })
    expectWords(at, '每消费 ¥1 计 1 分', '消费 ¥659.00', '659 分', '999 分')
    expectWords(at, '开通 ¥888.00')
  })

  test('M017 an upgrade shows what the present card counts for, and is what the button buys', async () => {
    const at = await plan('upgrade', 'holder')
    expectWords(at, '生活卡', '全能卡', '现在的卡余下部分抵 ¥61.07', '补差价升级 ¥122.07')
  })

  test('M098 a renewal shows each change against the version that is held', async () => {
    const at = await plan('renewal', 'holder')
    expectWords(at, '续费后有 2 处变化', '现在:全部烘焙9折', '续费后:全部烘焙9.5折', '变少')
  })

  test('M016 each partner’s perk says what the partner would learn', async () => {
    const at = await plan('alliance')
    expectWords(at, '星河影音:会员年卡', '还剩 31 份', '湖畔酒店将得到订单编号、手机号后四位')
  })

  test('M010 M041 M116 what comes with it: coupons, the gift with its stock, the household', async () => {
    const at = await plan('year')
    expectWords(at, '开卡礼券', '减 ¥20.00,无门槛', '5 张', '手冲杯', '本店在售价 ¥89.00', '还剩 42 份')
    expectWords(at, '可与 3 位家人共用')
  })

  test('M014 stored value shows its steps and which money is spent first, and leads to the wallet', async () => {
    const at = await plan('storedValue')
    expectWords(at, '充 ¥5,000.00 送 ¥300.00', '7折', '先用本金,再用赠金', '本金不过期')
    await at.page.tap('选充值金额')
    expect(at.page.route).toBe('packages/member/wallet/index')
  })

  test('M053 a pack that was bought this month says so instead of a button', async () => {
    const at = await plan('couponPack')
    expectWords(at, '25 张', '本月已经买过,下个月可以再买')
    expect(at.page.count('.page__footer .button')).toBe(0)
  })

  test('M049 a trial stands with the later price, its day and the way out, and is not chosen by itself', async () => {
    const at = await plan('trial')
    expectWords(at, '试用 30 天', '之后每月', '¥39.00', '12月22日', '我的 › 自动续费 › 关闭')
    expectWords(at, '开通 ¥39.00,下一步确认协议')
  })

  test('a family is one row; stored value and packs are rows of their own', async () => {
    phone = await openOffers('pages/cards/index', 'year')
    const { at } = phone
    expectWords(at, '麦香年卡、麦香季卡、麦香月卡', '每天 ¥0.44 起', '¥29.00 起', '老灶储值卡', '黑金券包')
    expect(at.page.count('.list-row')).toBe(7)
  })

  test('home shows what is held, and leads to each page of it', async () => {
    phone = await openOffers('pages/home/index', 'year', {}, 'holder')
    const { at } = phone
    expectWords(at, '¥1,286.50', '6 张', '1 份', '2 项', '12月22日自动续费 ¥39.00')
    for (const [label, route] of [
      ['储值余额', 'wallet'],
      ['优惠券', 'coupons'],
      ['待领赠品', 'gifts'],
      ['合作权益', 'perks'],
      ['12月22日自动续费', 'auto-renew'],
    ] as const) {
      await at.page.tap(label)
      expect(at.page.route).toBe(`packages/member/${route}/index`)
      await at.back()
    }
  })
})
