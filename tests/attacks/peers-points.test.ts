import { shanghaiDay } from '../../cloudfunctions/domain/calendar'
import { recover } from '../faults/payments'
import { leftOpen, violations } from '../invariants'
import type { Shop } from '../shop'
import { definite, tally } from './definite'
import { bringBack, buyCoffee, openPeersShop, pointsOf, recordsOf, redeeming } from './peers-shop'

const AT_ONCE = 64
const DAY = 86_400_000
const MINUTE = 60_000

/** What broke other shops' points, played against the whole of this one. */
describe('X6 peers’ holes in points', () => {
  let shop: Shop

  beforeAll(async () => {
    shop = await openPeersShop()
  })
  afterEach(async () => {
    // Twice: the first round may write the bills, the second sends them.
    await recover(shop, 2)
    expect(violations(shop)).toEqual([])
    expect(leftOpen(shop)).toEqual([])
  })
  afterAll(() => shop.close())

  const sum = (amounts: readonly number[]) => amounts.reduce((total, amount) => total + amount, 0)
  const checkIn = (person: string) => shop.call(person, 'points.checkIn', { operationId: shop.operationId() })
  const redeem = (person: string, points: 10 | 300 | 400) =>
    shop.call(person, 'points.redeem', redeeming(shop, points))
  /** Days of the timer, one run each. */
  const days = async (count: number) => {
    for (let day = 0; day < count; day += 1) {
      await shop.clock.advance(DAY)
      await shop.timer('payment', 'settleDue')
    }
  }

  it('H6 M063 64 redeems of one balance at once: exactly one, nothing below zero', async () => {
    await shop.join('lin')
    await checkIn('lin')
    const answers = await Promise.all(
      Array.from({ length: AT_ONCE }, () => definite(shop, 'lin', 'points.redeem', redeeming(shop, 10))),
    )
    expect(tally(answers)).toEqual({ ok: 1, POINTS_SHORT: AT_ONCE - 1 })
    expect(await pointsOf(shop, 'lin')).toMatchObject({ available: 0, debt: 0 })
    await recover(shop, 1)
    const { vouchers, rewards } = await shop.call('lin', 'points.home', {})
    expect(vouchers).toHaveLength(1)
    // Who came too late has given the piece back that it had taken.
    expect(rewards.find(({ rewardId }) => rewardId === 'dui-10')?.left).toBe(9_999)
  })

  it('H7 more is taken back than there is: the house loses nothing, the next points pay it, and once', async () => {
    await shop.join('chen')
    const settled = await buyCoffee(shop, 'chen', 20)
    await redeem('chen', 300)
    await shop.clock.advance(16 * MINUTE)
    const back = await bringBack(shop, settled, 20)
    expect(back.points).toEqual({ takenBack: 0, debt: 300, returned: 0 })
    expect(await pointsOf(shop, 'chen')).toMatchObject({ available: 0, debt: 300 })
    expect(await shop.refusal('chen', 'points.redeem', redeeming(shop, 10))).toBe('POINTS_SHORT')
    await buyCoffee(shop, 'chen', 10)
    expect(await pointsOf(shop, 'chen')).toMatchObject({ available: 0, debt: 150 })
    await buyCoffee(shop, 'chen', 20)
    expect(await pointsOf(shop, 'chen')).toMatchObject({ available: 150, debt: 0 })
  })

  it('thread 15 who spends all points keeps growth and tier', async () => {
    await shop.join('wang')
    await buyCoffee(shop, 'wang', 20)
    const before = (await shop.call('wang', 'points.tier', {})).tier
    expect(before).toMatchObject({ name: '白银', growth: 300 })
    await redeem('wang', 300)
    expect((await pointsOf(shop, 'wang')).available).toBe(0)
    expect((await shop.call('wang', 'points.tier', {})).tier).toEqual(before)
  })

  it('thread 16 the job that gives a voucher’s points back adds them to what was earned meanwhile', async () => {
    await shop.join('zhao')
    await buyCoffee(shop, 'zhao', 20)
    await redeem('zhao', 300)
    await shop.clock.advance(31 * DAY)
    const [, , again] = await Promise.all([
      shop.timer('payment', 'settleDue'),
      buyCoffee(shop, 'zhao', 10),
      definite(shop, 'zhao', 'points.checkIn', { operationId: shop.operationId() }),
      shop.timer('payment', 'settleDue'),
    ])
    expect(again.ok).toBe(true)
    await recover(shop, 2)
    expect((await pointsOf(shop, 'zhao')).available).toBe(300 + 150 + 10)
    expect(sum(await recordsOf(shop, 'zhao'))).toBe(460)
  })

  it('thread 12 the oldest expiry is spent first; history and balance agree, and a debt is paid by what comes', async () => {
    await shop.join('qian')
    await buyCoffee(shop, 'qian', 30)
    const old = (await pointsOf(shop, 'qian')).expiring[0]
    await days(31)
    await buyCoffee(shop, 'qian', 10)
    await redeem('qian', 400)
    const { expiring } = await pointsOf(shop, 'qian')
    expect(expiring.map(({ points }) => points)).toEqual([50, 150])
    expect(expiring[0]?.through).toBe(old?.through)
    // The voucher is fetched by nobody, and gives its points back to the lots that they came from.
    await days(31)
    expect((await pointsOf(shop, 'qian')).expiring.map(({ points }) => points)).toEqual([450, 150])
    const settled = await buyCoffee(shop, 'qian', 10)
    await redeem('qian', 400)
    await redeem('qian', 300)
    await shop.clock.advance(16 * MINUTE)
    expect((await bringBack(shop, settled, 10)).points).toEqual({ takenBack: 50, debt: 100, returned: 0 })
    await buyCoffee(shop, 'qian', 10)
    expect(await pointsOf(shop, 'qian')).toMatchObject({ available: 50, debt: 0 })
    await days(31)
    expect(sum(await recordsOf(shop, 'qian'))).toBe((await pointsOf(shop, 'qian')).available)
  })

  it('thread 13 M065 what was spent of an expired lot is not taken once more from the next', async () => {
    await shop.join('sun')
    await buyCoffee(shop, 'sun', 30)
    const { voucher } = await redeem('sun', 400)
    const branchId = 'laojie'
    const { visit } = await shop.call('clerk-laojie', 'counter.resolve', {
      branchId,
      code: await shop.codeOf('sun'),
    })
    await shop.call('clerk-laojie', 'counter.redeemVoucher', {
      operationId: shop.operationId(),
      branchId,
      visit,
      voucherId: voucher?.voucherId ?? '',
    })
    const [first] = (await pointsOf(shop, 'sun')).expiring
    await days(40)
    await buyCoffee(shop, 'sun', 30)
    while (shanghaiDay(shop.clock.now()) <= (first?.through ?? '')) await days(1)
    expect(await pointsOf(shop, 'sun')).toMatchObject({ available: 450, debt: 0 })
    expect(await recordsOf(shop, 'sun')).toEqual([-50, 450, -400, 450])
  })

  it('thread 14 M065 points of every source end on the day that the list says: nothing hides under another label', async () => {
    await shop.join('li')
    const joining = { operationId: shop.operationId(), challengeId: 'chongci' }
    await shop.call('li', 'points.joinChallenge', joining)
    await buyCoffee(shop, 'li', 20)
    const { points: checkedIn } = await checkIn('li')
    await recover(shop, 1)
    const held = await pointsOf(shop, 'li')
    expect(held.available).toBe(300 + 500 + checkedIn)
    // What a challenge promised for money spent has no end, and is in no list of what ends.
    expect(sum(held.expiring.map(({ points }) => points))).toBe(300 + checkedIn)
    expect(new Set(held.expiring.map(({ through }) => through)).size).toBe(1)
    const last = held.expiring[0]?.through ?? ''
    while (shanghaiDay(shop.clock.now()) < last) await days(1)
    expect((await pointsOf(shop, 'li')).available).toBe(held.available)
    await days(1)
    expect(await pointsOf(shop, 'li')).toMatchObject({ available: 500, debt: 0, expiring: [] })
    expect(sum(await recordsOf(shop, 'li'))).toBe(500)
  })
})
