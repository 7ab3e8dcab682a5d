import type { Order, Refund } from '../../cloudfunctions/domain/order'
import { type Orders, orders as openOrders } from '../../cloudfunctions/ledger/orders'
import { type Refunds, refunds as openRefunds } from '../../cloudfunctions/ledger/refunds'
import { MEMBER, NOW, type Shop, newId, openShop } from './ledger-setup'
import { announceSeed, seededRandom } from '../seed'

let shop: Shop
let orders: Orders
let refunds: Refunds

beforeEach(async () => {
  shop = await openShop()
  orders = openOrders(shop.database)
  refunds = openRefunds(shop.database)
})
afterEach(() => shop.close())

const AMOUNT = 19_900

function order(more: Partial<Order> = {}): Order {
  return {
    _id: newId(),
    kind: 'card',
    memberId: MEMBER,
    openid: 'o-payer',
    state: 'paying',
    title: '麦香巷 年卡',
    amount: AMOUNT,
    request: { description: '麦香巷 年卡', timeExpire: '2027-03-14T12:30:00+08:00', total: AMOUNT },
    card: { planId: 'year', versionId: 'year@1', agreements: [] },
    receiptId: null,
    createdAt: NOW,
    expiresAt: NOW + 1_800_000,
    paidAt: null,
    transactionId: null,
    deliveredAt: null,
    closedAt: null,
    refunds: {},
    refundedTotal: 0,
    inputDigest: 'd',
    nextDueAt: NOW + 1_800_000,
    ...more,
  }
}

const payment = (more: Partial<Parameters<Orders['markPaid']>[1]> = {}) => ({
  transactionId: 'T1',
  amount: AMOUNT,
  paidAt: NOW + 1000,
  now: NOW + 2000,
  ...more,
})

async function paidOrder(more: Partial<Order> = {}): Promise<Order> {
  const stored = order(more)
  await orders.insert(stored)
  await orders.markPaid(stored._id, payment())
  return stored
}

function refundOf(stored: Order, refundId: string, amount: number): Refund {
  return {
    _id: refundId,
    orderId: stored._id,
    memberId: MEMBER,
    transactionId: 'T1',
    amount,
    total: AMOUNT,
    reason: 'member_request',
    state: 'reserved',
    createdAt: NOW,
    finishedAt: null,
    nextDueAt: NOW,
  }
}

const succeeded = { state: 'succeeded', finishedAt: NOW + 9, nextDueAt: null } as const

describe('an order moves forward only', () => {
  test('paying, paid, delivered: one call each', async () => {
    const stored = order()
    expect(await orders.insert(stored)).toBe('inserted')
    expect(await orders.insert({ ...stored, amount: 1 })).toBe('duplicate')
    const paid = await shop.counted(() => orders.markPaid(stored._id, payment()))
    expect(paid.calls).toBe(1)
    expect(paid.result).toMatchObject({
      state: 'paid',
      transactionId: 'T1',
      paidAt: NOW + 1000,
      amount: AMOUNT,
    })
    const delivered = await shop.counted(() => orders.markDelivered(stored._id, NOW + 3000))
    expect(delivered).toEqual({ calls: 1, result: true })
    expect(await orders.read(stored._id)).toMatchObject({ state: 'delivered', nextDueAt: null })
  })

  test('P1 X4 a repeated notification costs two calls and changes nothing', async () => {
    const stored = await paidOrder()
    await orders.markDelivered(stored._id, NOW)
    const before = await orders.read(stored._id)
    const { calls, result } = await shop.counted(async () => {
      const first = await orders.markPaid(stored._id, payment({ now: NOW + 86_400_000 }))
      return first ?? orders.read(stored._id)
    })
    expect(calls).toBe(2)
    expect(result).toEqual(before)
  })

  test('X4 of eight payments at once one is taken, and the others can be told from it', async () => {
    const stored = order()
    await orders.insert(stored)
    const results = await Promise.all(
      Array.from({ length: 8 }, (_, index) =>
        orders.markPaid(stored._id, payment({ transactionId: `T${index}` })),
      ),
    )
    const taken = results.filter((result) => result !== null)
    expect(taken).toHaveLength(1)
    expect((await orders.read(stored._id))?.transactionId).toBe(taken[0]?.transactionId)
  })

  test('X4 a payment that came after the close is taken; a close after the payment is not', async () => {
    const late = order()
    await orders.insert(late)
    expect(await orders.markClosed(late._id, NOW + 5)).toBe(true)
    expect(await orders.markClosed(late._id, NOW + 6)).toBe(false)
    expect((await orders.markPaid(late._id, payment()))?.state).toBe('paid')
    expect(await orders.markClosed(late._id, NOW + 7)).toBe(false)
    await orders.markDelivered(late._id, NOW + 8)
    expect(await orders.markClosed(late._id, NOW + 9)).toBe(false)
    expect(await orders.markDelivered(late._id, NOW + 9)).toBe(false)
    expect((await orders.read(late._id))?.state).toBe('delivered')
  })

  test('X4 another amount, another order, or nothing at all pays nothing', async () => {
    const stored = order()
    await orders.insert(stored)
    expect(await orders.markPaid(stored._id, payment({ amount: AMOUNT - 1 }))).toBeNull()
    expect(await orders.markPaid(stored._id, payment({ amount: AMOUNT + 1 }))).toBeNull()
    expect(await orders.markPaid('no-such-order', payment())).toBeNull()
    expect(await orders.markDelivered(stored._id, NOW)).toBe(false)
    expect((await orders.read(stored._id))?.state).toBe('paying')
  })
})

