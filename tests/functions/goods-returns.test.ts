import type { Output } from '../../cloudfunctions/contract'
import { violations } from '../invariants'
import { withPoints } from '../points-shop'
import { openidOf, openShop, quoteFor, settleFor, type Shop } from '../shop'
import { topUp, withStoredValue } from '../stored-value-shop'

const MINUTE = 60_000
const DAY = 86_400_000

type Settled = Output<'counter.settle'>

describe('goods that come back', () => {
  let shop: Shop

  beforeAll(async () => {
    shop = await openShop({ draft: withPoints(withStoredValue(), { pendingDays: 0 }) })
    for (const person of ['lin', 'chen', 'wang', 'zhao']) {
      await shop.join(person)
      await shop.buy(person)
    }
  })
  afterAll(async () => {
    expect(violations(shop)).toEqual([])
    await shop.close()
  })

  const wanted = ({ memberNumber, receipt: { receiptId } }: Settled, quantity: number) => ({
    branchId: 'laojie',
    memberNumber,
    receiptId,
    lines: [{ line: 0, quantity }],
  })
  const quoted = (settled: Settled, quantity: number) =>
    shop.call('clerk-laojie', 'counter.quoteReturn', wanted(settled, quantity))
  const bringBack = async (settled: Settled, quantity: number) => {
    const { refund } = await quoted(settled, quantity)
    return shop.call('clerk-laojie', 'counter.returnGoods', {
      operationId: shop.operationId(),
      ...wanted(settled, quantity),
      refund,
      reason: '不合口味',
    })
  }
  const available = async (person: string) => {
    const { points } = await shop.call(person, 'points.home', {})
    return { available: points?.available ?? 0, debt: points?.debt ?? 0 }
  }

  test('H7 points that were spent meanwhile become a debt that the next receipt pays', async () => {
    const settled = await settleFor(shop, 'wang', [['meishi', 30]])
    const earned = settled.receipt.earned?.points ?? 0
    const { visit } = await shop.call('clerk-laojie', 'counter.resolve', {
      branchId: 'laojie',
      code: await shop.codeOf('wang'),
    })
    const { quote, receipt } = await shop.call('clerk-laojie', 'counter.quote', {
      branchId: 'laojie',
      visit,
      lines: [{ productId: 'meishi', quantity: 30 }],
      points: earned,
    })
    expect(receipt.points).toEqual({ spent: earned, off: earned })
    const paidWithPoints = await shop.call('clerk-laojie', 'counter.settle', {
      branchId: 'laojie',
      quote,
      tender: 'external',
    })
    await shop.clock.advance(16 * MINUTE)
    const held = (await available('wang')).available
    const back = await bringBack(settled, 30)
    expect(back.points).toEqual({ takenBack: held, debt: earned - held, returned: 0 })
    expect(await available('wang')).toEqual({ available: 0, debt: earned - held })
    const other = await bringBack(paidWithPoints, 15)
    expect(other.points.returned).toBe(Math.ceil(earned / 2))
    await bringBack(paidWithPoints, 15)
    expect(await available('wang')).toEqual({ available: 0, debt: 0 })
  })

  test('what was paid on the phone goes back through WeChat, part by part', async () => {
    const { quote } = await quoteFor(shop, 'chen', [['meishi', 2]])
    const waiting = await shop.call('clerk-laojie', 'counter.settle', {
      branchId: 'laojie',
      quote,
      tender: 'wechat',
    })
    const { payment } = await shop.call('chen', 'payment.payReceipt', {
      operationId: shop.operationId(),
      receiptId: waiting.receipt.receiptId,
      amount: waiting.receipt.paid,
    })
    const prepayId = payment && shop.wechat.openCashier(payment)
    if (!prepayId) throw new Error('no payment to make')
    expect(shop.wechat.pay(prepayId, openidOf('chen'))).toBe('ok')
    await shop.wechat.tick()
    await shop.clock.advance(16 * MINUTE)
    const before = shop.wechat.refunds().length
    for (let piece = 0; piece < 2; piece += 1) {
      expect((await bringBack(waiting, 1)).back.inCash).toBe(0)
      for (let minute = 0; minute < 3; minute += 1) {
        await shop.clock.advance(2 * MINUTE)
        await shop.timer('payment', 'settleDue')
        await shop.wechat.tick()
      }
    }
    const refunds = shop.wechat.refunds().slice(before)
    expect(refunds).toHaveLength(2)
    expect(refunds.reduce((sum, { amount }) => sum + amount, 0)).toBe(waiting.receipt.paid)
  })

  test('what was paid from the balance goes back to it, though the top-up was used up', async () => {
    await topUp(shop, 'zhao', 'chong-100')
    const { quote, receipt } = await quoteFor(shop, 'zhao', [['meishi', 20]])
    const settled = await shop.call('clerk-laojie', 'counter.settle', {
      branchId: 'laojie',
      quote,
      tender: 'stored_value',
      shortfall: Math.max(0, receipt.paid - 10_000),
    })
    const { tenders } = settled.receipt
    await shop.clock.advance(DAY)
    await settleFor(shop, 'zhao', [['meishi', 1]])
    const first = await bringBack(settled, 7)
    const second = await bringBack(settled, 13)
    expect(first.back.toBalance + second.back.toBalance).toBe(tenders?.principal)
    expect(first.back.inCash + second.back.inCash).toBe(tenders?.cash)
    const { principal } = await shop.call('zhao', 'membership.wallet', {})
    expect(principal).toBe(10_000)
  })

  test('thread 19: the same return sent twice is one; before the undo ends, after the days, elsewhere: none', async () => {
    const settled = await settleFor(shop, 'lin', [['meishi', 2]])
    const where = wanted(settled, 1)
    expect(await shop.refusal('clerk-laojie', 'counter.quoteReturn', where)).toBe('RETURN_NOT_POSSIBLE')
    await shop.clock.advance(16 * MINUTE)
    const { refund } = await quoted(settled, 1)
    const command = { operationId: shop.operationId(), ...where, refund, reason: '不合口味' }
    const answers = await Promise.all(
      Array.from({ length: 8 }, () => shop.ask('clerk-laojie', 'counter.returnGoods', command)),
    )
    expect(answers.filter(({ ok }) => ok).length).toBeGreaterThan(0)
    expect(await shop.call('clerk-laojie', 'counter.returnGoods', command)).toMatchObject({ refund })
    expect(
      await shop.refusal('clerk-laojie', 'counter.returnGoods', {
        ...command,
        operationId: shop.operationId(),
        refund: refund + 1,
      }),
    ).toBe('RETURN_CHANGED')
    const { receipts } = await shop.call('clerk-laojie', 'counter.returnable', {
      branchId: 'laojie',
      memberNumber: settled.memberNumber,
    })
    expect(receipts[0]?.lines[0]).toMatchObject({ quantity: 2, left: 1 })
    const there = { ...where, branchId: 'kejiyuan' }
    expect(await shop.refusal('clerk-kejiyuan', 'counter.quoteReturn', there)).toBe('RETURN_NOT_POSSIBLE')
    await shop.clock.advance(8 * DAY)
    expect(await shop.refusal('clerk-laojie', 'counter.quoteReturn', where)).toBe('RETURN_NOT_POSSIBLE')
  })

  test('thread 11: days that are shortened later leave a receipt the ones it was bought with (L7)', async () => {
    const older = await settleFor(shop, 'lin', [['meishi', 1]])
    await shop.clock.advance(5 * DAY)
    const { draft, release } = await shop.call('owner', 'operations.catalogue', {})
    if (!draft?.loyalty) throw new Error('no catalogue')
    await shop.call('owner', 'operations.release', {
      operationId: shop.operationId(),
      expectedRelease: release ?? 0,
      draft: { ...draft, loyalty: { ...draft.loyalty, returnDays: 1 } },
    })
    await shop.clock.advance(MINUTE)
    const newer = await settleFor(shop, 'lin', [['meishi', 1]])
    await shop.clock.advance(2 * DAY)
    expect(await shop.refusal('clerk-laojie', 'counter.quoteReturn', wanted(newer, 1))).toBe(
      'RETURN_NOT_POSSIBLE',
    )
    const { receipts } = await shop.call('clerk-laojie', 'counter.returnable', {
      branchId: 'laojie',
      memberNumber: older.memberNumber,
    })
    expect(receipts.map(({ receiptId }) => receiptId)).toEqual([older.receipt.receiptId])
    expect((await bringBack(older, 1)).refund).toBe(older.receipt.paid)
  })

  test('H6 64 clerks bring the same goods back at once: exactly the units that there are', async () => {
    const settled = await settleFor(shop, 'lin', [['meishi', 1]])
    await shop.clock.advance(16 * MINUTE)
    const { refund } = await quoted(settled, 1)
    const answers = await Promise.all(
      Array.from({ length: 64 }, () =>
        shop.ask('clerk-laojie', 'counter.returnGoods', {
          operationId: shop.operationId(),
          ...wanted(settled, 1),
          refund,
          reason: '不合口味',
        }),
      ),
    )
    expect(answers.filter(({ ok }) => ok)).toHaveLength(1)
  })
})
