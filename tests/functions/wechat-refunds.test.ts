import { type Shop, openShop } from './wechat-shop'

const MINUTE = 60_000
const DAY = 86_400_000

describe('refunds at WeChat Pay, through the port', () => {
  let shop: Shop
  let transactionId: string
  beforeEach(async () => {
    shop = await openShop()
    transactionId = await shop.paid('order00001', 1000)
  })
  afterEach(() => shop.close())

  const refund = (refundId: string, amount: number, total = 1000) =>
    shop.port.refund({ refundId, transactionId, amount, total, reason: '会员申请' })

  it('is processing first, succeeds later, tells it by a callback, and shows on the order', async () => {
    expect(await refund('refund01', 400)).toEqual({ kind: 'processing' })
    expect(await shop.port.queryRefund('refund01')).toEqual({ kind: 'processing' })
    expect((await shop.port.query('order00001')).kind).toBe('refunded')
    shop.move(3000)
    await shop.wechat.tick()
    expect(await shop.port.queryRefund('refund01')).toEqual({ kind: 'succeeded' })
    expect(shop.received.at(-1)?.notification).toEqual({
      kind: 'refund',
      id: expect.any(String) as string,
      refundId: 'refund01',
      orderId: 'order00001',
      transactionId,
      status: 'succeeded',
      amount: 400,
    })
  })

  it.each(['ABNORMAL', 'CLOSED'] as const)(
    'that ends %s says so, and a closed one may be made anew',
    async (outcome) => {
      shop.wechat.faults.refundOutcome = outcome
      await refund('refund01', 1000)
      shop.move(3000)
      await shop.wechat.tick()
      expect(await shop.port.queryRefund('refund01')).toEqual({ kind: outcome.toLowerCase() })
      expect(shop.received.at(-1)?.notification).toMatchObject({
        kind: 'refund',
        status: outcome.toLowerCase(),
      })
      shop.move(MINUTE)
      const anew = await refund('refund02', 1000)
      expect(anew.kind).toBe(outcome === 'CLOSED' ? 'processing' : 'rejected')
    },
  )

  it('with the same number is made once, whatever was answered the first time', async () => {
    shop.wechat.faults.onCall('lost_answer', { call: 'refund' })
    expect((await refund('refund01', 400)).kind).toBe('unknown')
    expect(await refund('refund01', 400)).toEqual({ kind: 'processing' })
    expect(await refund('refund01', 400)).toEqual({ kind: 'processing' })
    expect(shop.wechat.refunds()).toHaveLength(1)
  })

  it('with the same number and another amount is neither made nor taken for the first', async () => {
    await refund('refund01', 400)
    expect(await refund('refund01', 300)).toEqual({ kind: 'unknown', code: 'ANSWER_MISMATCH' })
    expect(shop.wechat.refunds().map(({ amount }) => amount)).toEqual([400])
  })

  it('never exceeds what was paid, in any split', async () => {
    await refund('refund01', 600)
    shop.move(MINUTE)
    expect(await refund('refund02', 401)).toEqual({
      kind: 'rejected',
      code: 'INVALID_REQUEST',
      retryable: false,
    })
    expect(await refund('refund03', 400)).toEqual({ kind: 'processing' })
    shop.move(MINUTE)
    expect((await refund('refund04', 1)).kind).toBe('rejected')
  })

  it('of the same order is refused within a minute, and may be sent again with its number', async () => {
    await refund('refund01', 100)
    shop.move(MINUTE - 1)
    expect(await refund('refund02', 100)).toEqual({
      kind: 'rejected',
      code: 'FREQUENCY_LIMITED',
      retryable: true,
    })
    shop.move(1)
    expect(await refund('refund02', 100)).toEqual({ kind: 'processing' })
  })

  it('waits for the merchant to fill up its account', async () => {
    shop.wechat.faults.notEnough = true
    expect(await refund('refund01', 100)).toEqual({ kind: 'rejected', code: 'NOT_ENOUGH', retryable: true })
    shop.wechat.faults.notEnough = false
    expect(await refund('refund01', 100)).toEqual({ kind: 'processing' })
  })

  it('is possible fifty times per order, not more', async () => {
    for (let count = 1; count <= 50; count += 1) {
      expect((await refund(`refund${count}`, 1)).kind).toBe('processing')
      shop.move(MINUTE)
    }
    expect(await refund('refund51', 1)).toEqual({ kind: 'rejected', code: 'RULE_LIMIT', retryable: false })
  })

  it('is possible for 365 days', async () => {
    shop.move(365 * DAY)
    expect((await refund('refund01', 1)).kind).toBe('processing')
    shop.move(MINUTE)
    expect(await refund('refund02', 1)).toEqual({
      kind: 'rejected',
      code: 'INVALID_REQUEST',
      retryable: false,
    })
  })

  it.each([
    ['a wrong total', () => refund('refund01', 100, 2000), 'PARAM_ERROR'],
    ['nothing', () => refund('refund01', 0), 'PARAM_ERROR'],
    ['a number that WeChat cannot take', () => refund('refund:01', 100), 'PARAM_ERROR'],
  ])('is refused for %s', async (_title, send, code) => {
    expect(await send()).toEqual({ kind: 'rejected', code, retryable: false })
    expect(shop.wechat.refunds()).toEqual([])
  })

  it('of a transaction that does not exist is refused', async () => {
    transactionId = '4200000000000000000000000000'
    expect(await refund('refund01', 100)).toEqual({
      kind: 'rejected',
      code: 'RESOURCE_NOT_EXISTS',
      retryable: false,
    })
    expect(await shop.port.queryRefund('refund01')).toEqual({ kind: 'absent' })
  })

  it('gives back the payer’s share when WeChat’s coupon paid a part, to the fen in all', async () => {
    transactionId = await shop.paid('order00002', 1000, 667)
    for (const part of ['a', 'b', 'c']) {
      await refund(`refund-${part}`, part === 'c' ? 334 : 333)
      shop.move(MINUTE)
    }
    const shares = shop.wechat.refunds().map(({ payerAmount }) => payerAmount)
    expect(shares.reduce((sum, share) => sum + share, 0)).toBe(667)
    expect(shares).toEqual([222, 222, 223])
  })

  it('of a second payment of one order goes by its own transaction', async () => {
    shop.wechat.faults.secondPayment = true
    const prepayId = shop.wechat.orders()[0]?.prepayIds[0]?.id ?? ''
    expect(shop.wechat.pay(prepayId, shop.order('order00001').openid)).toBe('ok')
    await shop.wechat.tick()
    const transactions = shop.received.map(({ notification }) =>
      notification.kind === 'payment' ? notification.transaction.transactionId : null,
    )
    expect(new Set(transactions).size).toBe(2)
    transactionId = transactions[1] ?? ''
    expect(await refund('refund01', 1000)).toEqual({ kind: 'processing' })
    // The order itself stays paid by the first one.
    expect(await shop.port.query('order00001')).toMatchObject({
      kind: 'paid',
      transaction: { transactionId: transactions[0] },
    })
  })
})
