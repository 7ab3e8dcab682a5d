import { openShop, quoteFor, settleFor, type Shop } from '../shop'

const BAKERY_YEAR = 19_900

/** The product's main story on the real functions: buy, show the code, be scanned, see the proof. */
describe('the whole path once', () => {
  let shop: Shop

  beforeAll(async () => {
    shop = await openShop()
  })
  afterAll(() => shop.close())

  it('M013 M062 browses without joining and buys a ticket card, which makes exactly one member', async () => {
    const before = await shop.call('xiaoli', 'membership.home', {})
    expect(before).toMatchObject({ standing: 'guest', member: null, card: null })
    expect(before.offer).toMatchObject({ planId: 'nianka', price: BAKERY_YEAR, reference: null })
    const orderId = await shop.buy('xiaoli')
    const { order, card } = await shop.call('xiaoli', 'payment.sync', { orderId })
    expect(order).toMatchObject({ state: 'delivered', amount: BAKERY_YEAR })
    expect(card).toMatchObject({ planName: '麦香年卡', state: 'active', validThrough: '2028-03-10' })
    const after = await shop.call('xiaoli', 'membership.home', {})
    expect(after.standing).toBe('holder')
    expect(after.breakEven).toEqual({ fee: BAKERY_YEAR, saved: 0, remaining: BAKERY_YEAR, beyond: 0 })
  })

  it('M042 M044 M048 F6 settles 美式 at cost x 150 %: 本单省¥6.00, with what is left to break even', async () => {
    const settled = await settleFor(shop, 'xiaoli', [['meishi', 1]])
    expect(settled.receipt).toMatchObject({ list: 1500, paid: 900, saved: 600, state: 'settled' })
    expect(settled.saved).toMatchObject({
      thisReceipt: 600,
      total: 600,
      breakEven: { saved: 600, remaining: BAKERY_YEAR - 600 },
    })
    const { receipts } = await shop.call('xiaoli', 'membership.receipts', {})
    const proof = await shop.call('xiaoli', 'membership.receipt', { receiptId: receipts[0]?.receiptId ?? '' })
    expect(proof.lines[0]).toMatchObject({ unitListPrice: 1500, saved: 600 })
    expect(proof.lines[0]?.proofs[0]).toMatchObject({ amount: 600, rule: { kind: 'cost_plus', price: 900 } })
    expect(JSON.stringify(proof)).not.toContain('"cost":')
  })

  it('M044 the savings ledger, its bars and its split all equal the sum of the receipts', async () => {
    await settleFor(shop, 'xiaoli', [
      ['natie', 2],
      ['tusi', 1],
    ])
    const { receipts } = await shop.call('xiaoli', 'membership.receipts', {})
    const sum = receipts.reduce((total, { saved }) => total + saved, 0)
    const ledger = await shop.call('xiaoli', 'membership.savings', {})
    expect(ledger.all).toEqual({ saved: sum, fees: BAKERY_YEAR, net: sum - BAKERY_YEAR })
    expect(ledger.months.reduce((total, { saved }) => total + saved, 0)).toBe(sum)
    expect(Object.values(ledger.bySource).reduce((total, saved) => total + saved, 0)).toBe(sum)
  })

  it('M044 undoing takes the saving away again, and the receipt says so', async () => {
    const before = await shop.call('xiaoli', 'membership.savings', {})
    const { receipt, memberNumber } = await settleFor(shop, 'xiaoli', [['dangao', 1]])
    const undone = await shop.call('clerk-laojie', 'counter.undo', {
      branchId: 'laojie',
      memberNumber,
      receiptId: receipt.receiptId,
    })
    expect(undone.back).toEqual({ tender: 'external', amount: receipt.paid, state: 'hand_back' })
    const after = await shop.call('xiaoli', 'membership.savings', {})
    expect(after.all).toEqual(before.all)
    const again = { branchId: 'laojie', memberNumber, receiptId: receipt.receiptId }
    expect((await shop.call('clerk-laojie', 'counter.undo', again)).receipt.state).toBe('undone')
    await shop.clock.advance(16 * 60_000)
    const late = await settleFor(shop, 'xiaoli', [['meishi', 1]])
    await shop.clock.advance(16 * 60_000)
    const tooLate = { branchId: 'laojie', memberNumber, receiptId: late.receipt.receiptId }
    expect(await shop.refusal('clerk-laojie', 'counter.undo', tooLate)).toBe('UNDO_TOO_LATE')
  })

  it('M083 the receipt turns up on the phone’s next pulse', async () => {
    const { version } = await shop.call('xiaoli', 'membership.code', {})
    expect((await shop.call('xiaoli', 'membership.pulse', { since: version })).latest).toBeNull()
    await settleFor(shop, 'xiaoli', [['meishi', 1]])
    const pulse = await shop.call('xiaoli', 'membership.pulse', { since: version })
    expect(pulse.latest).toMatchObject({ saved: 600, state: 'settled' })
    expect(pulse.version).toBeGreaterThan(version)
  })

  it('a receipt paid on the member’s phone settles when WeChat says so, and goes back the same way', async () => {
    const { quote } = await quoteFor(shop, 'xiaoli', [['natie', 1]])
    const waiting = await shop.call('clerk-laojie', 'counter.settle', {
      branchId: 'laojie',
      quote,
      tender: 'wechat',
    })
    expect(waiting.receipt.state).toBe('awaiting_payment')
    const { openPayment } = await shop.call('xiaoli', 'membership.pulse', { since: 0 })
    expect(openPayment).toMatchObject({ amount: 1050, receiptId: waiting.receipt.receiptId })
    const started = await shop.call('xiaoli', 'payment.payReceipt', {
      operationId: shop.operationId(),
      receiptId: waiting.receipt.receiptId,
      amount: 1050,
    })
    const prepayId = started.payment && shop.wechat.openCashier(started.payment)
    expect(shop.wechat.pay(prepayId ?? '', 'openid-xiaoli')).toBe('ok')
    await shop.wechat.tick()
    const where = {
      branchId: 'laojie',
      memberNumber: waiting.memberNumber,
      receiptId: waiting.receipt.receiptId,
    }
    const paid = await shop.call('clerk-laojie', 'counter.receipt', where)
    expect(paid.receipt).toMatchObject({ state: 'settled', tender: 'wechat', paid: 1050, saved: 750 })
    const undone = await shop.call('clerk-laojie', 'counter.undo', where)
    expect(undone.back).toMatchObject({ tender: 'wechat', amount: 1050 })
    await shop.timer('payment', 'settleDue')
    await shop.clock.advance(2 * 60_000)
    await shop.wechat.tick()
    await shop.timer('payment', 'settleDue')
    const { order } = await shop.call('xiaoli', 'payment.sync', { orderId: started.order.orderId })
    expect(order).toMatchObject({ state: 'refunded', refunded: 1050 })
    expect(shop.wechat.refunds().map(({ amount }) => amount)).toEqual([1050])
  })

  it('M097 renewing early stacks on the current end', async () => {
    const plan = await shop.call('xiaoli', 'membership.plan', { planId: 'nianka' })
    expect(plan.wouldRun).toMatchObject({ renews: true, through: '2029-03-10' })
    await shop.buy('xiaoli')
    const { cards } = await shop.call('xiaoli', 'membership.cards', {})
    expect(cards).toHaveLength(1)
    expect(cards[0]).toMatchObject({ validThrough: '2029-03-10' })
    expect(cards[0]?.periods).toHaveLength(2)
  })

  it('M089 after the card ended, a lapsed member pays like somebody who never had one', async () => {
    await shop.join('wang')
    await shop.clock.set(Date.UTC(2029, 2, 11, 2))
    expect((await shop.call('xiaoli', 'membership.home', {})).standing).toBe('lapsed')
    const lapsed = await settleFor(shop, 'xiaoli', [
      ['meishi', 2],
      ['tusi', 1],
    ])
    const never = await settleFor(shop, 'wang', [
      ['meishi', 2],
      ['tusi', 1],
    ])
    expect(lapsed.receipt.lines).toEqual(never.receipt.lines)
    expect(lapsed.receipt.paid).toBe(5200)
  })
})
