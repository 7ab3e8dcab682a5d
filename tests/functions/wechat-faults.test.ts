import type { PaymentPort } from '../../cloudfunctions/gateways/payment-port'
import type { CallFault, OrderCallName } from '../../local/wechat/faults'
import { PAYER, type Shop, openShop, sharedKeys } from './wechat-shop'

/** Each call of the port on an order that is paid, except where the call needs an open one. */
const REFUND = { refundId: 'refund0001', amount: 500, total: 19_900, reason: '会员申请' }

function callsOf(port: PaymentPort, shop: Shop, transactionId: string) {
  return {
    prepay: () => port.prepay(shop.order('fresh00001')),
    query: () => port.query('paid000001'),
    close: () => port.close('open000001'),
    refund: () => port.refund({ ...REFUND, transactionId }),
    query_refund: () => port.queryRefund('earlier001'),
  } satisfies Record<OrderCallName, () => Promise<unknown>>
}

async function prepared(timeoutMs?: number): Promise<{ shop: Shop; calls: ReturnType<typeof callsOf> }> {
  const shop = await openShop()
  const transactionId = await shop.paid('paid000001')
  await shop.port.prepay(shop.order('open000001'))
  await shop.port.refund({ ...REFUND, refundId: 'earlier001', transactionId })
  shop.move(120_000)
  // What leads up to the call isn't what must not take long.
  const port = timeoutMs === undefined ? shop.port : shop.portWith(timeoutMs)
  return { shop, calls: callsOf(port, shop, transactionId) }
}

const CALLS: readonly OrderCallName[] = ['prepay', 'query', 'close', 'refund', 'query_refund']

const SPOILT: readonly [CallFault & string, string][] = [
  ['forged', 'EV3_RES_HEADER_SIGNATURE_DIGEST'],
  ['unsigned', 'EV3_RES_HEADERS_INCOMPLATE'],
  ['unknown_serial', 'EV3_RES_HEADER_PLATFORM_SERIAL'],
  ['skewed_clock', 'EV3_RES_HEADER_TIMESTAMP_OFFSET'],
]

