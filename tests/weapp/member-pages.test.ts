import { shopperAnswers, type Persona } from '../browser/fixtures/shopper'
import { openMember, type MemberPhone } from './member-phone'
import { expectWords } from './offers-phone'

const FIRST_SET_DATA = 10 * 1024
const TAP = 300

let phone: MemberPhone | undefined
afterEach(() => {
  phone?.at.close()
  phone = undefined
})

async function open(
  path: string,
  persona: Persona = 'holder',
  back: 'answer' | 'refuse' | 'lose' = 'answer',
) {
  phone = await openMember(path, { persona, back })
  return phone.at
}

const PAGES: [path: string, words: string][] = [
  ['packages/member/wallet/index', '本金永不过期'],
  ['packages/member/top-up/index', '充值前请看清'],
  ['packages/member/auto-top-up/index', '选好上面三项'],
  ['packages/member/coupons/index', '烘焙9折券'],
  ['packages/member/gifts/index', '马克杯'],
  ['packages/member/points/index', '1,280'],
  ['packages/member/points-records/index', '老街店 消费获得'],
  ['packages/member/voucher/index?voucherId=voucher-1', '在哪里领取'],
  ['packages/member/tier/index', '升级到金卡'],
  ['packages/member/benefits/index', '每天一杯美式'],
  ['packages/member/booking/index?source=card&benefitId=pinjian&planId=nianka', '已约满'],
  ['packages/member/activities/index', '周日一元咖啡'],
  ['packages/member/flash/index?flashSaleId=zhouri', '买到以后'],
  ['packages/member/questions/index', '年卡可以两个人一起用吗'],
  ['packages/member/household/index', '家庭年卡'],
  ['packages/member/auto-renew/index', '下次扣款'],
  ['packages/member/perks/index', '悦听会员年卡'],
  ['packages/member/refunds/index', '退款中'],
  ['packages/member/guarantee/index?orderId=x', '今天结算可补'],
  ['packages/member/bills/index', '花了 ¥268.50'],
  ['packages/member/bill/index?month=2026-10', '省下的钱够买一份吐司'],
  ['packages/club/bill-picture/index?month=2026-10', '图上显示金额'],
  ['packages/member/adviser/index', '麦香年卡更省'],
  ['packages/member/renewal/index', '这些不变'],
  ['packages/member/year-end/index', '麦香季卡可能更合适'],
]

describe('P7 bytes of setData on what a member holds', () => {
  test.each(PAGES)('%s shows %s with at most 10 KiB at a time', async (path, words) => {
    const at = await open(path)
    expectWords(at, words)
    const sizes = at.page.payloads.map(({ bytes }) => bytes)
    process.stdout.write(`setData ${path}: ${sizes.join(', ')} bytes\n`)
    expect(Math.max(...sizes)).toBeLessThanOrEqual(FIRST_SET_DATA)
  })

  test('packages/member/join-household says what the holder will see, unticked', async () => {
    const at = await open('packages/member/join-household/index?invitation=ticket-1')
    expectWords(at, '持卡人会看到您用这张卡买了什么', '随时可以退出')
    expect(at.page.count('.check-row__box--checked')).toBe(0)
    expect(Math.max(...at.page.payloads.map(({ bytes }) => bytes))).toBeLessThanOrEqual(FIRST_SET_DATA)
  })

  const taps: [path: string, targets: string[]][] = [
    ['packages/member/wallet/index', ['替朋友付', '.sheet--open .sheet__close', '本月预算']],
    ['packages/member/top-up/index', ['已阅读并同意']],
    ['packages/member/perks/index', ['.check-row', '.check-row']],
    ['packages/member/points/index', ['到期时间', '积分规则']],
    ['packages/member/tier/index', ['金卡', '普卡', '.bar-chart__slot']],
    ['packages/member/benefits/index', ['之前的预约']],
    ['packages/member/booking/index?source=card&benefitId=pinjian&planId=nianka', ['10:00']],
    ['packages/member/flash/index?flashSaleId=zhouri', ['已阅读并同意']],
    ['packages/member/join-household/index?invitation=ticket-1', ['.check-row']],
  ]
  test.each(taps)('%s: each of %j is at most 300 bytes', async (path, targets) => {
    const at = await open(path)
    for (const target of targets) {
      const { payloads } = await at.measure(() => at.page.tap(target, { nth: 0 }))
      const first = payloads[0]?.bytes ?? 0
      expect({ target, bytes: first <= TAP ? 'fits' : payloads }).toEqual({ target, bytes: 'fits' })
      expect(first).toBeGreaterThan(0)
    }
  })
})