describe('I3 refunds never exceed what was paid', () => {
  test('the same refund reserves once, whatever its answer', async () => {
    const stored = await paidOrder()
    for (let round = 0; round < 3; round += 1) {
      const reserved = await orders.reserveRefund(stored._id, 'r1', 5_000, NOW)
      expect(reserved).toMatchObject({ state: 'refunding', refundedTotal: 5_000, refunds: { r1: 5_000 } })
    }
    expect(await orders.reserveRefund(stored._id, 'r1', 5_001, NOW)).toBeNull()
    shop.cloud.faults.add({ action: 'database.modifyAndReturnDoc', effect: { kind: 'drop_after' } })
    await expect(orders.reserveRefund(stored._id, 'r2', 100, NOW)).rejects.toThrow('unknown')
    expect(await orders.reserveRefund(stored._id, 'r2', 100, NOW)).toMatchObject({ refundedTotal: 5_100 })
  })

  test('64 refunds at once of random amounts, each tried twice', async () => {
    const stored = await paidOrder()
    const seed = announceSeed('ledger-orders')
    const random = seededRandom(seed)
    const wishes = Array.from({ length: 64 }, (_, index) => ({
      id: `r${index}`,
      amount: 1 + Math.floor(random() * 1_500),
    }))
    const answers = await Promise.all(
      [...wishes, ...wishes].map(({ id, amount }) => orders.reserveRefund(stored._id, id, amount, NOW)),
    )
    const after = await orders.read(stored._id)
    const reserved = Object.values(after?.refunds ?? {}).reduce((sum, amount) => sum + amount, 0)
    expect({ seed, total: after?.refundedTotal }).toEqual({ seed, total: reserved })
    expect(reserved).toBeLessThanOrEqual(AMOUNT)
    expect(reserved).toBeGreaterThan(AMOUNT - 1_500)
    wishes.forEach(({ id }, index) => {
      const both = [answers[index], answers[index + wishes.length]].map((answer) => answer !== null)
      expect({ seed, id, both }).toEqual({
        seed,
        id,
        both: Array(2).fill(Object.hasOwn(after?.refunds ?? {}, id)),
      })
    })
  })

  test('the whole amount to the fen, and not a fen more', async () => {
    const stored = await paidOrder()
    expect(await orders.reserveRefund(stored._id, 'r1', AMOUNT - 1, NOW)).not.toBeNull()
    expect(await orders.reserveRefund(stored._id, 'r2', 2, NOW)).toBeNull()
    expect(await orders.reserveRefund(stored._id, 'r3', 1, NOW)).not.toBeNull()
    expect(await orders.reserveRefund(stored._id, 'r4', 1, NOW)).toBeNull()
  })

  test('nothing is reserved on an order that nobody paid, and no odd amounts', async () => {
    const stored = order()
    await orders.insert(stored)
    expect(await orders.reserveRefund(stored._id, 'r1', 1, NOW)).toBeNull()
    expect(await orders.reserveRefund('none', 'r1', 1, NOW)).toBeNull()
    for (const amount of [0, -1, 0.5, Number.NaN])
      await expect(orders.reserveRefund(stored._id, 'r1', amount, NOW)).rejects.toThrow(RangeError)
  })

  test('an order that is being refunded is not delivered any more, and stays due until its refund is stored', async () => {
    const stored = await paidOrder()
    await orders.reserveRefund(stored._id, 'r1', AMOUNT, NOW)
    expect(await orders.markDelivered(stored._id, NOW)).toBe(false)
    expect(await orders.due(NOW + 99_999_999, 10)).toMatchObject([
      { state: 'refunding', refunds: { r1: AMOUNT } },
    ])
    await orders.noLongerDue(stored._id)
    expect(await orders.due(NOW + 99_999_999, 10)).toEqual([])
  })

  test('the order is refunded once every refund on it has succeeded', async () => {
    const stored = await paidOrder()
    for (const [id, amount] of [
      ['r1', 100],
      ['r2', 200],
    ] as const) {
      await orders.reserveRefund(stored._id, id, amount, NOW)
      await refunds.insert(refundOf(stored, id, amount))
    }
    await refunds.advance('r1', succeeded)
    await orders.finishRefund(stored._id, 'r1', NOW)
    expect((await orders.read(stored._id))?.state).toBe('refunding')
    await refunds.advance('r2', succeeded)
    await orders.finishRefund(stored._id, 'r2', NOW)
    expect((await orders.read(stored._id))?.state).toBe('refunded')
    // H10: a further partial refund is a refund of its own.
    expect(await orders.reserveRefund(stored._id, 'r3', 300, NOW)).toMatchObject({ state: 'refunding' })
    expect((await orders.read(stored._id))?.refundedTotal).toBe(600)
  })

  test("a second payment's refund doesn't touch the order", async () => {
    const stored = await paidOrder()
    await orders.markDelivered(stored._id, NOW)
    await refunds.insert({
      ...refundOf(stored, 'T2-f', AMOUNT),
      transactionId: 'T2',
      reason: 'second_payment',
    })
    await refunds.advance('T2-f', succeeded)
    await orders.finishRefund(stored._id, 'T2-f', NOW)
    expect(await orders.read(stored._id)).toMatchObject({ state: 'delivered', refundedTotal: 0 })
  })
})

