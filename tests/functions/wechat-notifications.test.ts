import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createTestClock } from '../../local/clock'
import { RETRY_MS } from '../../local/wechat/notices'
import { PAYER, START, type Shop, openShop, sharedKeys } from './wechat-shop'

const MINUTE = 60_000
const HOUR = 60 * MINUTE

describe('callbacks of WeChat Pay', () => {
  let shop: Shop
  beforeEach(async () => {
    shop = await openShop()
  })
  afterEach(() => shop.close())

  const kinds = (): string[] => shop.received.map(({ notification }) => notification.kind)
  const orderIds = (): unknown[] =>
    shop.received.map(({ notification }) =>
      notification.kind === 'payment' ? notification.transaction.orderId : notification.kind,
    )

  it('tells a payment once when it is acknowledged, with the facts that a query tells', async () => {
    const transactionId = await shop.paid('order00001', 1500, 1200)
    await shop.wechat.tick()
    await shop.wechat.tick()
    const [first] = shop.received
    const found = await shop.port.query('order00001')
    if (first?.notification.kind !== 'payment' || found.kind !== 'paid') throw new Error('no payment')
    expect(first.notification.transaction).toEqual(found.transaction)
    expect(found.transaction).toMatchObject({ transactionId, amount: 1500, payerTotal: 1200 })
    expect(kinds()).toEqual(['payment'])
    expect(shop.wechat.notifications()).toMatchObject([
      { orderId: 'order00001', state: 'delivered', attempts: [{ at: START, status: 204 }] },
    ])
  })

  it('repeats 15 times over 24 h 4 min while nobody acknowledges, then gives up', async () => {
    expect(RETRY_MS.reduce((sum, pause) => sum + pause, 0)).toBe(24 * HOUR + 4 * MINUTE)
    shop.replies.push(...Array.from({ length: 16 }, () => 500))
    await shop.paid('order00001')
    const clockOfTicks: number[] = []
    while (shop.wechat.notifications()[0]?.state === 'pending') {
      await shop.wechat.tick()
      const due = shop.wechat.dueSource.nextDue(shop.now(), shop.now() + 24 * HOUR)
      if (due === null) break
      clockOfTicks.push(due - shop.now())
      shop.move(due - shop.now())
    }
    expect(clockOfTicks).toEqual(RETRY_MS)
    const [notice] = shop.wechat.notifications()
    expect(notice?.state).toBe('given_up')
    expect(notice?.attempts.map(({ status }) => status)).toEqual(Array.from({ length: 16 }, () => 500))
    // Every repetition is the same notice, freshly signed at its own moment.
    expect(kinds()).toEqual(Array.from({ length: 16 }, () => 'payment'))
    expect(
      new Set(shop.received.map(({ notification }) => 'id' in notification && notification.id)).size,
    ).toBe(1)
    expect(new Set(shop.received.map(({ headers }) => headers['wechatpay-signature'])).size).toBe(16)
  })

  it('stops repeating at the first acknowledgement, and 200 is one too', async () => {
    shop.replies.push(500, 404, 200)
    await shop.paid('order00001')
    await shop.wechat.tick()
    shop.move(15_000)
    await shop.wechat.tick()
    shop.move(15_000)
    await shop.wechat.tick()
    shop.move(24 * HOUR)
    await shop.wechat.tick()
    expect(kinds()).toEqual(['payment', 'payment', 'payment'])
    expect(shop.wechat.notifications()[0]?.state).toBe('delivered')
  })

  it('runs on a clock that stops at each repetition', async () => {
    const clock = createTestClock({ frozen: true, start: START })
    shop.replies.push(...Array.from({ length: 16 }, () => 500))
    await shop.paid('order00001')
    clock.addSource({
      nextDue: (after, until) => shop.wechat.dueSource.nextDue(after, until),
      async runAt(moment) {
        shop.move(moment - shop.now())
        await shop.wechat.dueSource.runAt(moment)
      },
    })
    await clock.advance(48 * HOUR)
    const [notice] = shop.wechat.notifications()
    expect(notice?.state).toBe('given_up')
    const moments = notice?.attempts.map(({ at }) => at) ?? []
    expect(moments.slice(1).map((at, index) => at - (moments[index] ?? 0))).toEqual(RETRY_MS)
  })

  it('may come in duplicate, eight at once, and long after it was acknowledged', async () => {
    shop.wechat.faults.notices = { copies: 8, parallel: true }
    await shop.paid('order00001')
    await shop.wechat.tick()
    expect(shop.received).toHaveLength(8)
    shop.move(40 * 24 * HOUR)
    const id = shop.wechat.notifications()[0]?.id ?? ''
    expect(await shop.wechat.notices.resend(id, 2)).toEqual([204, 204])
    expect(kinds()).toEqual(Array.from({ length: 10 }, () => 'payment'))
  })

  it('may come late, reversed, or never', async () => {
    shop.wechat.faults.notices = { hold: true }
    await shop.paid('order00001')
    await shop.paid('order00002')
    shop.wechat.faults.notices = { lose: true }
    await shop.paid('order00003')
    shop.wechat.faults.notices = { delayMs: HOUR }
    await shop.paid('order00004')
    await shop.wechat.tick()
    expect(orderIds()).toEqual([])
    shop.wechat.notices.release('reversed')
    await shop.wechat.tick()
    expect(orderIds()).toEqual(['order00002', 'order00001'])
    shop.move(HOUR)
    await shop.wechat.tick()
    expect(orderIds()).toEqual(['order00002', 'order00001', 'order00004'])
    expect((await shop.port.query('order00003')).kind).toBe('paid')
  })

  it('tells a payment of an order that was closed, when it slipped through', async () => {
    const prepared = await shop.port.prepay(shop.order('order00001'))
    if (prepared.kind !== 'prepared') throw new Error(prepared.kind)
    await shop.port.close('order00001')
    shop.wechat.faults.payAfterClose = true
    expect(shop.wechat.pay(prepared.prepayId, PAYER)).toBe('ok')
    await shop.wechat.tick()
    expect(orderIds()).toEqual(['order00001'])
    expect((await shop.port.query('order00001')).kind).toBe('paid')
  })

  it.each([
    ['amount', { amount: { total: 1, payer_total: 1, currency: 'CNY' } }, { amount: 1 }],
    ['currency', { amount: { total: 100, payer_total: 100, currency: 'USD' } }, { currency: 'USD' }],
    ['appid', { appid: 'wx0000000000000000' }, { appid: 'wx0000000000000000' }],
    ['mchid', { mchid: '1900000001' }, { mchid: '1900000001' }],
    ['order number', { out_trade_no: 'order00099' }, { orderId: 'order00099' }],
  ])(
    'with another %s but rightly signed is read as it stands, for the handler to compare',
    async (_t, alter, told) => {
      shop.wechat.faults.notices = { alter }
      await shop.paid('order00001', 100)
      await shop.wechat.tick()
      expect(shop.received[0]?.notification).toMatchObject({ kind: 'payment', transaction: told })
    },
  )

  it.each([
    ['signed by a stranger', { signedBy: 'foreign' }, 401, 'signature'],
    ['signed under an unknown serial', { signedBy: 'unknown_serial' }, 401, 'serial'],
    ['a probe', { signedBy: 'probe' }, 401, 'probe'],
    ['changed on its way', { tampered: true }, 401, 'signature'],
    ['too old', { skewMs: -301_000 }, 401, 'timestamp'],
    ['from the future', { skewMs: 301_000 }, 401, 'timestamp'],
    ['encrypted with another key', { encryptedBy: 'foreign' }, 400, 'resource'],
    ['without a transaction', { alter: { transaction_id: undefined } }, 400, 'transaction'],
    ['not a success', { alter: { trade_state: 'NOTPAY' } }, 400, 'transaction'],
    [
      'of a fraction',
      { alter: { amount: { total: 1.5, payer_total: 1, currency: 'CNY' } } },
      400,
      'transaction',
    ],
  ] as const)('%s is refused, and answered as an error', async (_title, notices, status, reason) => {
    shop.wechat.faults.notices = notices
    await shop.paid('order00001')
    await shop.wechat.tick()
    expect(shop.received.map(({ notification }) => notification)).toEqual([
      { kind: 'refused', status, reason },
    ])
    expect(shop.wechat.notifications()[0]?.attempts).toEqual([{ at: START, status }])
  })

  it('is taken under a platform certificate too, while keys change over', async () => {
    shop.wechat.faults.notices = { signedBy: 'platform', skewMs: -300_000 }
    await shop.paid('order00001')
    await shop.wechat.tick()
    expect(kinds()).toEqual(['payment'])
    expect(shop.received[0]?.headers['wechatpay-serial']).toBe(sharedKeys().platform.serial)
  })

  it('survives a restart: orders, refunds, keys and what is still to be told', async () => {
    const directory = mkdtempSync(join(tmpdir(), 'wechat-restart-'))
    await shop.close()
    shop = await openShop({ directory })
    const transactionId = await shop.paid('order00001', 1000)
    await shop.port.refund({ refundId: 'refund01', transactionId, amount: 400, total: 1000, reason: '' })
    const environment = shop.wechat.merchantEnvironment()
    const open = await shop.port.prepay(shop.order('order00002'))
    if (open.kind !== 'prepared') throw new Error(open.kind)
    await shop.close()

    shop = await openShop({ directory })
    const { WECHATPAY_BASE_URL: _before, ...kept } = environment
    expect(shop.wechat.merchantEnvironment()).toMatchObject(kept)
    expect(await shop.port.queryRefund('refund01')).toEqual({ kind: 'processing' })
    expect(shop.wechat.pay(open.prepayId, PAYER)).toBe('ok')
    shop.move(3000)
    await shop.wechat.tick()
    expect(orderIds()).toEqual(['order00001', 'order00002', 'refund'])
    expect(await shop.port.queryRefund('refund01')).toEqual({ kind: 'succeeded' })
    expect(
      (await shop.port.refund({ refundId: 'refund02', transactionId, amount: 601, total: 1000, reason: '' }))
        .kind,
    ).toBe('rejected')
    await shop.close()
    rmSync(directory, { recursive: true })
    shop = await openShop()
  })
})
