import type { Order, Refund } from '../../cloudfunctions/domain/order'
import { BAKERY } from '../../local/demo/bakery'
import { disagreements, recover } from '../faults/payments'
import { documents, leftOpen, violations } from '../invariants'
import { giveBack, manualRefund, requestUnderReview } from '../refund-shop'
import { openidOf, openShop, settleFor, type Shop } from '../shop'
import { topUp, withStoredValue } from '../stored-value-shop'

const DAY = 86_400_000

/** The demo shop with a card of three years, a better card of its family, and stored value. */
function draft() {
  const base = withStoredValue(BAKERY)
  const [year] = base.plans
  if (!year) throw new Error('no plan to copy')
  const family = (rank: number, label: string) => ({ family: { id: 'maixiang', rank, label } })
  const copy = (id: string, terms: object) => ({
    ...structuredClone(year),
    id,
    terms: { ...structuredClone(year.terms), ...terms },
  })
  base.plans.push(copy('sannian', { name: '三年卡', price: 49_900, months: 36 }))
  base.plans.push(copy('jichu', { name: '基础卡', ...family(0, '基础') }))
  base.plans.push(copy('quanneng', { name: '全能卡', price: 29_900, ...family(1, '全能') }))
  return base
}

describe('money on its way back', () => {
  let shop: Shop

  beforeAll(async () => {
    shop = await openShop({ draft: draft() })
  })
  afterAll(async () => {
    await recover(shop, 4)
    expect(violations(shop)).toEqual([])
    await shop.close()
  })

  const orderOf = (orderId: string) => documents<Order>(shop, 'orders').find(({ _id }) => _id === orderId)
  const refundOf = (refundId: string) =>
    documents<Refund>(shop, 'refunds').find(({ _id }) => _id === refundId)
  const sentFor = (orderId: string) => shop.wechat.refunds().filter((refund) => refund.orderId === orderId)
  const requests = async () => (await shop.call('owner', 'operations.refundRequests', {})).requests

  it('P1 a quote takes two calls; a decision at most four before the money moves', async () => {
    await shop.join('lin')
    const orderId = await shop.buy('lin')
    await settleFor(shop, 'lin', [['meishi', 1]])
    const quoted = await shop.countCalls(() => shop.call('lin', 'payment.refundQuote', { orderId }))
    expect(quoted.calls).toEqual(['getDocument orders', 'getDocument members'])
    const { refund } = quoted.result
    const { calls } = await shop.countCalls(() =>
      shop.call('lin', 'payment.refund', { operationId: shop.operationId(), orderId, refund }),
    )
    const decision = calls.slice(0, calls.indexOf('modifyDocument members') + 1)
    expect(decision.length).toBeGreaterThan(0)
    expect(decision.length).toBeLessThanOrEqual(4)

    const other = await shop.buy('lin')
    const asked = { memberNumber: shop.numberOf('lin'), orderId: other, cause: 'operator' as const }
    const owner = await shop.call('owner', 'operations.refundQuote', asked)
    const decided = await shop.countCalls(() =>
      shop.call('owner', 'operations.refund', {
        operationId: shop.operationId(),
        ...asked,
        refund: owner.refund,
      }),
    )
    expect(decided.calls.length).toBeLessThanOrEqual(4)
  })

  it('the order’s number is enough for the owner’s quote, which says whose it is', async () => {
    const orderId = await shop.buy('lin')
    const quote = await shop.call('owner', 'operations.refundQuote', { orderId, cause: 'minor' })
    expect(quote).toMatchObject({ memberNumber: shop.numberOf('lin'), refund: quote.paid })
    const unknown = { orderId: shop.operationId(), cause: 'minor' as const }
    expect(await shop.refusal('owner', 'operations.refundQuote', unknown)).toBe('ORDER_NOT_FOUND')
  })

  it('L6 the quote says what is taken off and by when; the member follows it to its end', async () => {
    const orderId = await shop.buy('zhou')
    await shop.clock.advance(30 * DAY)
    const quote = await shop.call('zhou', 'payment.refundQuote', { orderId })
    const taken = quote.deductions.reduce((sum, { amount }) => sum + amount, 0)
    expect(quote.refund).toBe(quote.paid - quote.refunded - taken)
    expect(quote).toMatchObject({ basis: 'remaining_period', channel: 'wechat', afterReview: null })
    await giveBack(shop, 'zhou', orderId)
    expect((await shop.call('zhou', 'payment.refunds', {})).refunds).toMatchObject([
      { orderId, amount: quote.refund, state: 'processing', alarm: false, by: quote.by },
    ])
    await recover(shop, 2)
    expect((await shop.call('zhou', 'payment.refunds', {})).refunds).toMatchObject([
      { state: 'succeeded', channel: 'wechat', note: null },
    ])
    expect(orderOf(orderId)).toMatchObject({ state: 'refunded', refundedTotal: quote.refund })
  })

  it('L6 a refund that hangs alarms the owner from day ten on, until it is carried out', async () => {
    const orderId = await shop.buy('wen')
    shop.wechat.faults.notEnough = true
    await giveBack(shop, 'wen', orderId)
    const mine = async () => (await requests()).filter((one) => one.orderId === orderId)
    expect(await mine()).toMatchObject([{ state: 'processing', alarm: false }])
    await shop.clock.advance(10 * DAY)
    await shop.timer('payment', 'settleDue')
    expect(await mine()).toMatchObject([{ state: 'processing', alarm: true }])
    expect(await shop.call('owner', 'operations.attention', {})).toMatchObject({ refundAlarms: 1 })
    shop.wechat.faults.clear()
    await recover(shop, 3)
    expect(await mine()).toEqual([])
    expect(sentFor(orderId)).toHaveLength(1)
  })

  it('L11 after 365 days the shop transfers it: nothing goes to WeChat, the evidence ends it, once', async () => {
    const orderId = await shop.buy('gu', 'sannian')
    await shop.clock.advance(400 * DAY)
    const quote = await shop.call('gu', 'payment.refundQuote', { orderId })
    expect(quote.channel).toBe('manual')
    expect(await giveBack(shop, 'gu', orderId)).toMatchObject({ state: 'manual', refund: quote.refund })
    await recover(shop, 2)
    expect(sentFor(orderId)).toEqual([])
    const [waiting] = (await requests()).filter((one) => one.orderId === orderId)
    expect(waiting).toMatchObject({ channel: 'manual', state: 'processing', amount: quote.refund })
    const input = {
      operationId: shop.operationId(),
      refundId: waiting?.refundId ?? '',
      evidence: '银行回单尾号0012',
    }
    const first = await shop.call('owner', 'operations.refundTransferred', input)
    await shop.clock.advance(60_000)
    expect(await shop.call('owner', 'operations.refundTransferred', input)).toEqual(first)
    expect(
      await shop.refusal('owner', 'operations.refundTransferred', { ...input, evidence: '另一张' }),
    ).toBe('OPERATION_REUSED')
    expect(
      await shop.refusal('owner', 'operations.refundTransferred', {
        ...input,
        operationId: shop.operationId(),
      }),
    ).toBe('NOT_FOUND')
    expect(orderOf(orderId)).toMatchObject({ state: 'refunded', refundedTotal: quote.refund })
    expect((await shop.call('gu', 'payment.refunds', {})).refunds).toMatchObject([
      { state: 'succeeded', channel: 'manual', note: '银行回单尾号0012' },
    ])
  })

  it('L11 where WeChat alone knows that it can’t, a person finds it in the list', async () => {
    const refundId = await manualRefund(shop, 'he')
    expect((await requests()).filter((one) => one.refundId === refundId)).toMatchObject([
      { channel: 'manual', memberNumber: shop.numberOf('he') },
    ])
    await shop.call('owner', 'operations.refundTransferred', {
      operationId: shop.operationId(),
      refundId,
      evidence: '现金收条',
    })
    expect((await requests()).filter((one) => one.refundId === refundId)).toEqual([])
  })

  it('L6 days 8 to 17: the member asks for the seven days, a person grants or refuses with a reason', async () => {
    const granted = await shop.buy('tang')
    const refused = await shop.buy('song')
    await shop.clock.advance(9 * DAY)
    for (const [person, orderId] of [
      ['tang', granted],
      ['song', refused],
    ] as const) {
      const quote = await shop.call(person, 'payment.refundQuote', { orderId })
      expect(quote.afterReview?.refund).toBe(19_900)
      const input = { operationId: shop.operationId(), orderId, refund: 19_900 }
      expect(await shop.call(person, 'payment.refund', input)).toMatchObject({ state: 'review' })
      expect(await shop.call(person, 'payment.refund', input)).toMatchObject({ state: 'review' })
      expect((await shop.call(person, 'membership.home', {})).standing).toBe('holder')
    }
    expect((await requests()).filter(({ state }) => state === 'review')).toHaveLength(2)

    const asked = { memberNumber: shop.numberOf('tang'), orderId: granted, cause: 'seven_days' as const }
    const { refund } = await shop.call('owner', 'operations.refundQuote', asked)
    expect(refund).toBe(19_900)
    await shop.call('owner', 'operations.refund', { operationId: shop.operationId(), ...asked, refund })
    await recover(shop, 2)
    expect(sentFor(granted)).toMatchObject([{ amount: 19_900, status: 'SUCCESS' }])
    expect(refundOf(`${granted}-r`)).toMatchObject({ state: 'granted' })
    expect((await shop.call('tang', 'payment.refunds', {})).refunds).toHaveLength(1)

    const decision = {
      operationId: shop.operationId(),
      refundId: `${refused}-r`,
      reason: '第7天不是法定假日',
    }
    const first = await shop.call('owner', 'operations.refuseRefund', decision)
    expect(await shop.call('owner', 'operations.refuseRefund', decision)).toEqual(first)
    expect((await shop.call('song', 'payment.refunds', {})).refunds).toMatchObject([
      { state: 'refused', note: '第7天不是法定假日', alarm: false },
    ])
    expect((await giveBack(shop, 'song', refused)).state).toBe('refunding')
    await recover(shop, 2)
    expect(sentFor(refused)).toHaveLength(1)
  })

  it('L11 an upgraded card goes back to both payments, each by its own', async () => {
    await shop.join('ye')
    const first = await shop.buy('ye', 'jichu')
    await shop.clock.advance(100 * DAY)
    const plan = await shop.call('ye', 'membership.plan', { planId: 'quanneng' })
    const option = plan.offers?.options.find(({ as }) => as === 'upgrade')
    const { order, payment } = await shop.call('ye', 'payment.buy', {
      operationId: shop.operationId(),
      planId: 'quanneng',
      versionId: plan.versionId,
      as: 'upgrade',
      price: option?.price ?? 0,
      agreements: plan.agreements.map(({ id, version }) => ({ id, version })),
    })
    expect(shop.wechat.pay((payment && shop.wechat.openCashier(payment)) ?? '', openidOf('ye'))).toBe('ok')
    await shop.wechat.tick()
    await shop.clock.advance(20 * DAY)
    const quote = await shop.call('ye', 'payment.refundQuote', { orderId: order.orderId })
    await giveBack(shop, 'ye', order.orderId)
    await recover(shop, 2)
    const back = [order.orderId, first].map((id) => sentFor(id).reduce((sum, { amount }) => sum + amount, 0))
    expect(back[0]).toBe(option?.price)
    expect((back[0] ?? 0) + (back[1] ?? 0)).toBe(quote.refund)
    expect((await shop.call('ye', 'payment.refunds', {})).refunds).toHaveLength(2)
  })

  it('L6 a top-up goes back by its own rule through the same door', async () => {
    const orderId = await topUp(shop, 'xu', 'chong-500')
    await settleFor(shop, 'xu', [['meishi', 1]])
    const quote = await shop.call('xu', 'payment.refundQuote', { orderId })
    expect(quote).toMatchObject({ paid: 50_000, refund: 50_000, basis: 'seven_days_unused' })
    await giveBack(shop, 'xu', orderId)
    await recover(shop, 2)
    expect(sentFor(orderId)).toMatchObject([{ amount: 50_000, status: 'SUCCESS' }])
    expect((await shop.call('xu', 'membership.wallet', {})).principal).toBe(0)
    expect(await shop.refusal('xu', 'payment.refundQuote', { orderId })).toBe('REFUND_NOT_POSSIBLE')
  })

  it('X4 two refunds at once, then one more, and late callbacks: it comes back exactly once', async () => {
    const orderId = await shop.buy('bai')
    const { refund } = await shop.call('bai', 'payment.refundQuote', { orderId })
    const memberNumber = shop.numberOf('bai')
    const answers = await Promise.all([
      shop.ask('bai', 'payment.refund', { operationId: shop.operationId(), orderId, refund }),
      shop.ask('bai', 'payment.refund', { operationId: shop.operationId(), orderId, refund }),
      shop.ask('owner', 'operations.refund', {
        operationId: shop.operationId(),
        memberNumber,
        orderId,
        cause: 'consumer',
        refund,
      }),
    ])
    expect(answers.filter(({ ok }) => ok)).toHaveLength(1)
    await recover(shop, 3)
    for (const notice of shop.wechat.notifications().filter((one) => one.orderId === orderId))
      await shop.wechat.notices.resend(notice.id, 3, true)
    await recover(shop, 1)
    expect(sentFor(orderId)).toMatchObject([{ amount: refund, status: 'SUCCESS' }])
    expect(orderOf(orderId)).toMatchObject({ state: 'refunded', refundedTotal: refund })
    expect(await shop.refusal('bai', 'payment.refundQuote', { orderId })).toBe('REFUND_NOT_POSSIBLE')
  })

  it('X4 two presses of the owner at once: one transfer, one refusal counts', async () => {
    const byHand = await manualRefund(shop, 'yan')
    const review = await requestUnderReview(shop, 'yu')
    const twice = (action: string, input: object) =>
      Promise.all([1, 2].map(() => shop.ask('owner', action, { ...input, operationId: shop.operationId() })))
    const transfers = await twice('operations.refundTransferred', { refundId: byHand, evidence: '回单' })
    const refusals = await twice('operations.refuseRefund', { refundId: review, reason: '不是法定假日' })
    for (const answers of [transfers, refusals])
      expect(answers.map((answer) => (answer.ok ? 'ok' : answer.code)).sort()).toEqual(['NOT_FOUND', 'ok'])
  })

  it('X10 only the owner decides another cause; a member’s own order only', async () => {
    const orderId = await shop.buy('qin')
    const asked = { memberNumber: shop.numberOf('bai'), orderId, cause: 'minor' as const }
    expect(await shop.refusal('owner', 'operations.refundQuote', asked)).toBe('ORDER_NOT_FOUND')
    expect(await shop.refusal('clerk-laojie', 'operations.refundQuote', asked)).toBe('ROLE_REQUIRED')
    expect(await shop.refusal('bai', 'payment.refundQuote', { orderId })).toBe('ORDER_NOT_FOUND')
    const wrong = { operationId: shop.operationId(), orderId, refund: 19_899 }
    expect(await shop.refusal('qin', 'payment.refund', wrong)).toBe('REFUND_CHANGED')
  })

  it('nothing stays open and WeChat’s books equal ours, but for what was transferred by hand', async () => {
    await recover(shop, 3)
    expect(leftOpen(shop)).toEqual([])
    const byHand = new Set(
      documents<Refund>(shop, 'refunds').flatMap(({ orderId, byHand: ended }) => (ended ? [orderId] : [])),
    )
    expect(disagreements(shop).filter((text) => ![...byHand].some((id) => text.includes(id)))).toEqual([])
  })
})
