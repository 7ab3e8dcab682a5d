import type { Input, Output } from '../../cloudfunctions/contract'
import { NOW, stranger, visit } from '../browser/fixtures/staff'
import { BENEFITS, loyalQuote, RETURNABLE, returnOf, TASKS, used } from '../browser/fixtures/till'
import { opened } from './clerk-phone'
import type { MiniProgram } from './driver'
import { expectWords } from './offers-phone'
import { Refused, staffAnswers } from './staff-answers'

const COUNTER = 'packages/staff/counter/index'
const PAGE = 10 * 1024
const TAP = 300
const QUOTED = 1024

const largest = ({ page }: MiniProgram) => Math.max(...page.payloads.map(({ bytes }) => bytes))

describe('what a bill takes and gives, at the till', () => {
  async function served(who = visit, change: (quote: Output<'counter.quote'>) => object = () => ({})) {
    const base = staffAnswers(() => NOW)
    const quote = (input: Input<'counter.quote'>) => {
      const loyal = loyalQuote(base.answers['counter.quote']!(input), input)
      return { ...loyal, ...change(loyal) }
    }
    const earned = { points: 10, growth: 10, usableOn: '2026-11-29' }
    const settle = (input: Input<'counter.settle'>) => {
      const settled = base.answers['counter.settle']!(input)
      return { ...settled, receipt: { ...settled.receipt, earned, reachedTier: '银卡' } }
    }
    const back = await opened(COUNTER, {
      'counter.resolve': () => who,
      'counter.quote': quote,
      'counter.settle': settle,
    })
    await back.at.page.tap('扫会员码')
    await back.at.page.tap('加一份美式')
    await back.at.advance(1500)
    await back.at.page.tap('加一份美式')
    await back.at.advance(1500)
    return back
  }

  test('M058 M063 M067 coupons, points on and off, and what is earned: each tap 300 bytes, each quote 1 KiB', async () => {
    const { at, inputsOf } = await served()
    expectWords(at, '2张券 省¥8.00', '120积分抵¥1.20', '本单得10积分、10成长值', '只差¥83.00升级银卡')
    expect(inputsOf('counter.quote').at(-1)).not.toHaveProperty('points')
    const on = await at.measure(() => at.page.tap('.points-switch'))
    expect(on.bytes).toBeLessThanOrEqual(TAP)
    const quoted = await at.measure(() => at.advance(1500))
    expect(quoted.bytes).toBeLessThanOrEqual(QUOTED)
    expect(inputsOf('counter.quote').at(-1)).toMatchObject({ points: 320 })
    expect(at.page.reads('¥8.80', '.quote-bar')).toBe(true)
    await at.page.tap('.points-switch')
    await at.advance(1500)
    expect(inputsOf('counter.quote').at(-1)).not.toHaveProperty('points')

    const opening = await at.measure(() => at.page.tap('.coupon-row'))
    expect(opening.payloads[0]?.bytes).toBeLessThanOrEqual(TAP)
    await at.advance(100)
    expectWords(at, '3种可用的券里,这样合计最省', '再买¥70.00可用')
    await at.page.tap('咖啡3元券')
    await at.advance(1500)
    expect(inputsOf('counter.quote').at(-1)).toMatchObject({ couponLotIds: ['five'] })
    expect(at.page.reads('应付 ¥13.00', '.sheet--open')).toBe(true)
    await at.page.tap('好了')
    await at.page.tap('已收款,结算')
    await at.advance(1500)
    expectWords(at, '已升级为银卡', '10积分(11月29日起可用)、10成长值')
  })

  test('M059 a delivery is quoted with its fee and can be taken back', async () => {
    const { at, inputsOf } = await served()
    await at.page.tap('外送')
    await at.advance(100)
    await at.page.input('.delivery-sheet__input', '5', { nth: 0 })
    await at.page.tap('按外送报价')
    await at.advance(1500)
    expect(inputsOf('counter.quote').at(-1)).toMatchObject({ delivery: { fee: 500 } })
    expectWords(at, '含配送费¥5.00', '外送 ¥5.00')
    await at.page.tap('外送 ¥5.00')
    await at.advance(100)
    await at.page.tap('改回到店')
    await at.advance(1500)
    expect(inputsOf('counter.quote').at(-1)).not.toHaveProperty('delivery')
  })

  test('M114 who has no card hears once what one would have taken off this bill', async () => {
    const { at } = await served(stranger, () => ({ asMember: { planName: '麦香年卡', saves: 600 } }))
    expect(at.page.text('.quote-bar').split('有麦香年卡,这单可少付¥6.00')).toHaveLength(2)
    await at.page.tap('已收款,结算')
    await at.advance(1500)
    expect(at.page.text()).not.toContain('这单可少付')
  })
})

