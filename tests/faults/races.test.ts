import type { ActionName } from '../../cloudfunctions/contract'
import type { Answer } from '../../cloudfunctions/contract/envelope'
import { leftOpen, violations } from '../invariants'
import { openShop, quoteFor, settleFor, type Shop } from '../shop'
import { disagreements, keptAtWechat, orderAtCounter, orderCard, pay, periodsOf, recover } from './payments'

const CLERKS = 32
const ROUNDS = process.env.HUIKA_LONG ? 40 : 4
const branchId = 'laojie'

/** X6: many at once, on the real functions. Nothing is lost, doubled or oversold. */
describe('X6 races', () => {
  let shop: Shop
  let people = 0
  const clerks = Array.from({ length: CLERKS }, (_, index) => `till-${index}`)

  beforeAll(async () => {
    shop = await openShop()
    for (const clerk of clerks) {
      const operationId = shop.operationId()
      const { invitation } = await shop.call('owner', 'operations.invite', {
        operationId,
        role: 'clerk',
        branchIds: [branchId],
      })
      await shop.call(clerk, 'membership.acceptInvitation', { operationId: shop.operationId(), invitation })
    }
  })
  afterEach(async () => {
    await shop.clock.advance(61_000)
    expect(violations(shop)).toEqual([])
  })
  afterAll(() => shop.close())

  async function member(): Promise<string> {
    const person = `racer-${(people += 1)}`
    await shop.join(person)
    await shop.buy(person)
    return person
  }

  /** As a till does it: BUSY and UNKNOWN are no answers, the same call is sent again. */
  async function definite(person: string, action: ActionName, input: unknown): Promise<Answer> {
    for (let attempt = 0; attempt < 50; attempt += 1) {
      const answer = await shop.ask(person, action, input)
      if (answer.ok || (answer.code !== 'BUSY' && answer.code !== 'UNKNOWN')) return answer
    }
    throw new Error(`${action} of ${person} never ended`)
  }

  const codes = (answers: readonly Answer[]) =>
    answers.map((answer) => (answer.ok ? 'ok' : answer.code)).sort()
  const times = <T>(count: number, value: T) => Array.from({ length: count }, () => value)

  it('X6 32 clerks settle one member at once with 32 codes: every settlement lands exactly once', async () => {
    const person = await member()
    const quotes: string[] = []
    for (const clerk of clerks)
      quotes.push((await quoteFor(shop, person, [['meishi', 1]], branchId, clerk)).quote)
    const { result, calls } = await shop.countCalls(() =>
      Promise.all(
        quotes.map((quote, index) =>
          definite(clerks[index] ?? '', 'counter.settle', { branchId, quote, tender: 'external' }),
        ),
      ),
    )
    expect(codes(result)).toEqual(times(CLERKS, 'ok'))
    const receipts = result.map(
      (answer) => (answer as { data: { receipt: { receiptId: string } } }).data.receipt,
    )
    expect(new Set(receipts.map(({ receiptId }) => receiptId)).size).toBe(CLERKS)
    const { all, breakEven } = await shop.call(person, 'membership.savings', {})
    expect(all.saved).toBe(CLERKS * 600)
    expect(breakEven?.saved).toBe(CLERKS * 600)
    // Each of 32 writers may lose to each other one; in truth the pauses spread them.
    expect(calls.length).toBeLessThan(CLERKS * 24)
  })

  it.each(Array.from({ length: ROUNDS }, (_, round) => round))(
    'X6 P9 32 clerks with one code, round %d: exactly one lands, the others learn CODE_USED in four calls',
    async () => {
      const person = await member()
      const code = await shop.codeOf(person)
      const quotes: string[] = []
      for (const clerk of clerks) {
        const { visit } = await shop.call(clerk, 'counter.resolve', { branchId, code })
        const lines = [{ productId: 'meishi', quantity: 1 }]
        quotes.push((await shop.call(clerk, 'counter.quote', { branchId, visit, lines })).quote)
      }
      const { result, calls } = await shop.countCalls(() =>
        Promise.all(
          quotes.map((quote, index) =>
            definite(clerks[index] ?? '', 'counter.settle', { branchId, quote, tender: 'external' }),
          ),
        ),
      )
      expect(codes(result)).toEqual([...times(CLERKS - 1, 'CODE_USED'), 'ok'])
      expect(calls.length).toBeLessThanOrEqual(CLERKS * 4)
      expect((await shop.call(person, 'membership.savings', {})).all.saved).toBe(600)
    },
  )

  it('X6 P9 I9 one quote settled by 64 impatient presses: one receipt, 64 equal answers, four calls each', async () => {
    const person = await member()
    const { quote } = await quoteFor(shop, person, [['meishi', 1]], branchId, 'till-0')
    const { result, calls } = await shop.countCalls(() =>
      Promise.all(
        times(64, { branchId, quote, tender: 'external' }).map((input) =>
          definite('till-0', 'counter.settle', input),
        ),
      ),
    )
    expect(new Set(result.map((answer) => JSON.stringify({ ...answer, requestId: '' }))).size).toBe(1)
    expect(codes(result)).toEqual(times(64, 'ok'))
    expect(calls.length).toBeLessThanOrEqual(64 * 4)
    expect((await shop.call(person, 'membership.savings', {})).all.saved).toBe(600)
  })

  it('X6 P9 32 undos of one receipt, of one clerk and of many: one effect', async () => {
    for (const by of [times(CLERKS, 'till-0'), clerks]) {
      const person = await member()
      const { receipt, memberNumber } = await settleFor(shop, person, [['dangao', 1]])
      const input = { branchId, memberNumber, receiptId: receipt.receiptId }
      const { result, calls } = await shop.countCalls(() =>
        Promise.all(by.map((clerk) => definite(clerk, 'counter.undo', input))),
      )
      expect(codes(result).filter((code) => code !== 'ok' && code !== 'ALREADY_UNDONE')).toEqual([])
      expect(codes(result)).toContain('ok')
      expect(calls.length).toBeLessThanOrEqual(CLERKS * 4)
      expect((await shop.call(person, 'membership.savings', {})).all.saved).toBe(0)
      const elsewhere = { ...input, branchId: 'kejiyuan' }
      expect(await shop.refusal('clerk-kejiyuan', 'counter.undo', elsewhere)).toBe('RECEIPT_NOT_FOUND')
    }
  })

  it('X6 two phones of one person buy at once: two orders, two stacked years; one order pressed twice is one', async () => {
    const person = await member()
    const [first, second] = await Promise.all([orderCard(shop, person), orderCard(shop, person)])
    pay(shop, first)
    pay(shop, second)
    shop.wechat.faults.clear()
    const [a, b] = shop.wechat.notifications().slice(-2)
    await Promise.all([a, b].map((notice) => shop.wechat.notices.resend(notice?.id ?? '', 4, true)))
    await shop.wechat.tick()
    await recover(shop)
    expect(await periodsOf(shop, person)).toBe(3)
    const { cards } = await shop.call(person, 'membership.cards', {})
    expect(cards[0]).toMatchObject({ validThrough: '2030-03-10' })

    const plan = await shop.call(person, 'membership.plan', { planId: 'nianka' })
    const input = {
      operationId: shop.operationId(),
      planId: 'nianka',
      versionId: plan.versionId,
      price: plan.price,
      agreements: plan.agreements.map(({ id, version }) => ({ id, version })),
    }
    const twice = await Promise.all(times(8, input).map((same) => definite(person, 'payment.buy', same)))
    expect(codes(twice)).toEqual(times(8, 'ok'))
    const { orders } = await shop.call(person, 'payment.orders', {})
    expect(orders.filter(({ orderId }) => orderId === input.operationId)).toHaveLength(1)
  })

  it('X6 I6 the last year that fits, paid twice at once: one is delivered, the other goes back', async () => {
    const person = await member()
    for (let year = 2; year <= 4; year += 1) await shop.buy(person)
    const last = [await orderCard(shop, person), await orderCard(shop, person)]
    for (const order of last) pay(shop, order)
    await shop.wechat.tick()
    await recover(shop)
    expect(await periodsOf(shop, person)).toBe(5)
    const kept = last.map(({ orderId }) => keptAtWechat(shop, orderId)).sort((x, y) => x - y)
    expect(kept).toEqual([0, 19_900])
    expect(leftOpen(shop)).toEqual([])
    expect(disagreements(shop)).toEqual([])
  })

  it('X6 P9 one invitation, sixteen people: exactly one becomes a clerk, in at most four calls each', async () => {
    const operationId = shop.operationId()
    const { invitation } = await shop.call('owner', 'operations.invite', {
      operationId,
      role: 'clerk',
      branchIds: [branchId],
    })
    const crowd = Array.from({ length: 16 }, (_, index) => `crowd-${index}`)
    const { result, calls } = await shop.countCalls(() =>
      Promise.all(
        crowd.map((person) =>
          definite(person, 'membership.acceptInvitation', { operationId: shop.operationId(), invitation }),
        ),
      ),
    )
    expect(codes(result)).toEqual([...times(15, 'INVITATION_USED'), 'ok'])
    expect(calls.length).toBeLessThanOrEqual(16 * 4)
    const { staff } = await shop.call('owner', 'operations.staff', {})
    const numbers = new Set(crowd.map((person) => shop.numberOf(person)))
    expect(staff.filter(({ memberNumber }) => numbers.has(memberNumber))).toHaveLength(1)
  })

  it('X6 an owner on two devices releases at once: one is published, the other told', async () => {
    const { release, draft } = await shop.call('owner', 'operations.catalogue', {})
    if (!draft) throw new Error('nothing was released')
    const inputs = [draft, { ...draft, undoMinutes: 20 }].map((changed) => ({
      operationId: shop.operationId(),
      expectedRelease: release,
      draft: changed,
    }))
    const result = await Promise.all(inputs.map((input) => definite('owner', 'operations.release', input)))
    expect(codes(result)).toEqual(['RELEASE_CONFLICT', 'ok'])
    expect((await shop.call('owner', 'operations.catalogue', {})).release).toBe(release + 1)
    // Pressed again, the one that was published still says so.
    const again = await Promise.all(inputs.map((input) => definite('owner', 'operations.release', input)))
    expect(codes(again)).toEqual(['RELEASE_CONFLICT', 'ok'])
  })

  it.each(Array.from({ length: ROUNDS * 2 }, (_, round) => round))(
    'X6 I6 paid on the phone while the clerk gives up, round %d: settled, or the money comes back',
    async (round) => {
      const person = await member()
      const order = await orderAtCounter(shop, person)
      const { memberNumber, receiptId, orderId, amount } = order
      pay(shop, order)
      const giveUp = async () => {
        await new Promise((resolve) => setTimeout(resolve, round))
        return definite('clerk-laojie', 'counter.cancelPayment', { branchId, memberNumber, receiptId })
      }
      const [cancelled] = await Promise.all([giveUp(), shop.wechat.tick()])
      await recover(shop)
      const { receipts } = await shop.call(person, 'membership.receipts', {})
      expect(receipts[0]?.state).toBe(cancelled.ok ? 'cancelled' : 'settled')
      if (!cancelled.ok) expect(cancelled.code).toBe('ALREADY_SETTLED')
      expect(keptAtWechat(shop, orderId)).toBe(cancelled.ok ? 0 : amount)
      expect(leftOpen(shop)).toEqual([])
    },
  )

  it('X6 eight clerks give up waiting for one receipt: each is told that it is cancelled', async () => {
    const person = await member()
    const { memberNumber, receiptId } = await orderAtCounter(shop, person)
    const input = { branchId, memberNumber, receiptId }
    const result = await Promise.all(
      clerks.slice(0, 8).map((clerk) => definite(clerk, 'counter.cancelPayment', input)),
    )
    for (const answer of result)
      expect(answer).toMatchObject({ ok: true, data: { receipt: { receiptId, state: 'cancelled' } } })
    const elsewhere = { ...input, branchId: 'kejiyuan' }
    expect(await shop.refusal('clerk-kejiyuan', 'counter.cancelPayment', elsewhere)).toBe('RECEIPT_NOT_FOUND')
  })

  it('X6 I3 a card given back on two devices at once comes back once', async () => {
    const person = await member()
    const { orders } = await shop.call(person, 'payment.orders', {})
    const orderId = orders[0]?.orderId ?? ''
    const { refund } = await shop.call(person, 'payment.refundQuote', { orderId })
    const result = await Promise.all(
      times(4, null).map(() =>
        definite(person, 'payment.refund', { operationId: shop.operationId(), orderId, refund }),
      ),
    )
    expect(codes(result)).toEqual([...times(3, 'REFUND_NOT_POSSIBLE'), 'ok'])
    await recover(shop)
    expect(keptAtWechat(shop, orderId)).toBe(0)
    expect(disagreements(shop)).toEqual([])
  })
})
