import { openShop, quoteFor, settleFor, type Shop } from '../shop'

/** P1: database calls at the SDK's HTTP boundary, uncontended and warm. One more is a failing test. */
describe('P1 round trips per action', () => {
  let shop: Shop

  beforeAll(async () => {
    shop = await openShop()
    await shop.join('lin')
    await shop.buy('lin')
    await settleFor(shop, 'lin', [['meishi', 1]])
  })
  afterAll(() => shop.close())

  const counted = async (work: () => Promise<unknown>) => (await shop.countCalls(work)).calls

  it('P1 opens home with one read', async () => {
    expect(await counted(() => shop.call('lin', 'membership.home', {}))).toEqual(['getDocument members'])
  })

  it('P1 shows the member code with one read, then one a poll', async () => {
    expect(await counted(() => shop.call('lin', 'membership.code', {}))).toHaveLength(1)
    expect(await counted(() => shop.call('lin', 'membership.pulse', { since: 0 }))).toHaveLength(1)
  })

  it('P1 shows the savings ledger with one read', async () => {
    expect(await counted(() => shop.call('lin', 'membership.savings', {}))).toHaveLength(1)
  })

  it('P1 resolves a code with one read and quotes with one', async () => {
    const code = await shop.codeOf('lin')
    const resolved = await shop.countCalls(() =>
      shop.call('clerk-laojie', 'counter.resolve', { branchId: 'laojie', code }),
    )
    expect(resolved.calls).toEqual(['getDocument members'])
    const lines = [{ productId: 'meishi', quantity: 1 }]
    const quoted = await shop.countCalls(() =>
      shop.call('clerk-laojie', 'counter.quote', {
        branchId: 'laojie',
        visit: resolved.result.visit,
        lines,
      }),
    )
    expect(quoted.calls).toEqual(['getDocument members'])
  })

  it('P1 settles with three: read, archive the predecessor, conditional write', async () => {
    const { quote } = await quoteFor(shop, 'lin', [['natie', 2]])
    const settle = { branchId: 'laojie', quote, tender: 'external' as const }
    expect(await counted(() => shop.call('clerk-laojie', 'counter.settle', settle))).toEqual([
      'getDocument members',
      'insertDocument journal',
      'modifyDocument members',
    ])
    expect(await counted(() => shop.call('clerk-laojie', 'counter.settle', settle))).toHaveLength(1)
  })

  it('P1 undoes with at most four, also when the money goes back through WeChat', async () => {
    const settled = await settleFor(shop, 'lin', [['natie', 1]])
    const undo = {
      branchId: 'laojie',
      memberNumber: settled.memberNumber,
      receiptId: settled.receipt.receiptId,
    }
    expect((await counted(() => shop.call('clerk-laojie', 'counter.undo', undo))).length).toBeLessThanOrEqual(
      4,
    )
  })

  it('P1 buys a card with two and WeChat’s own call', async () => {
    const plan = await shop.call('chen', 'membership.plan', { planId: 'nianka' })
    const input = {
      operationId: shop.operationId(),
      planId: 'nianka',
      versionId: plan.versionId,
      price: plan.price,
      agreements: plan.agreements.map(({ id, version }) => ({ id, version })),
    }
    expect(await counted(() => shop.call('chen', 'payment.buy', input))).toEqual([
      'getDocument members',
      'insertDocument orders',
    ])
  })

  it('P1 takes a payment notification with at most five, and with two once delivered', async () => {
    const plan = await shop.call('lin', 'membership.plan', { planId: 'nianka' })
    const { payment, order } = await shop.call('lin', 'payment.buy', {
      operationId: shop.operationId(),
      planId: 'nianka',
      versionId: plan.versionId,
      price: plan.price,
      agreements: plan.agreements.map(({ id, version }) => ({ id, version })),
    })
    const prepayId = payment && shop.wechat.openCashier(payment)
    expect(shop.wechat.pay(prepayId ?? '', 'openid-lin')).toBe('ok')
    expect((await counted(() => shop.wechat.tick())).length).toBeLessThanOrEqual(5)
    const synced = await shop.call('lin', 'payment.sync', { orderId: order.orderId })
    expect(synced.order.state).toBe('delivered')
    const notice = shop.wechat.notifications().find(({ orderId }) => orderId === order.orderId)
    expect(notice).toBeDefined()
    const repeated = await counted(() => shop.wechat.notices.resend(notice?.id ?? ''))
    expect(repeated).toHaveLength(2)
  })
})
