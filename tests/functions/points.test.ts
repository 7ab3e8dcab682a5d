import type { Output } from '../../cloudfunctions/contract'
import type { GrowthRules } from '../../cloudfunctions/contract/loyalty'
import { violations } from '../invariants'
import { POINTS, withPoints } from '../points-shop'
import { openShop, settleFor, type Shop } from '../shop'

const DAY = 86_400_000

/** Two tiers: from ¥100 on, everything counts five times. */
const LADDER: GrowthRules = {
  perYuanHundredths: 100,
  window: 'rolling_12_months',
  tierMonths: 12,
  landing: 'one_down',
  tiers: [
    { id: 'putong', name: '普通', rank: 0, threshold: 0, keep: 0, pointsBasisPoints: 10_000, benefits: [] },
    { id: 'jinka', name: '金', rank: 1, threshold: 50, keep: 50, pointsBasisPoints: 50_000, benefits: [] },
  ],
  challenges: [],
}

describe('points at a shop', () => {
  let shop: Shop

  beforeAll(async () => {
    shop = await openShop({ draft: withPoints(undefined, {}, { growth: LADDER }) })
    for (const person of ['lin', 'chen', 'wang']) await shop.join(person)
  })
  afterAll(async () => {
    expect(violations(shop)).toEqual([])
    await shop.close()
  })

  const home = (person: string) => shop.call(person, 'points.home', {})
  const points = async (person: string) => {
    const { points: shown } = await home(person)
    if (!shown) throw new Error('the shop has points')
    return shown
  }
  const rows = async (person: string, before?: number): Promise<Output<'points.records'>['rows']> => {
    const page = await shop.call(person, 'points.records', before === undefined ? {} : { before })
    return page.next === null ? page.rows : [...page.rows, ...(await rows(person, page.next))]
  }
  const undo = ({ memberNumber, receipt: { receiptId } }: Output<'counter.settle'>) =>
    shop.call('clerk-laojie', 'counter.undo', { branchId: 'laojie', memberNumber, receiptId })

  test('M063 a receipt earns a point for each whole yuan, pending until goods can come back no more', async () => {
    const settled = await settleFor(shop, 'lin', [['meishi', 1]])
    const earned = Math.floor(settled.receipt.paid / 100)
    expect(settled.receipt.earned).toMatchObject({ points: earned, usableOn: '2027-03-18' })
    expect(await points('lin')).toMatchObject({
      available: 0,
      pending: [{ points: earned, usableOn: '2027-03-18' }],
      debt: 0,
    })
    expect(await rows('lin')).toMatchObject([{ kind: 'earned', points: earned }])
  })

  test('thread 10 an undo takes back exactly what was earned, and the list says so', async () => {
    const before = await points('lin')
    const held = (await rows('lin')).length
    await undo(await settleFor(shop, 'lin', [['natie', 2]]))
    expect(await points('lin')).toEqual(before)
    const listed = await rows('lin')
    expect(listed.length - held).toBe(2)
    const [back, earned] = listed
    expect([back?.kind, earned?.kind]).toEqual(['taken_back', 'earned'])
    expect(back?.points).toBe(-(earned?.points ?? 0))
  })

  test('M069 one check-in per local day, whatever is asked how often; the streak brings its bonus', async () => {
    const operationId = shop.operationId()
    const first = await shop.call('chen', 'points.checkIn', { operationId })
    expect(first).toMatchObject({ points: 10, streak: 1, available: 10 })
    expect(await shop.call('chen', 'points.checkIn', { operationId })).toEqual(first)
    expect(await shop.refusal('chen', 'points.checkIn', { operationId: shop.operationId() })).toBe(
      'CHECKED_IN',
    )
    for (let day = 2; day <= 7; day += 1) {
      await shop.clock.advance(DAY)
      const next = await shop.call('chen', 'points.checkIn', { operationId: shop.operationId() })
      expect(next).toMatchObject({ streak: day, points: day === 7 ? 60 : 10 })
    }
    await shop.clock.advance(2 * DAY)
    expect(await shop.call('chen', 'points.checkIn', { operationId: shop.operationId() })).toMatchObject({
      streak: 1,
      points: 10,
    })
  })

  test('M069 multipliers of a tier: 10 become 50, and what is paid earns five times', async () => {
    await settleFor(shop, 'wang', [['meishi', 30]])
    const { checkIn } = await home('wang')
    expect(checkIn).toMatchObject({ points: 50, multiplier: 50_000, doneToday: false })
    const settled = await settleFor(shop, 'wang', [['meishi', 1]])
    expect(settled.receipt.earned?.points).toBe(Math.floor(settled.receipt.paid / 100) * 5)
  })

  test('M065 the list of a year adds up to what is held, page by page', async () => {
    for (let day = 0; day < 40; day += 1) {
      await shop.clock.advance(DAY)
      await shop.call('lin', 'points.checkIn', { operationId: shop.operationId() })
    }
    const { available, pending } = await points('lin')
    const held = available + pending.reduce((sum, one) => sum + one.points, 0)
    const listed = await rows('lin')
    expect(listed.length).toBeGreaterThanOrEqual(40)
    expect(listed.reduce((sum, row) => sum + row.points, 0)).toBe(held)
  })

  test('P1 checks in with three calls, home with one', async () => {
    await shop.clock.advance(DAY)
    await shop.call('lin', 'points.checkIn', { operationId: shop.operationId() })
    await shop.clock.advance(DAY)
    await home('chen')
    const checkIn = await shop.countCalls(() =>
      shop.call('lin', 'points.checkIn', { operationId: shop.operationId() }),
    )
    expect(checkIn.calls.length).toBeLessThanOrEqual(3)
    expect((await shop.countCalls(() => home('lin'))).calls).toEqual(['getDocument members'])
  })

  test('P1 settles with points spent and points and growth earned in three calls', async () => {
    await home('chen')
    const code = await shop.codeOf('lin')
    const { visit } = await shop.call('clerk-laojie', 'counter.resolve', { branchId: 'laojie', code })
    const lines = [{ productId: 'meishi', quantity: 2 }]
    const asked = { branchId: 'laojie', visit, lines, points: 100 }
    const { quote, receipt } = await shop.call('clerk-laojie', 'counter.quote', asked)
    expect(receipt.points).toEqual({ spent: 100, off: 100 })
    const settled = await shop.countCalls(() =>
      shop.call('clerk-laojie', 'counter.settle', { branchId: 'laojie', quote, tender: 'external' }),
    )
    expect(settled.calls).toHaveLength(3)
    expect(settled.result.receipt.earned?.points).toBeGreaterThan(0)
  })

  test('the rules are told before anything is earned', async () => {
    const { rules } = await points('nobody')
    expect(rules.join()).toContain('每满1元得1积分')
    expect(rules.join()).toContain(`第${POINTS.expireAfterMonths}个月`)
  })
})