describe('the member’s sheet', () => {
  async function sheet(others: Parameters<typeof staffAnswers>[1] = {}, benefits = BENEFITS) {
    const back = await opened(COUNTER, { 'counter.benefits': () => benefits, ...others })
    await back.at.page.tap('扫会员码')
    const opening = await back.at.measure(() => back.at.page.tap('权益'))
    expect(opening.payloads[0]?.bytes).toBeLessThanOrEqual(TAP)
    await back.at.advance(500)
    return back
  }

  test('M027 M029 one press uses a cup and completes an appointment; nothing it sends is above 10 KiB', async () => {
    const { at, inputsOf } = await sheet({ 'counter.useBenefit': () => used({}) })
    expectWords(at, '今天 15:30', '剩1杯,共1杯', '再消费¥100.00可用', '退货')
    expect(largest(at)).toBeLessThanOrEqual(PAGE)
    await at.page.tap('使用', { nth: 0 })
    await at.advance(300)
    expectWords(at, '已使用每天一杯美式1杯,省¥15.00')
    await at.page.tap('完成')
    await at.advance(300)
    expect(inputsOf('counter.useBenefit')).toMatchObject([
      { benefit: { benefitId: 'cup' }, units: 1, visit: visit.visit },
      { benefit: { benefitId: 'tasting' }, appointmentId: BENEFITS.appointments[0]!.appointmentId },
    ])
  })

  test('M118 a capped amount says what was given; M122 a refusal carries its reason', async () => {
    let next = used({ title: '退货运费', saved: 2000, amount: 2000 })
    const { at, inputsOf } = await sheet({ 'counter.useBenefit': () => next })
    await at.page.tap('使用', { nth: 2 })
    await at.page.input('.use-form__input', '35')
    await at.page.tap('核销', { nth: -1 })
    await at.advance(300)
    expectWords(at, '退货运费给付¥20.00,本期只剩这么多;余下¥15.00由会员自付')
    next = used({ title: '如有空位,靠窗就座', units: 0, outcome: 'refused', reason: '今天没有空位了' })
    await at.page.tap('使用', { nth: 3 })
    await at.page.tap('今天没有空位了')
    await at.page.tap('这次不能提供')
    await at.advance(300)
    expectWords(at, '这次没有提供(今天没有空位了)')
    expect(inputsOf('counter.useBenefit')).toMatchObject([
      { amount: 3500 },
      { refusedBecause: '今天没有空位了' },
    ])
  })

  test('M060 M061 a voucher is handed over and goods are replaced after a question; a use is undone', async () => {
    const recent = [used({})]
    const { at, inputsOf } = await sheet(
      {
        'counter.redeemVoucher': () => ({ ...BENEFITS.vouchers[0]!, state: 'picked_up' }),
        'counter.claimWarranty': () => ({ title: '吐司', quantity: 1, through: '2027-04-01' }),
        'counter.undoBenefit': () => used({ undoUntil: null }),
      },
      { ...BENEFITS, recent },
    )
    await at.page.tap('交付')
    expect(at.phone.modal?.content).toMatch(/交付后不能撤回/)
    at.phone.answer('confirm')
    await at.advance(300)
    expectWords(at, '手冲壶已交付')
    await at.page.tap('换新')
    await at.page.tap('换1件')
    at.phone.answer('confirm')
    await at.advance(300)
    expectWords(at, '吐司 1件已换新')
    await at.page.tap('撤销(15分钟内)')
    await at.advance(300)
    expectWords(at, '每天一杯美式已撤销,次数已还给会员')
    expect(inputsOf('counter.redeemVoucher')).toMatchObject([{ voucherId: 'voucher-1' }])
    expect(inputsOf('counter.claimWarranty')).toMatchObject([{ line: 0, quantity: 1 }])
    expect(inputsOf('counter.undoBenefit')).toMatchObject([{ useId: recent[0]!.useId }])
  })
})

test('M048 goods come back by lines; each part is seen before the press, and a changed sum is seen again', async () => {
  let changed = true
  const { at, inputsOf } = await opened(`packages/staff/returns/index?member=${visit.member.number}`, {
    'counter.returnable': () => RETURNABLE,
    'counter.quoteReturn': ({ receiptId, lines }) => returnOf(receiptId, lines),
    'counter.returnGoods': ({ receiptId, lines }) => {
      if (changed) throw new Refused('RETURN_CHANGED')
      return returnOf(receiptId, lines)
    },
  })
  expect(largest(at)).toBeLessThanOrEqual(PAGE)
  await at.page.tap('吐司 等2种')
  const tap = await at.measure(() => at.page.tap('吐司加一'))
  expect({ ...tap, payloads: tap.bytes > TAP ? tap.payloads : [] }).toEqual({
    bytes: expect.any(Number),
    payloads: [],
  })
  await at.advance(1500)
  expectWords(at, '¥15.75', '退回会员储值余额', '¥5.75', '12积分', '3积分', '20积分', '15', '5元券')
  expectWords(at, '请选择退货原因')
  await at.page.tap('商品有问题')
  await at.page.tap('收回商品,退¥15.75')
  await at.advance(1500)
  expectWords(at, 'RETURN_CHANGED')
  changed = false
  await at.page.tap('收回商品,退¥15.75')
  await at.advance(1500)
  expectWords(at, '退货已办好', '请退还顾客')
  expect(inputsOf('counter.returnGoods').at(-1)).toMatchObject({
    lines: [{ line: 0, quantity: 1 }],
    refund: 1575,
    reason: '商品有问题',
  })
})

test('M031 what is to be prepared is done once, with a word about it', async () => {
  let tasks = TASKS.tasks
  const { at, inputsOf } = await opened('packages/staff/tasks/index', {
    'counter.tasks': () => ({ tasks, left: 0 }),
    'counter.completeTask': ({ taskId }) => {
      tasks = tasks.filter((one) => one.taskId !== taskId)
      return { taskId, completedAt: NOW }
    },
  })
  expect(largest(at)).toBeLessThanOrEqual(PAGE)
  expectWords(at, '手写一页并放进会员信封', '会员号末四位9ABC')
  await at.page.tap('备好了', { nth: 0 })
  await at.page.input('.task-row__input', '放在柜台左边')
  await at.page.tap('确认已备好')
  await at.advance(500)
  expectWords(at, '林**的「手写冲煮手册」已备好')
  expect(at.page.text()).not.toContain('手写一页并放进会员信封')
  expect(inputsOf('counter.completeTask')).toMatchObject([{ taskId: 'task-1', note: '放在柜台左边' }])
})
