import { ACTIVITIES, DRAW, FLASH_ORDER, FLASH_VOUCHER } from '../browser/fixtures/activities'
import { WEEK } from '../browser/fixtures/benefits'
import { POINTS } from '../browser/fixtures/loyalty'
import type { Answers } from '../browser/fixtures/shopper'
import { openMember, withoutIds, type MemberPhone } from './member-phone'
import { expectWords } from './offers-phone'

let phone: MemberPhone | undefined
afterEach(() => {
  phone?.at.close()
  phone = undefined
})

async function open(page: string, others: Answers = {}): Promise<MemberPhone> {
  phone = await openMember(page.startsWith('pages/') ? page : `packages/member/${page}`, { others })
  return phone
}

const CARD = { source: 'card', planId: 'nianka' } as const

describe("this week's benefits", () => {
  test('M027 M118 each says what is left of how much and when it counts anew, its worth only if it is sold', async () => {
    const { at } = await open('benefits/index')
    expectWords(at, '每天一杯美式', '/1 杯', '11月23日起重新计算 · 店内现价 ¥15.00 · 来自麦香年卡')
    expectWords(at, '¥30.00', '共 ¥50.00', '12月1日起重新计算 · 来自麦香年卡')
  })

  test('M040 a benefit behind a spend says its rule and how far it is', async () => {
    const { at } = await open('benefits/index')
    expectWords(at, '再消费 ¥113.50 可用', '本月累计消费满¥300.00,已消费 ¥186.50')
  })

  test('M080 one of several is chosen, and is fixed once it was used', async () => {
    const { at, inputsOf } = await open('benefits/index')
    expectWords(at, '本期已经用过选中的一项,下期可以再选')
    await at.page.tap('公益捐赠一次')
    await at.page.tap('耶加雪菲一杯').catch(() => undefined)
    expect(withoutIds(inputsOf('membership.chooseBenefit'))).toEqual([
      { benefit: { ...CARD, benefitId: 'zixuan' }, optionId: 'gongyi' },
    ])
    expect(inputsOf('membership.benefits')).toHaveLength(2)
  })

  test('M076 what a higher tier or a card would add is readable with its price, and stands in nobody’s way', async () => {
    const { at } = await open('benefits/index')
    expectWords(at, '升级或开卡后还有', '开通麦香全能卡(¥399.00)可享', '升级到金卡可享')
    await at.page.tap('每日鲜果')
    expect(at.page.route).toBe('pages/plan/index')
    phone?.at.close()
    const without = await open('benefits/index', {
      'membership.benefits': () => ({ ...WEEK, benefits: [], appointments: [] }),
    })
    expectWords(without.at, '不办卡也可以正常消费', '每日鲜果')
    // Locked or not, booking is one tap from here.
    phone?.at.close()
    const holder = await open('benefits/index')
    await holder.at.page.tap('选时间预约')
    expect(holder.at.page.route).toBe('packages/member/booking/index')
  })

  test('L9 the birthday is month and day, optional, says what for, and is taken out again', async () => {
    const { at, inputsOf } = await open('benefits/index')
    expectWords(at, '生日(可选)', '只用来在生日当月送生日礼', '不问年份')
    await at.page.trigger('wx-picker', 'change', { value: [1, 30] })
    phone?.at.close()
    const known = await open('benefits/index', {
      'membership.benefits': () => ({ ...WEEK, birthday: { monthDay: '03-08', given: true } }),
    })
    expectWords(known.at, '3月8日', '今年的生日礼已经领取,明年起可以改日期')
    await known.at.page.tap('删除生日')
    expect(withoutIds(inputsOf('membership.birthday'))).toEqual([{ monthDay: '02-29' }])
    expect(withoutIds(known.inputsOf('membership.birthday'))).toEqual([{ monthDay: null }])
  })

  test('M029 an appointment is cancelled free of charge after a question', async () => {
    const { at, inputsOf } = await open('benefits/index')
    expectWords(at, '11月24日 14:05', '11月24日 12:05前可免费取消')
    await at.page.tap('取消预约')
    expect(at.phone.modal?.content).toMatch(/不收费/)
    at.phone.answer('confirm')
    await at.settle()
    expect(inputsOf('membership.cancelAppointment')).toHaveLength(1)
  })
})

