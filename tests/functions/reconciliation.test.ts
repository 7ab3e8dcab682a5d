import { readBill } from '../../cloudfunctions/gateways/wechat-pay-bills'
import type { BillLine } from '../../local/wechat/bills'
import { giveBack } from '../refund-shop'
import { openidOf, openShop, type Shop } from '../shop'

const DAY = '2027-03-10'

describe('WeChat’s trade bill against the books', () => {
  let shop: Shop
  const paid: string[] = []

  /** The minute timer at 10:20 of the next day or later. */
  const nextMorning = async () => {
    await shop.clock.advance(24 * 3_600_000 + 20 * 60_000)
    await shop.wechat.tick()
    await shop.timer('payment', 'settleDue')
  }
  const asked = (day = DAY) => shop.call('owner', 'operations.reconciliation', { day })
  /** Compares again with a bill that says something else. */
  const withBill = async (change: (lines: BillLine[]) => BillLine[]) => {
    await shop.clock.advance(24 * 3_600_000)
    shop.wechat.faults.billLines = (lines) =>
      lines.some(({ 交易时间 }) => 交易时间.startsWith(DAY)) ? change(lines) : lines
    await shop.timer('payment', 'settleDue')
    const found = await asked()
    shop.wechat.faults.billLines = null
    return found
  }

  beforeAll(async () => {
    shop = await openShop()
    for (const person of ['lin', 'chen', 'wen']) paid.push(await shop.buy(person))
    await giveBack(shop, 'wen', paid[2] ?? '')
    await shop.clock.advance(3000)
    await shop.wechat.tick()
  })
  afterAll(() => shop.close())

  it('is pending until WeChat has the bill, at 10:00 of the next day', async () => {
    await shop.clock.advance(23 * 3_600_000)
    await shop.timer('payment', 'settleDue')
    expect(await asked()).toMatchObject({ state: 'pending', differences: [] })
  })

  it('a payment that only the bill has, one that only the books have, a wrong amount: exactly these', async () => {
    await shop.clock.advance(2 * 3_600_000)
    const unknown = (line: BillLine): BillLine => ({
      ...line,
      商户订单号: '0unknown000000000000000000',
      微信订单号: '4200002027031099999999999999',
    })
    shop.wechat.faults.billLines = (lines) =>
      lines.flatMap((line) => {
        if (line.交易状态 !== 'SUCCESS') return [line]
        if (line.商户订单号 === paid[0]) return []
        if (line.商户订单号 === paid[1]) return [{ ...line, 订单金额: '198.99' }, unknown(line)]
        return [line]
      })
    await shop.timer('payment', 'settleDue')
    const { state, differences, bill, books } = await asked()
    expect(state).toBe('different')
    const { differentDays } = await shop.call('owner', 'operations.attention', {})
    expect(differentDays).toEqual([DAY])
    expect(differences.map(({ kind, orderId, bill: at, books: here }) => [kind, orderId, at, here])).toEqual([
      ['amount', paid[1], 19_899, 19_900],
      ['missing_here', '0unknown000000000000000000', 19_900, null],
      ['missing_at_wechat', paid[0], null, 19_900],
    ])
    expect(books).toEqual({ payments: 3, paid: 59_700, refunds: 1, refunded: 19_900 })
    expect(bill).toEqual({ payments: 3, paid: 59_699, refunds: 1, refunded: 19_900 })
    shop.wechat.faults.clear()
  })

  it('a refund that only the bill has, one that it lacks, a wrong one', async () => {
    const wrong = await withBill((lines) =>
      lines.map((line) => (line.交易状态 === 'REFUND' ? { ...line, 申请退款金额: '0.01' } : line)),
    )
    expect(wrong.differences).toMatchObject([{ kind: 'amount', orderId: paid[2], bill: 1, books: 19_900 }])
    const lacking = await withBill((lines) => lines.filter(({ 交易状态 }) => 交易状态 !== 'REFUND'))
    expect(lacking.differences).toMatchObject([
      { kind: 'missing_at_wechat', orderId: paid[2], books: 19_900 },
    ])
    const foreign = await withBill((lines) =>
      lines.map((line) => (line.交易状态 === 'REFUND' ? { ...line, 商户退款单号: 'not-ours' } : line)),
    )
    expect(foreign.differences.map(({ kind }) => kind).sort()).toEqual(['missing_at_wechat', 'missing_here'])
  })

  it('a file that isn’t what its hash says is no bill: it is asked for again', async () => {
    const before = await asked()
    await shop.clock.advance(24 * 3_600_000)
    shop.wechat.faults.billTampered = true
    await shop.timer('payment', 'settleDue')
    expect(await asked()).toEqual(before)
    shop.wechat.faults.clear()
  })

  it('once WeChat and the books agree, the day is balanced and every sum is equal', async () => {
    await shop.clock.advance(24 * 3_600_000)
    await shop.timer('payment', 'settleDue')
    const { state, bill, books, differences } = await asked()
    expect(differences).toEqual([])
    expect(state).toBe('balanced')
    expect(bill).toEqual(books)
  })

  it('a second payment that went back belongs to nobody’s order and is no difference', async () => {
    const plan = await shop.call('zhou', 'membership.plan', { planId: 'nianka' })
    const { payment, order } = await shop.call('zhou', 'payment.buy', {
      operationId: shop.operationId(),
      planId: 'nianka',
      versionId: plan.versionId,
      price: plan.price,
      agreements: plan.agreements.map(({ id, version }) => ({ id, version })),
    })
    const prepayId = (payment && shop.wechat.openCashier(payment)) ?? ''
    shop.wechat.faults.secondPayment = true
    for (let times = 0; times < 2; times += 1) {
      expect(shop.wechat.pay(prepayId, openidOf('zhou'))).toBe('ok')
      await shop.wechat.tick()
    }
    shop.wechat.faults.clear()
    await shop.clock.advance(3000)
    await shop.wechat.tick()
    const day = new Date(shop.clock.now() + 8 * 3_600_000).toISOString().slice(0, 10)
    await nextMorning()
    await nextMorning()
    expect(await asked(day)).toMatchObject({
      state: 'balanced',
      bill: { payments: 2, paid: 39_800, refunds: 1, refunded: 19_900 },
      books: { payments: 2, paid: 39_800, refunds: 1, refunded: 19_900 },
    })
    expect(order.state).toBe('paying')
  })

  it('a row that is half understood makes the whole file unread', () => {
    const head = '交易时间,微信订单号,商户订单号,交易状态,商户退款单号,订单金额,申请退款金额'
    const file = (amount: string) =>
      Buffer.from(
        `\uFEFF${head}\r\n\`2027-03-10 10:00:00,\`42000,\`order1,\`SUCCESS,\`0,\`${amount},\`0.00\r\n总交易单数\r\n\`1\r\n`,
      )
    expect(readBill(file('19.99'))).toEqual([
      { kind: 'payment', orderId: 'order1', transactionId: '42000', amount: 1999 },
    ])
    expect(readBill(file('19.999'))).toBeNull()
    expect(readBill(file('1e3'))).toBeNull()
  })
})
