import type { Output } from '../../cloudfunctions/contract'
import { NOW, visit } from '../browser/fixtures/staff'
import { launch, type MiniProgram } from './driver'
import { expectWords } from './offers-phone'
import { PRODUCT } from './product'
import { Refused, staffAnswers } from './staff-answers'

const COUNTER = 'packages/staff/counter/index'
const TAP = 300
const QUOTED = 1024

let phone: MiniProgram | undefined
afterEach(() => {
  phone?.close()
  phone = undefined
})

const gifts = [{ orderId: 'order', giftId: 'bowl', name: '手工陶碗', quantity: 2 }]
const coupons: NonNullable<Output<'counter.quote'>['coupons']> = [
  {
    lotId: 'order:five',
    title: '5元券',
    value: { kind: 'amount', amount: 500 },
    threshold: 1000,
    alone: true,
    left: 3,
    through: '2026-12-20',
    takesOff: 0,
    missing: 100,
  },
]

async function served(others: Parameters<typeof staffAnswers>[1], codes = ['M1CODE']) {
  const back = staffAnswers(() => NOW, {
    'counter.resolve': () => ({ ...visit, member: { ...visit.member, gifts, perks: 1, balance: 500 } }),
    ...others,
  })
  phone = await launch({
    package: PRODUCT,
    path: COUNTER,
    now: NOW,
    storage: new Map<string, unknown>([['till-branch', JSON.stringify('laojie')]]),
    callFunction: back.callFunction,
    scanCode: () => codes.shift() ?? '',
  })
  await phone.page.tap('扫会员码')
  return { at: phone, ...back }
}

test('M035 a partner’s code is scanned within the visit and marked once; a wrong one is said', async () => {
  const used = { title: '影盒视频年卡', partnerName: '影盒视频', usedAt: NOW }
  let refused = true
  const { at, sent } = await served(
    {
      'counter.partnerCode': () => {
        if (refused) throw new Refused('PARTNER_CODE_INVALID')
        return used
      },
    },
    ['M1CODE', 'YH-0001', 'YH-0002'],
  )
  const opening = await at.measure(() => at.page.tap('核销权益码'))
  expect(opening.payloads[0]?.bytes).toBeLessThanOrEqual(TAP)
  await at.advance(100)
  await at.page.tap('扫权益码')
  await at.advance(100)
  expectWords(at, 'PARTNER_CODE_INVALID')
  refused = false
  await at.page.tap('扫权益码')
  await at.advance(100)
  expectWords(at, '已核销:影盒视频年卡(影盒视频),11月22日 11:30')
  const codes = sent.filter(({ action }) => action === 'counter.partnerCode').map(({ input }) => input)
  expect(codes).toMatchObject([
    { code: 'YH-0001', visit: visit.visit, branchId: 'laojie' },
    { code: 'YH-0002', visit: visit.visit, branchId: 'laojie' },
  ])
})

test('M010 a hand-over that lost its answer is the same operation when it is repeated', async () => {
  let lost = true
  const { at, sent } = await served({
    'counter.handOver': ({ orderId, giftId }) => {
      if (lost) {
        lost = false
        throw new Error('the answer is lost')
      }
      const rest = { name: '手工陶碗', quantity: 2, worth: null, claimThrough: '2026-12-20' }
      return { orderId, giftId, state: 'handed_over' as const, ...rest }
    },
  })
  const opening = await at.measure(() => at.page.tap('交付赠品 1份'))
  expect(opening.payloads[0]?.bytes).toBeLessThanOrEqual(TAP)
  await at.advance(100)
  await at.page.tap('.sheet--open .button')
  at.phone.answer('cancel')
  await at.advance(100)
  expect(sent.some(({ action }) => action === 'counter.handOver')).toBe(false)
  await at.page.tap('.sheet--open .button')
  at.phone.answer('confirm')
  await at.advance(3000)
  expectWords(at, '手工陶碗 × 2已交付')
  const operations = sent.filter(({ action }) => action === 'counter.handOver')
  expect(operations).toHaveLength(2)
  expect(new Set(operations.map(({ input }) => JSON.stringify(input))).size).toBe(1)
  expect(at.page.has('.member-strip__way')).toBe(true)
  expect(at.page.reads('交付赠品', '.member-strip')).toBe(false)
})

