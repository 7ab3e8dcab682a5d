import type { Input } from '../../cloudfunctions/contract'
import { documents, violations } from '../invariants'
import { openShop, type Shop } from '../shop'
import { withTillOrders } from '../till-order-shop'

const BRANCH = 'laojie'
const CLERK = 'clerk-laojie'
const RECIPIENT = '13912345678'

type Asked = Partial<Omit<Input<'counter.quote'>, 'branchId' | 'visit'>>

describe('an order at the till with everything that a member has', () => {
  let shop: Shop

  beforeAll(async () => {
    shop = await openShop({ draft: withTillOrders() })
    for (const person of ['lin', 'chen', 'wang']) await shop.join(person)
    for (const person of ['lin', 'chen']) {
      await shop.buy(person)
      await shop.call(person, 'coupons.claim', { operationId: shop.operationId(), campaignId: 'zhounian' })
    }
  })
  afterEach(() => expect(violations(shop)).toEqual([]))
  afterAll(() => shop.close())

  const lines = [
    { productId: 'meishi', quantity: 2 },
    { productId: 'tusi', quantity: 1 },
  ]
  const visitOf = async (person: string, branchId = BRANCH) =>
    (await shop.call(`clerk-${branchId}`, 'counter.resolve', { branchId, code: await shop.codeOf(person) }))
      .visit
  const ask = async (person: string, asked: Asked = {}, branchId = BRANCH) => ({
    branchId,
    visit: await visitOf(person, branchId),
    lines,
    ...asked,
  })
  const quote = async (person: string, asked: Asked = {}, branchId = BRANCH) =>
    shop.call(`clerk-${branchId}`, 'counter.quote', await ask(person, asked, branchId))
  const settle = (ticket: string) =>
    shop.call(CLERK, 'counter.settle', { branchId: BRANCH, quote: ticket, tender: 'external' })
  const lotsOf = async (person: string) => {
    const { coupons } = await shop.call(person, 'coupons.wallet', {})
    return Object.fromEntries(coupons.map(({ title, lotId, left }) => [title, { lotId, left }]))
  }

  it('M058 M059 P1 coupons of three groups and a waived fee: explained, settled with three calls, undone whole', async () => {
    const quoted = await quote('lin', { delivery: { fee: 600, recipientPhone: RECIPIENT } })
    // 18.00 of coffee and 19.80 of toast at member prices: 1.80 of the coffee, 3.00, 5.00, and the fee.
    expect(quoted.receipt).toMatchObject({
      list: 5800,
      paid: 2800,
      coupons: [
        { title: '咖啡9折', amount: 180 },
        { title: '老街店减3元', amount: 300 },
        { title: '满20减5', amount: 500 },
      ],
      delivery: { fee: 600, waived: 600 },
    })
    expect(quoted.combination).toEqual([
      '会员价 省¥14.20',
      '免配送费 省¥6.00',
      '咖啡9折 省¥1.80',
      '老街店减3元 省¥3.00',
      '满20减5 省¥5.00',
      '3种可用的券里,这样合计最省',
    ])
    const settled = await shop.countCalls(() => settle(quoted.quote))
    expect(settled.calls).toEqual(['getDocument members', 'insertDocument journal', 'modifyDocument members'])
    const { receipt, memberNumber } = settled.result
    expect(receipt).toMatchObject({ paid: 2800, saved: 3000, delivery: { fee: 600, waived: 600 } })
    expect(receipt.coupons).toHaveLength(3)
    expect(Object.values(await lotsOf('lin')).map(({ left }) => left)).toEqual([0, 0, 0])
    // L9: to whom it went is a keyed digest everywhere.
    for (const collection of ['members', 'journal'])
      expect(JSON.stringify(documents(shop, collection))).not.toContain(RECIPIENT)
    const input = { branchId: BRANCH, memberNumber, receiptId: receipt.receiptId }
    await shop.call(CLERK, 'counter.undo', input)
    expect(Object.values(await lotsOf('lin')).map(({ left }) => left)).toEqual([1, 1, 1])
    const { benefits } = await shop.call('lin', 'membership.benefits', {})
    expect(benefits).toMatchObject([{ kind: 'delivery', left: 3, of: 3 }])
  })

  it('M056 thread 24 another member’s code and another branch refuse a coupon', async () => {
    const lots = await lotsOf('lin')
    const asked = { couponLotIds: [lots['老街店减3元']!.lotId] }
    expect(await shop.refusal(CLERK, 'counter.quote', await ask('chen', asked))).toBe('COUPON_NOT_YOURS')
    const elsewhere = await ask('lin', asked, 'kejiyuan')
    expect(await shop.refusal('clerk-kejiyuan', 'counter.quote', elsewhere)).toBe('COUPON_UNUSABLE')
    const there = await quote('lin', {}, 'kejiyuan')
    expect(there.receipt.coupons?.map(({ title }) => title)).toEqual(['咖啡9折', '满20减5'])
    expect(there.coupons?.map(({ title }) => title)).not.toContain('老街店减3元')
  })

  it('M060 points come last and at most for their share; what settled with them gives them back', async () => {
    await shop.clock.advance(60_000)
    const cake = [{ productId: 'dangao', quantity: 2 }]
    await settle((await quote('chen', { lines: cake, couponLotIds: [] })).quote)
    const { points } = await quote('chen', { couponLotIds: [] })
    expect(points?.available).toBeGreaterThan(200)
    const quoted = await quote('chen', { couponLotIds: [], points: 200 })
    expect(quoted.receipt).toMatchObject({ paid: 3580, points: { spent: 200, off: 200 } })
    expect(quoted.combination?.at(-1)).toBe('200积分 抵¥2.00')
    // A point for each whole yuan of 35.80.
    expect(quoted.earns).toEqual({ points: 35, growth: 0 })
    const tooMany = await ask('chen', { points: 100_000 })
    expect(await shop.refusal(CLERK, 'counter.quote', tooMany)).toBe('POINTS_SHORT')
    const settled = await shop.countCalls(() => settle(quoted.quote))
    expect(settled.calls).toHaveLength(3)
    const { receipt, memberNumber } = settled.result
    const after = await quote('chen', { couponLotIds: [] })
    expect(after.points!.available).toBe(points!.available - 200 + 35)
    await shop.call(CLERK, 'counter.undo', { branchId: BRANCH, memberNumber, receiptId: receipt.receiptId })
    expect((await quote('chen', { couponLotIds: [] })).points?.available).toBe(points?.available)
  })

  it('M114 who has no card is told what it would have taken off this bill, once a visit, from a real replay', async () => {
    const first = await quote('wang')
    expect(first.asMember).toEqual({ planName: '麦香年卡', saves: 1420 })
    const { receipt } = await settle(first.quote)
    expect(receipt.asMember).toEqual(first.asMember)
    expect((await quote('wang')).asMember).toBeUndefined()
    await shop.clock.advance(86_400_000)
    expect((await quote('wang', { lines: [{ productId: 'meishi', quantity: 1 }] })).asMember?.saves).toBe(600)
    expect((await quote('lin')).asMember).toBeUndefined()
  })
})