describe('booking', () => {
  const path = 'booking/index?source=card&benefitId=pinjian&planId=nianka'

  test('M034 each slot has its places, or why not and when it opens; the chosen one is booked', async () => {
    const { at, inputsOf } = await open(path)
    expectWords(at, '这一期还有 1 次,共 2 次', '余 3 位', '已约满', '11月24日16:00开放预约')
    await at.page.tap('科技园店')
    await at.page.tap('周二', { nth: 0 })
    expect(inputsOf('membership.slots').at(-1)).toMatchObject({ branchId: 'kejiyuan', day: '2026-11-24' })
    await at.page.tap('14:00')
    await at.page.tap('预约 11月24日 14:00')
    expect(withoutIds(inputsOf('membership.book'))).toEqual([
      {
        benefit: { ...CARD, benefitId: 'pinjian' },
        branchId: 'kejiyuan',
        at: Date.parse('2026-11-24T14:00:00+08:00'),
      },
    ])
    expectWords(at, '已约好', '11月24日 12:00前可以免费取消')
  })

  test('a slot that somebody else took is said, and the slots come anew', async () => {
    const { at, refuse, inputsOf } = await open(path)
    refuse('membership.book', 'SLOT_FULL')
    await at.page.tap('10:00')
    await at.page.tap('预约 11月22日 10:00')
    expectWords(at, 'refused: SLOT_FULL')
    expect(inputsOf('membership.slots')).toHaveLength(2)
  })
})

describe('activities', () => {
  test('M030 a rush says its day and true stock, and who may not buy why not', async () => {
    const { at } = await open('activities/index')
    expectWords(at, '今天 · 还剩 37 份', '11月25日 周三 · 共 60 份', '升级到金卡后可参加', '美式,标价 ¥15.00')
    await at.page.tap('周日一元咖啡', { nth: 0 })
    expect(at.page.route).toBe('packages/member/flash/index')
  })

  test('M030 buying needs the agreement; the price that was shown is paid and its result shown', async () => {
    const { at, inputsOf } = await open('flash/index?flashSaleId=zhouri', {
      'payment.sync': () => ({ order: FLASH_ORDER, card: null }),
      'points.home': () => ({ ...POINTS, vouchers: [{ ...FLASH_VOUCHER, orderId: FLASH_ORDER.orderId }] }),
    })
    expectWords(at, '还剩 37 份,当天共 100 份', '没领取之前随时可以退,全额原路退回', '0:00 到 24:00')
    await at.page.tap('微信支付 ¥1.00')
    expectWords(at, '请先阅读并勾选协议')
    expect(inputsOf('payment.buyFlash')).toEqual([])
    await at.page.tap('已阅读并同意')
    await at.page.tap('微信支付 ¥1.00')
    expect(withoutIds(inputsOf('payment.buyFlash'))).toEqual([
      { flashSaleId: 'zhouri', price: 100, agreements: [{ id: 'flash', version: 'v1' }] },
    ])
    expect(at.page.route).toBe('pages/payment-result/index')
    expectWords(at, '抢到了,凭证已放好', '11月29日前领取')
    await at.page.tap('周日一元咖啡')
    expect(at.page.route).toBe('packages/member/voucher/index')
    // Its id has a colon, which stands encoded in the address.
    expectWords(at, '在哪里领取')
  })

  test('M030 who may not buy has no button; one that is gone says so and asks anew', async () => {
    const closed = await open('flash/index?flashSaleId=jinka-zhuanxiang')
    expectWords(closed.at, '升级到金卡后可参加')
    expect(closed.at.page.reads('微信支付')).toBe(false)
    closed.at.close()
    const { at, refuse, inputsOf } = await open('flash/index?flashSaleId=zhouri')
    refuse('payment.buyFlash', 'FLASH_EXHAUSTED')
    await at.page.tap('已阅读并同意')
    await at.page.tap('微信支付 ¥1.00')
    expectWords(at, 'refused: FLASH_EXHAUSTED')
    expect(inputsOf('points.activities')).toHaveLength(2)
  })

  test('M030 an order of a rush shows its voucher and no quote of its own', async () => {
    const { at } = await open(`pages/order/index?orderId=${FLASH_ORDER.orderId}`, {
      'payment.sync': () => ({ order: FLASH_ORDER, card: null }),
      'points.home': () => ({ ...POINTS, vouchers: [{ ...FLASH_VOUCHER, orderId: FLASH_ORDER.orderId }] }),
    })
    expectWords(at, '待领取')
    expect(at.page.reads('申请退款')).toBe(false)
    expect(at.page.reads('协议副本')).toBe(false)
    phone?.at.close()
    const list = await open('pages/orders/index', {
      'payment.orders': () => ({ orders: [FLASH_ORDER], next: null }),
    })
    expectWords(list.at, '限时抢购 ·')
  })

  test('M036 a vote is cast and changed, its counts shown only after the end', async () => {
    const { at, inputsOf } = await open('activities/index')
    await at.page.tap('投票')
    expectWords(at, '11月30日24:00前可投,投了也能改', '132 票', '8 点(您投的)')
    await at.page.tap('柠檬挞')
    expectWords(at, '已投「柠檬挞」')
    await at.page.tap('栗子蛋糕')
    expect(withoutIds(inputsOf('points.vote'))).toEqual([
      { pollId: 'xinpin', optionId: 'limeng' },
      { pollId: 'xinpin', optionId: 'lizi' },
    ])
  })

  test('M078 L14 a draw shows odds, quantity left, organiser and hash; its result is said in words', async () => {
    const { at, inputsOf } = await open('activities/index')
    await at.page.tap('抽奖')
    await at.advance(200)
    expectWords(at, '0.1%', '12.5%', '剩 164 份,共 200 份', '主办:麦香巷(老街店)', '今天还有 2 次')
    await at.page.tap('怎么知道没有作弊', { nth: 0 })
    await at.page.tap('怎么知道没有作弊', { nth: 1 })
    expectWords(at, DRAW.seedHash, '种子的指纹在开始前就已公布', ACTIVITIES.draws[1]?.seed ?? '')
    await at.page.tap('抽一次')
    expectWords(at, '抽中了:美式一杯', '凭证已放好')
    expect(withoutIds(inputsOf('points.draw'))).toEqual([{ drawId: 'zhounian' }])
  })

  test('a draw that brought nothing says so plainly, and what it cost: nothing', async () => {
    const { at } = await open('activities/index', {
      'points.draw': () => ({ chance: 1, roll: 999_000, prize: null, voucher: null, chancesLeft: 0 }),
    })
    await at.page.tap('抽奖')
    await at.page.tap('抽一次')
    expectWords(at, '这次没有抽中', '没有扣积分,也没有扣钱')
  })
})