describe('the states of each of these pages', () => {
  test.each(PAGES)('%s says what went wrong and tries again', async (path) => {
    const at = await open(path, 'holder', 'refuse')
    expectWords(at, '暂时没能打开')
    const before = at.page.payloads.length
    await at.page.tap('再试一次')
    expectWords(at, 'refused: INTERNAL')
    expect(at.page.payloads.length).toBeGreaterThanOrEqual(before)
  })

  test.each(PAGES)('%s without a network says so', async (path) => {
    const at = await open(path, 'holder', 'lose')
    at.phone.goOffline()
    await at.settle()
    expectWords(at, '网络已断开')
  })

  test.each([
    ['packages/member/wallet/index', '还没有储值余额'],
    ['packages/member/top-up/index', '现在不能充值'],
    ['packages/member/coupons/index', '还没有优惠券'],
    ['packages/member/gifts/index', '没有赠品'],
    ['packages/member/points/index', '这家店现在没有积分'],
    ['packages/member/points-records/index', '还没有积分记录'],
    ['packages/member/voucher/index?voucherId=x', '没有找到这张凭证'],
    ['packages/member/tier/index', '这家店现在没有会员等级'],
    ['packages/member/benefits/index', '还没有权益'],
    ['packages/member/booking/index?source=card&benefitId=x', '现在没有可以预约的服务'],
    ['packages/member/activities/index', '现在没有活动'],
    ['packages/member/flash/index?flashSaleId=x', '这个抢购已经结束'],
    ['packages/member/questions/index', '门店没有开通在线咨询'],
    ['packages/member/household/index', '没有共用的卡'],
    ['packages/member/join-household/index', '邀请不完整'],
    ['packages/member/auto-renew/index', '没有开通自动续费'],
    ['packages/member/perks/index', '没有合作权益'],
    ['packages/member/refunds/index', '没有退款'],
    ['packages/member/bills/index', '还没有账单'],
    ['packages/member/renewal/index', '没有可以续的卡'],
    ['packages/member/adviser/index', '现在不用买卡'],
  ])('%s with nothing in it says %s', async (path, words) => {
    expectWords(await open(path, 'member'), words)
  })
})

describe('the ways to these pages', () => {
  test.each([
    ['积分', 'packages/member/points/index'],
    ['优惠券', 'packages/member/coupons/index'],
    ['赠品', 'packages/member/gifts/index'],
    ['余额与充值', 'packages/member/wallet/index'],
    ['家人共用', 'packages/member/household/index'],
    ['合作权益', 'packages/member/perks/index'],
    ['自动续费', 'packages/member/auto-renew/index'],
    ['退款进度', 'packages/member/refunds/index'],
  ])('我的 › %s', async (words, route) => {
    const at = await open('pages/me/index')
    await at.page.tap(words)
    expect(at.page.route).toBe(route)
  })

  test.each([
    ['没省够就补差', 'packages/member/guarantee/index'],
    ['家人共用', 'packages/member/household/index'],
    ['合作权益', 'packages/member/perks/index'],
    ['自动续费', 'packages/member/auto-renew/index'],
    ['退款', 'pages/order/index'],
  ])('卡券 › %s of one card', async (words, route) => {
    const at = await open('pages/cards/index')
    await at.page.tap(words)
    expect(at.page.route).toBe(route)
  })

  test('M017 a period that an upgrade ended says what it was set against', async () => {
    const card = shopperAnswers('holder')['membership.cards']!({}).cards[0]!
    phone = await openMember('pages/cards/index', {
      others: {
        'membership.cards': () => ({
          cards: [
            {
              ...card,
              state: 'lapsed',
              periods: [{ ...card.periods[0]!, paid: 5010, upgraded: true, guarantee: null }],
            },
          ],
        }),
      },
    })
    expectWords(phone.at, '已折抵升级,这一期用掉 ¥50.10')
    expect(phone.at.page.reads('先看可退多少')).toBe(false)
  })
})