describe('refunds as documents', () => {
  test('advance until they end, and not any further', async () => {
    const stored = await paidOrder()
    await refunds.insert(refundOf(stored, 'r1', 100))
    expect(await refunds.insert(refundOf(stored, 'r1', 999))).toBe('duplicate')
    const step = { state: 'processing', finishedAt: null, nextDueAt: NOW + 60_000 } as const
    expect(await refunds.advance('r1', step)).toMatchObject({ state: 'processing', amount: 100 })
    expect(await refunds.advance('r1', succeeded)).toMatchObject({ state: 'succeeded' })
    expect(await refunds.advance('r1', step)).toBeNull()
    expect(await refunds.advance('r1', succeeded)).toBeNull()
    await refunds.insert(refundOf(stored, 'r2', 100))
    await refunds.advance('r2', { state: 'abnormal', finishedAt: null, nextDueAt: null })
    expect(await refunds.advance('r2', step)).toBeNull()
    expect(await refunds.advance('r2', succeeded)).toMatchObject({ state: 'succeeded' })
  })
})

describe('what is due', () => {
  test('comes the longest due first, a page at a time, without what needs nothing', async () => {
    for (const [index, nextDueAt] of [30, 10, null, 20, 99].entries())
      await orders.insert(order({ _id: `o${index}`, nextDueAt }))
    expect((await orders.due(30, 2)).map(({ _id }) => _id)).toEqual(['o1', 'o3'])
    expect((await orders.due(30, 9)).map(({ _id }) => _id)).toEqual(['o1', 'o3', 'o0'])
    await orders.postpone('o1', 200)
    expect((await orders.due(30, 9)).map(({ _id }) => _id)).toEqual(['o3', 'o0'])
  })

  test('a paid order is left to its notification for a minute, then taken up until it is delivered', async () => {
    const stored = await paidOrder()
    expect(await orders.due(NOW + 2000, 9)).toEqual([])
    expect((await orders.due(NOW + 62_000, 9)).map(({ _id }) => _id)).toEqual([stored._id])
    await orders.markDelivered(stored._id, NOW)
    expect(await orders.due(NOW + 62_000, 9)).toEqual([])
  })

  test("a member's own orders come the newest first", async () => {
    for (let index = 0; index < 5; index += 1)
      await orders.insert(order({ _id: `o${index}`, createdAt: NOW + index }))
    await orders.insert(order({ _id: 'other', memberId: 'CLERK00000000' }))
    const page = await orders.listOf(MEMBER, { before: null, limit: 3 })
    expect(page.map(({ _id }) => _id)).toEqual(['o4', 'o3', 'o2'])
    const next = await orders.listOf(MEMBER, { before: NOW + 2, limit: 3 })
    expect(next.map(({ _id }) => _id)).toEqual(['o1', 'o0'])
  })
})