describe('questions to the shop', () => {
  test('M079 a question carries the promised time, and keeps its words when it could not be sent', async () => {
    const { at, refuse, inputsOf } = await open('questions/index')
    expectWords(at, '内60分钟内首次答复', '最晚11月22日 14:45前答复', '家庭卡可以加三位家人')
    await at.page.tap('送出')
    expectWords(at, '请先写下想问的事')
    await at.page.input('.question-input', '周日开门吗?')
    refuse('membership.ask', 'TOO_MANY_REQUESTS')
    await at.page.tap('送出')
    expectWords(at, '写的内容还在')
    refuse('membership.ask', null)
    await at.page.tap('送出')
    expect(withoutIds(inputsOf('membership.ask')).at(-1)).toEqual({ words: '周日开门吗?' })
    expectWords(at, '已送到门店,最晚11月22日 14:45前答复')
  })
})

describe('the ways to these pages', () => {
  test.each([
    ['pages/home/index', '本周权益', 'packages/member/benefits/index'],
    ['pages/home/index', '会员活动', 'packages/member/activities/index'],
    ['pages/me/index', '本周权益', 'packages/member/benefits/index'],
    ['pages/me/index', '会员活动', 'packages/member/activities/index'],
    ['pages/me/index', '咨询门店', 'packages/member/questions/index'],
    ['pages/cards/index', '本周权益', 'packages/member/benefits/index'],
  ])('%s › %s', async (from, words, route) => {
    const { at } = await open(from)
    await at.page.tap(words)
    expect(at.page.route).toBe(route)
  })
})