test('M010 a gift that another clerk handed over meanwhile is said, and nothing is marked', async () => {
  const { at } = await served({
    'counter.handOver': () => {
      throw new Refused('GIFT_NOT_READY')
    },
  })
  await at.page.tap('交付赠品 1份')
  await at.advance(100)
  await at.page.tap('.sheet--open .button')
  at.phone.answer('confirm')
  await at.advance(100)
  expectWords(at, 'GIFT_NOT_READY', '手工陶碗 × 2')
  expect(at.page.reads('已交付')).toBe(false)
})

describe('a quote with everything on it', () => {
  const withAll = (others: Parameters<typeof staffAnswers>[1] = {}) => {
    const { answers } = staffAnswers(() => NOW)
    return served({
      'counter.quote': (input) => {
        const quote = answers['counter.quote']!(input)
        const { paid } = quote.receipt
        return {
          ...quote,
          balance: { available: 500, covers: 500, shortfall: paid - 500 },
          coupons,
        }
      },
      ...others,
    })
  }

  test('P7 M014 M041 brings its figures within 1 KiB, and each choice is a tap of 300 bytes', async () => {
    const { at } = await withAll()
    await at.page.tap('加一份美式')
    await at.advance(1500)
    await at.page.tap('加一份美式')
    await at.advance(1500)
    await at.page.tap('减一份美式')
    const quoted = await at.measure(() => at.advance(1500))
    expect({ bytes: quoted.bytes, payloads: quoted.bytes > QUOTED ? quoted.payloads : [] }).toEqual({
      bytes: quoted.bytes,
      payloads: [],
    })
    expect(at.page.text('.coupon-row')).toContain('再买¥1.00可用5元券')
    for (const tender of ['储值余额', '会员手机付', '在柜台付款', '储值余额'])
      expect((await at.measure(() => at.page.tap(tender))).bytes).toBeLessThanOrEqual(TAP)
    expectWords(at, '余额付¥5.00,还差¥4.00在柜台收', '用余额,另收¥4.00')
    const opening = await at.measure(() => at.page.tap('.coupon-row'))
    expect(opening.payloads[0]?.bytes).toBeLessThanOrEqual(TAP)
    await at.advance(100)
    expectWords(at, '满¥10减¥5 · 剩3张 · 至12月20日')
  })

  test('M014 without an answer the same settlement with the same rest is repeated', async () => {
    let lost = 2
    const { at, sent } = await withAll({
      'counter.settle': ({ shortfall = 0 }) => {
        lost -= 1
        if (lost >= 0) throw new Error('the answer is lost')
        return settledFromBalance(shortfall)
      },
    })
    await at.page.tap('加一份美式')
    await at.advance(1500)
    await at.page.tap('储值余额')
    await at.page.tap('用余额,另收¥4.00')
    expect(at.phone.modal).toMatchObject({ title: '另收¥4.00?', confirmText: '已收好' })
    at.phone.answer('confirm')
    await at.advance(300)
    expectWords(at, '不会重复结算')
    await at.advance(5000)
    expectWords(at, '已结算', '余额本金 ¥5.00', '柜台另收 ¥4.00')
    const settles = sent.filter(({ action }) => action === 'counter.settle').map(({ input }) => input)
    expect(settles).toHaveLength(3)
    expect(new Set(settles.map((input) => JSON.stringify(input))).size).toBe(1)
    expect(settles[0]).toMatchObject({ tender: 'stored_value', shortfall: 400 })
  })

  test('M041 a coupon that can no longer be used has its way on', async () => {
    let refused = true
    const { answers } = staffAnswers(() => NOW)
    const { at, sent } = await served({
      'counter.quote': (input) => {
        if (refused) throw new Refused('COUPON_UNUSABLE')
        return answers['counter.quote']!(input)
      },
    })
    await at.page.tap('加一份美式')
    await at.advance(1500)
    refused = false
    await at.page.tap('换成能用的最省的券')
    await at.advance(1500)
    expect(sent.at(-1)?.input).not.toHaveProperty('couponLotIds')
    expect(at.page.reads('¥9.00', '.quote-bar')).toBe(true)
  })
})

function settledFromBalance(cash: number): Output<'counter.settle'> {
  const { answers } = staffAnswers(() => NOW)
  const lines = [{ productId: 'meishi', quantity: 1 }]
  const { receipt, saved } = answers['counter.quote']!({ branchId: 'laojie', visit: '', lines })
  const tenders = { principal: receipt.paid - cash, bonus: 0, cash }
  return {
    receipt: { ...receipt, state: 'settled', tender: 'stored_value', tenders },
    saved,
    undoUntil: NOW + 900_000,
    memberNumber: visit.member.number,
  }
}