describe('faults of WeChat Pay never become a claim about money', () => {
  let shop: Shop
  afterEach(() => shop.close())

  describe.each(CALLS)('%s', (call) => {
    it.each(SPOILT)('an answer that is %s is unknown, although it took effect', async (fault, code) => {
      const ready = await prepared()
      shop = ready.shop
      shop.wechat.faults.onCall(fault, { call })
      expect(await ready.calls[call]()).toEqual({ kind: 'unknown', code })
      expect(shop.failures.at(-1)).toMatchObject({ code, status: null })
      // Without the fault the same call, sent again unchanged, tells the truth.
      expect(((await ready.calls[call]()) as { kind: string }).kind).not.toBe('unknown')
    })

    it.each(['hang', 'slow_answer'] as const)(
      'no answer (%s) is unknown within the deadline',
      async (fault) => {
        const ready = await prepared(300)
        shop = ready.shop
        shop.wechat.faults.onCall(fault, { call })
        expect(await ready.calls[call]()).toEqual({ kind: 'unknown', code: 'TIME_OUT' })
      },
    )

    it.each(['reset', 'lost_answer'] as const)('a broken connection (%s) is unknown', async (fault) => {
      const ready = await prepared()
      shop = ready.shop
      shop.wechat.faults.onCall(fault, { call })
      expect(await ready.calls[call]()).toEqual({ kind: 'unknown', code: 'ECONNRESET' })
    })

    it.each(['server_error', 'server_error_after'] as const)('%s, twice, is unknown', async (fault) => {
      const ready = await prepared()
      shop = ready.shop
      shop.wechat.faults.onCall(fault, { call, times: 2 })
      expect(await ready.calls[call]()).toEqual({ kind: 'unknown', code: 'SYSTEM_ERROR' })
    })

    it('a forged signature error is unknown', async () => {
      const ready = await prepared()
      shop = ready.shop
      shop.wechat.faults.onCall({ refuse: { status: 401, code: 'SIGN_ERROR' } }, { call })
      expect(await ready.calls[call]()).toEqual({ kind: 'unknown', code: 'SIGN_ERROR' })
    })
  })

  it.each(['prepay', 'query', 'refund', 'query_refund'] as const)(
    '%s: a tampered or unreadable answer is unknown',
    async (call) => {
      const ready = await prepared()
      shop = ready.shop
      shop.wechat.faults.onCall('tampered', { call })
      expect(await ready.calls[call]()).toEqual({ kind: 'unknown', code: 'EV3_RES_HEADER_SIGNATURE_DIGEST' })
      shop.wechat.faults.onCall('not_json', { call })
      expect(await ready.calls[call]()).toEqual({ kind: 'unknown', code: 'ANSWER_MALFORMED' })
    },
  )

  it('a prepay that failed once on the server is sent again by itself, and makes one order', async () => {
    for (const fault of ['server_error', 'server_error_after'] as const) {
      const ready = await prepared()
      ready.shop.wechat.faults.onCall(fault, { call: 'prepay' })
      expect((await ready.calls.prepay()).kind).toBe('prepared')
      const made = ready.shop.wechat.orders().filter(({ orderId }) => orderId === 'fresh00001')
      expect(made).toHaveLength(1)
      shop = ready.shop
      if (fault === 'server_error') await shop.close()
    }
  })

  it('an order whose prepay was committed but not answered is prepaid by the same number', async () => {
    const ready = await prepared()
    shop = ready.shop
    shop.wechat.faults.onCall('lost_answer', { call: 'prepay' })
    expect((await ready.calls.prepay()).kind).toBe('unknown')
    expect(await shop.port.query('fresh00001')).toEqual({ kind: 'not_paid' })
    expect((await ready.calls.prepay()).kind).toBe('prepared')
  })

  it('a close whose answer was lost has closed, which only a query tells', async () => {
    const ready = await prepared()
    shop = ready.shop
    shop.wechat.faults.onCall('lost_answer', { call: 'close' })
    expect((await ready.calls.close()).kind).toBe('unknown')
    expect(await shop.port.query('open000001')).toEqual({ kind: 'closed' })
  })

  it('an unsigned "paid" or "closed" does not change what the signed query says', async () => {
    const ready = await prepared()
    shop = ready.shop
    const { faults } = shop.wechat
    faults.onCall({ refuse: { status: 400, code: 'ORDER_PAID' } }, { call: 'close' })
    expect(await ready.calls.close()).toEqual({ kind: 'unknown', code: 'ORDER_PAID' })
    faults.onCall({ refuse: { status: 400, code: 'ORDER_CLOSED' } }, { call: 'prepay' })
    expect(await shop.port.prepay(shop.order('open000001'))).toEqual({
      kind: 'rejected',
      code: 'ORDER_CLOSED',
    })
    faults.onCall({ refuse: { status: 429, code: 'FREQUENCY_LIMITED' } }, { call: 'close' })
    expect(await shop.port.close('paid000001')).toEqual({ kind: 'already_paid' })
    faults.onCall({ refuse: { status: 400, code: 'INVALID_REQUEST' } }, { call: 'refund' })
    await ready.calls.refund()
    expect(await shop.port.queryRefund('refund0001')).toEqual({ kind: 'absent' })
    faults.onCall({ refuse: { status: 400, code: 'INVALID_REQUEST' } }, { call: 'refund' })
    const transactionId = shop.wechat.refunds()[0]?.transactionId ?? ''
    const repeated = await shop.port.refund({ ...REFUND, refundId: 'earlier001', transactionId })
    expect(repeated).toEqual({ kind: 'processing' })
  })

  it.each([
    ['query', { appid: 'wx0000000000000000' }],
    ['query', { mchid: '1900000001' }],
    ['query', { out_trade_no: 'other00001' }],
    ['refund', { out_refund_no: 'other00001' }],
    ['refund', { transaction_id: '4200000000000000000000000000' }],
    ['refund', { amount: { refund: 1, total: 19_900 } }],
    ['query_refund', { out_refund_no: 'other00001' }],
  ] as const)('%s: a rightly signed answer about something else (%o) is unknown', async (call, alter) => {
    const ready = await prepared()
    shop = ready.shop
    shop.wechat.faults.onCall({ alter }, { call })
    expect(await ready.calls[call]()).toEqual({ kind: 'unknown', code: 'ANSWER_MISMATCH' })
  })

  it.each([
    ['USERPAYING', { trade_state: 'USERPAYING' }],
    ['ANSWER_MALFORMED', { trade_state: 'FREE' }],
    ['ANSWER_MALFORMED', { amount: { total: 19_900.5, payer_total: 0, currency: 'CNY' } }],
    ['ANSWER_MALFORMED', { success_time: 'yesterday' }],
    ['ANSWER_MALFORMED', { payer: {} }],
  ])('a paid order that is told as %s stays unknown', async (code, alter) => {
    const ready = await prepared()
    shop = ready.shop
    shop.wechat.faults.onCall({ alter }, { call: 'query' })
    const found = await shop.port.query('paid000001')
    expect(found).toEqual({ kind: 'unknown', code })
  })

  it('reports nothing but call, code, status and request id', async () => {
    const ready = await prepared()
    shop = ready.shop
    for (const fault of ['forged', 'unsigned', 'server_error', 'reset'] as const)
      for (const call of CALLS) {
        shop.wechat.faults.onCall(fault, { call, times: 2 })
        await ready.calls[call]()
        shop.wechat.faults.clear()
      }
    expect(shop.failures.length).toBeGreaterThan(20)
    const allowed = ['call', 'code', 'requestId', 'status']
    for (const failure of shop.failures) expect(Object.keys(failure).sort()).toEqual(allowed)
    const text = JSON.stringify(shop.failures)
    const { apiV3Key, merchant } = sharedKeys()
    for (const secret of [PAYER, shop.port.mchid, apiV3Key, merchant.serial])
      expect(text).not.toContain(secret)
  })

  it('asks WeChat to sign with the public key, and takes a platform certificate as well', async () => {
    const ready = await prepared()
    shop = ready.shop
    const { wechatPay, wechatPaySettings } = await import('../../cloudfunctions/gateways/wechat-pay')
    const settings = wechatPaySettings(shop.wechat.merchantEnvironment())
    const { platform, wechat } = sharedKeys()
    const only = (id: string) => ({
      ...settings,
      verificationKeys: new Map([...settings.verificationKeys].filter(([key]) => key === id)),
      report: () => undefined,
    })
    expect((await wechatPay(only(platform.serial)).query('paid000001')).kind).toBe('refunded')
    expect((await wechatPay(only(wechat.id)).query('paid000001')).kind).toBe('refunded')
  })
})
