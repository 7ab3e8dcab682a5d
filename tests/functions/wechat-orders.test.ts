import { createVerify } from 'node:crypto'
import { paymentMessage } from '../../cloudfunctions/gateways/wechat-pay'
import { mismatchOf } from '../../cloudfunctions/gateways/payment-port'
import { PAYER, START, type Shop, openShop, sharedKeys } from './wechat-shop'

const MINUTE = 60_000
const HOUR = 60 * MINUTE

describe('orders at WeChat Pay, through the port', () => {
  let shop: Shop
  beforeEach(async () => {
    shop = await openShop()
  })
  afterEach(() => shop.close())

  it('prepays, signs the cashier parameters, takes the payment and reads it back to the fen', async () => {
    const { port, wechat } = shop
    const prepared = await port.prepay(shop.order('order00001', 19_900))
    if (prepared.kind !== 'prepared') throw new Error(prepared.kind)
    const parameters = port.parameters(prepared.prepayId, shop.now())
    expect(parameters).toMatchObject({
      timeStamp: String(START / 1000),
      package: `prepay_id=${prepared.prepayId}`,
      signType: 'RSA',
    })
    expect(parameters.nonceStr.length).toBeLessThanOrEqual(32)
    expect(wechat.openCashier(parameters)).toBe(prepared.prepayId)
    expect(wechat.openCashier({ ...parameters, timeStamp: '1' })).toBeNull()
    expect(wechat.describe(prepared.prepayId)).toEqual({
      merchantName: '麦香巷',
      description: '麦香巷年卡',
      total: 19_900,
      orderId: 'order00001',
      expiresAt: START + 30 * MINUTE,
      expired: false,
      state: 'open',
    })
    expect(await port.query('order00001')).toEqual({ kind: 'not_paid' })
    shop.move(MINUTE)
    expect(wechat.pay(prepared.prepayId, PAYER)).toBe('ok')
    const found = await port.query('order00001')
    expect(found).toEqual({
      kind: 'paid',
      transaction: {
        orderId: 'order00001',
        transactionId: expect.stringMatching(/^420\d{25}$/) as string,
        amount: 19_900,
        payerTotal: 19_900,
        currency: 'CNY',
        openid: PAYER,
        appid: port.appid,
        mchid: port.mchid,
        paidAt: START + MINUTE,
      },
    })
    expect(shop.failures).toEqual([])
  })

  it('signs exactly the string of the official example', () => {
    const text = paymentMessage(
      'wx2421b1c4370ec43b',
      '1554208460',
      '593BEC0C930BF1AFEB40B4A08C8FB242',
      'wx201410272009395522657a690389285100',
    )
    expect(text).toBe(
      'wx2421b1c4370ec43b\n1554208460\n593BEC0C930BF1AFEB40B4A08C8FB242\nprepay_id=wx201410272009395522657a690389285100\n',
    )
    const signed = shop.port.parameters('wx201410272009395522657a690389285100', START)
    const message = paymentMessage(
      shop.port.appid,
      signed.timeStamp,
      signed.nonceStr,
      signed.package.slice(10),
    )
    const verifier = createVerify('RSA-SHA256').update(message)
    expect(verifier.verify(sharedKeys().merchant.publicKey, signed.paySign, 'base64')).toBe(true)
  })

  it('gives a fresh prepay id for the same order, and refuses the number with other parameters', async () => {
    const first = await shop.port.prepay(shop.order('order00002'))
    const again = await shop.port.prepay(shop.order('order00002'))
    if (first.kind !== 'prepared' || again.kind !== 'prepared') throw new Error('not prepared')
    expect(again.prepayId).not.toBe(first.prepayId)
    expect(await shop.port.prepay(shop.order('order00002', 1))).toEqual({
      kind: 'rejected',
      code: 'INVALID_REQUEST',
    })
    expect(shop.wechat.orders()).toHaveLength(1)
    expect(shop.wechat.pay(first.prepayId, PAYER)).toBe('ok')
    expect(shop.wechat.pay(again.prepayId, PAYER)).toBe('refused_paid')
  })

  it('tells a paid and a closed order by a signed query when prepay is refused', async () => {
    await shop.paid('order00003')
    expect(await shop.port.prepay(shop.order('order00003'))).toEqual({ kind: 'already_paid' })
    await shop.port.prepay(shop.order('order00004'))
    expect(await shop.port.close('order00004')).toEqual({ kind: 'closed' })
    expect(await shop.port.prepay(shop.order('order00004'))).toEqual({ kind: 'closed' })
  })

  it.each([
    ['a zero amount', { total: 0 }],
    ['a fraction of a fen', { total: 1.5 }],
    ['an expiry within a minute', { timeExpire: '2027-03-01T10:00:59+08:00' }],
    ['an expiry in another zone', { timeExpire: '2027-03-01T04:00:00Z' }],
    ['a description that is too long', { description: '卡'.repeat(128) }],
    ['a number that is too short', { orderId: 'abc' }],
    ['a number with a colon', { orderId: 'undo:order01' }],
    ['no payer', { openid: '' }],
  ])('is refused %s', async (_title, change) => {
    expect(await shop.port.prepay({ ...shop.order('order00005'), ...change })).toEqual({
      kind: 'rejected',
      code: 'PARAM_ERROR',
    })
    expect(shop.wechat.orders()).toEqual([])
  })

  it('lets only the payer pay, only in time, and only once', async () => {
    const prepared = await shop.port.prepay(shop.order('order00006'))
    if (prepared.kind !== 'prepared') throw new Error(prepared.kind)
    const { wechat } = shop
    expect(wechat.pay('wx0000', PAYER)).toBe('refused_unknown')
    expect(wechat.pay(prepared.prepayId, 'oSomebodyElse')).toBe('refused_other_payer')
    expect(wechat.pay(prepared.prepayId, PAYER, { payerTotal: 20_000 })).toBe('refused_amount')
    shop.move(30 * MINUTE)
    expect(wechat.describe(prepared.prepayId)?.expired).toBe(true)
    expect(wechat.pay(prepared.prepayId, PAYER)).toBe('refused_expired')
    expect(await shop.port.query('order00006')).toEqual({ kind: 'not_paid' })
    expect(await shop.port.prepay(shop.order('order00006'))).toEqual({
      kind: 'rejected',
      code: 'INVALID_REQUEST',
    })
  })

  it('reads what the payer gave beside the total when WeChat gave a coupon', async () => {
    await shop.paid('order00007', 1500, 1000)
    const found = await shop.port.query('order00007')
    expect(found).toMatchObject({ kind: 'paid', transaction: { amount: 1500, payerTotal: 1000 } })
  })

  it('closes an open order, again and again, and then nobody can pay it', async () => {
    const prepared = await shop.port.prepay(shop.order('order00008'))
    if (prepared.kind !== 'prepared') throw new Error(prepared.kind)
    expect(await shop.port.close('order00008')).toEqual({ kind: 'closed' })
    expect(await shop.port.close('order00008')).toEqual({ kind: 'closed' })
    expect(await shop.port.query('order00008')).toEqual({ kind: 'closed' })
    expect(shop.wechat.pay(prepared.prepayId, PAYER)).toBe('refused_closed')
  })

  it('does not close what is paid, and says so from a signed answer', async () => {
    await shop.paid('order00009')
    expect(await shop.port.close('order00009')).toEqual({ kind: 'already_paid' })
    expect(shop.failures).toEqual([
      { call: 'close', code: 'ORDER_PAID', status: 400, requestId: expect.any(String) as string },
    ])
  })

  it('calls an order absent that never reached WeChat', async () => {
    expect(await shop.port.query('order00010')).toEqual({ kind: 'absent' })
    expect(await shop.port.close('order00010')).toEqual({ kind: 'absent' })
  })

  it('closes an order that nobody closed after seven days', async () => {
    await shop.port.prepay(shop.order('order00011'))
    shop.move(7 * 24 * HOUR - 1)
    expect(await shop.port.query('order00011')).toEqual({ kind: 'not_paid' })
    shop.move(1)
    expect(await shop.port.query('order00011')).toEqual({ kind: 'closed' })
  })

  it.each([
    ['order', { orderId: 'order00099' }],
    ['mchid', { mchid: '1900000001' }],
    ['appid', { appid: 'wx0000000000000000' }],
    ['currency', { currency: 'USD' }],
    ['amount', { amount: 1 }],
    ['amount', { amount: 19_901 }],
  ])('names the %s in which a payment differs from its order', async (expected, change) => {
    const { port } = shop
    await shop.paid('order00012')
    const found = await port.query('order00012')
    if (found.kind !== 'paid') throw new Error(found.kind)
    const order = { orderId: 'order00012', amount: 19_900, appid: port.appid, mchid: port.mchid }
    expect(mismatchOf(found.transaction, order)).toBeNull()
    expect(mismatchOf({ ...found.transaction, payerTotal: 1 }, order)).toBeNull()
    expect(mismatchOf({ ...found.transaction, ...change }, order)).toBe(expected)
  })
})
