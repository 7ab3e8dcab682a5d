import fc from 'fast-check'
import {
  billMonths,
  couldBuy,
  hasBill,
  isCounted,
  monthBounds,
  monthSums,
  setBillOptions,
  sourceShares,
  spendingOf,
} from '../../cloudfunctions/domain/bill'
import { billNotices } from '../../cloudfunctions/domain/bill-telling'
import { shanghaiMonth } from '../../cloudfunctions/domain/calendar'
import type { Decided } from '../../cloudfunctions/domain/decision'
import { unusedSoon } from '../../cloudfunctions/domain/unused'
import { returnGoods } from '../../cloudfunctions/domain/goods-returns'
import { holds } from './property'
import { at, bakery, DAY, MINUTE, opened, pieces, released, Story } from './story'

/** The decisions of a story as the entries of its books, each at its moment. */
class Kept {
  readonly entries: (Pick<Decided, 'facts' | 'postings'> & { at: number })[] = []

  constructor(readonly story: Story) {}

  keep<T>(act: () => T): T {
    const before = this.story.decisions.length
    const result = act()
    for (const { facts, postings } of this.story.decisions.slice(before))
      this.entries.push({ at: this.story.now, facts, postings })
    return result
  }

  /** Grouped anew from the postings: what the counters never do. */
  sums(month: string) {
    const { from, to } = monthBounds(month)
    const ofMonth = this.entries.filter(({ at: moment }) => moment >= from && moment < to)
    const sum = (asset: string, prefix: string) =>
      ofMonth
        .flatMap(({ postings }) => postings)
        .filter((one) => one.asset === asset && one.account.startsWith(prefix))
        .reduce((total, { amount }) => total + amount, 0)
    return {
      spent: sum('spending', `member/spending/${month}`),
      saved: sum('saving', `member/saved/${month}/`),
      fees: sum('fee', `member/fees/${month}`),
    }
  }
}

describe('the bill of a month', () => {
  test('M045 P6 any life of purchases, undos, returns and cards: each month is the sum of its own postings, orders too', () => {
    const step = fc.record({
      act: fc.constantFrom('settle', 'settle', 'settle', 'undo', 'return', 'buy', 'pay_later'),
      hours: fc.integer({ min: 1, max: 500 }),
      productId: fc.constantFrom('meishi', 'natie', 'tusi', 'niujiaobao'),
      quantity: fc.integer({ min: 1, max: 4 }),
    })
    holds(
      fc.property(fc.array(step, { minLength: 1, maxLength: 25 }), (steps) => {
        const release = released(
          bakery((draft) => {
            draft.loyalty = { badges: [], returnDays: 20 }
          }),
          null,
          at('2025-01-01T00:00'),
        )
        const story = opened('2027-01-30T20:00', release)
        const books = new Kept(story)
        for (const { act, hours, productId, quantity } of steps) {
          story.wait(hours * 60 * MINUTE)
          if (act === 'buy') {
            books.keep(() => story.buy())
            continue
          }
          if (act === 'pay_later') {
            const waiting = books.keep(() =>
              story.settle([pieces(productId, quantity)], { tender: 'wechat' }),
            )
            story.wait(MINUTE)
            books.keep(() => story.pay(waiting))
            continue
          }
          const receipt = books.keep(() => story.settle([pieces(productId, quantity)]))
          story.wait(10 * MINUTE)
          if (act === 'undo') books.keep(() => story.undo(receipt))
          if (act === 'return') {
            story.wait(DAY)
            books.keep(() =>
              story.take(
                returnGoods(story.state, {
                  receipt,
                  lines: [{ line: 0, quantity: Math.max(1, quantity - 1) }],
                  branchId: 'laojie',
                  expected: null,
                  release: story.release,
                  now: story.now,
                }),
              ),
            )
          }
        }
        for (const month of billMonths(story.state, story.now).counted) {
          const sums = monthSums(story.state, month)
          const own = books.sums(month)
          expect(sums).toMatchObject(own)
          expect(sums.net).toBe(own.saved - own.fees)
          expect(Object.values(sums.bySource).reduce((a, b) => a + b, 0)).toBe(sums.saved)
          // What is added up from the books once the counters have left is the same.
          expect(spendingOf(books.entries, month)).toEqual({ orders: sums.orders, paid: sums.spent })
        }
      }),
      60,
    )
  })

  test('M045 the last minute of a month in Shanghai and the first of the next, whatever the process time zone', () => {
    const story = opened('2027-02-28T23:59')
    const february = story.settle([pieces('meishi')])
    story.wait(MINUTE)
    const march = story.settle([pieces('natie', 2)])
    expect(shanghaiMonth(story.now)).toBe('2027-03')
    expect(monthSums(story.state, '2027-02')).toMatchObject({ orders: 1, spent: february.paid })
    expect(monthSums(story.state, '2027-03')).toMatchObject({ orders: 1, spent: march.paid })
    expect(monthBounds('2027-03')).toEqual({ from: at('2027-03-01T00:00'), to: at('2027-04-01T00:00') })
  })

  test('M045 what is undone after midnight counts in its own month, so that a month that was told never changes', () => {
    const story = opened('2027-02-28T23:55')
    story.buy()
    const receipt = story.settle([pieces('meishi', 3)])
    const before = monthSums(story.state, '2027-02')
    story.wait(10 * MINUTE)
    story.undo(receipt)
    expect(monthSums(story.state, '2027-02')).toEqual(before)
    expect(monthSums(story.state, '2027-03')).toMatchObject({
      orders: -1,
      spent: -receipt.paid,
      saved: -receipt.saved,
    })
  })

  test('M045 thirteen months are counted; earlier ones answer from the books, also once their counter has left', () => {
    const story = opened('2026-01-15T12:00')
    const books = new Kept(story)
    books.keep(() => story.buy())
    const first = books.keep(() => story.settle([pieces('natie', 2)]))
    for (let month = 0; month < 14; month += 1) {
      story.wait(30 * DAY + 12 * 60 * MINUTE)
      books.keep(() => story.settle([pieces('meishi')]))
    }
    expect(story.state.spending['2026-01']).toBeUndefined()
    const { counted, earlier } = billMonths(story.state, story.now)
    expect(counted).toHaveLength(13)
    expect(earlier).not.toHaveLength(0)
    expect(
      [...counted, ...earlier].every((month, index, all) => index === 0 || month < all[index - 1]!),
    ).toBe(true)
    expect(isCounted('2026-01', story.now)).toBe(false)
    expect(spendingOf(books.entries, '2026-01')).toEqual({ orders: 1, paid: first.paid })
  })

  test('M045 "could buy" is the dearest product on sale that costs no more than was saved', () => {
    const release = released()
    const now = at('2027-03-10T10:00')
    const prices = release.products
      .filter(({ available }) => available)
      .map(({ prices: all }) => all.at(-1)!.price)
    const cheapest = Math.min(...prices)
    expect(couldBuy(release, cheapest - 1, now)).toBeNull()
    expect(couldBuy(release, -500, now)).toBeNull()
    holds(
      fc.property(fc.integer({ min: 0, max: 30_000 }), (saved) => {
        const found = couldBuy(release, saved, now)
        const affordable = prices.filter((price) => price <= saved)
        expect(found?.price ?? null).toBe(affordable.length === 0 ? null : Math.max(...affordable))
        if (found) expect(found.name).not.toBe('')
      }),
    )
  })

  test('M045 shares of the picture add up, and the choice of what it shows is the member’s', () => {
    holds(
      fc.property(
        fc.record({
          member_price: fc.integer({ min: -50, max: 9_999 }),
          coupon: fc.integer({ min: 0, max: 9_999 }),
          points: fc.integer({ min: 0, max: 3 }),
        }),
        (sources) => {
          const shares = sourceShares(sources)
          const total = shares.reduce((sum, { basisPoints }) => sum + basisPoints, 0)
          expect(total).toBe(shares.length === 0 ? 0 : 10_000)
          expect(shares.every(({ basisPoints }) => basisPoints >= 0)).toBe(true)
        },
      ),
    )
    expect(sourceShares({ member_price: 0 })).toEqual([])
    const story = new Story()
    expect(story.state.bills).toBeUndefined()
    story.take(setBillOptions(story.state, { percentile: true, amounts: false }))
    expect(story.state.bills).toEqual({ percentile: true, amounts: false })
  })

  test('M045 one notice for each member and month, spread over the first day between ten and eight', () => {
    const story = opened('2027-02-10T12:00')
    story.settle([pieces('meishi')])
    expect(hasBill(story.state, '2027-02')).toBe(true)
    expect(hasBill(story.state, '2027-01')).toBe(false)
    const numbers = ['0000000000000', 'ZZZZZZZZZZZZZ', '7XK2M4Q9RTB3W']
    const notices = numbers.map((number) => billNotices('2027-02')({ ...story.state, number }))
    expect(notices.map(({ due }) => due.key)).toEqual(numbers.map((number) => `bill:${number}:2027-02`))
    for (const { dueAt, due } of notices) {
      expect(dueAt).toBeGreaterThanOrEqual(at('2027-03-01T10:00'))
      expect(dueAt).toBeLessThan(at('2027-03-01T20:00'))
      expect(due).toMatchObject({ flow: 'monthly_bill', until: at('2027-04-01T00:00') })
    }
    expect(new Set(notices.map(({ dueAt }) => dueAt)).size).toBe(3)
  })

  test('M045 what is listed as unused can be used today, the first to end first', () => {
    const story = opened('2027-02-10T12:00')
    expect(unusedSoon(story.state, story.release, story.now)).toEqual([])
    const lots = [40, 5, 90, 0].map((days, index) => ({
      id: `lot-${index}`,
      until: story.now + days * DAY,
      title: `券${index}`,
    }))
    const coupons = lots.map(({ id, until, title }) => ({
      id,
      planId: 'nianka',
      versionId: 'nianka@1',
      orderId: 'order',
      couponId: id,
      title,
      amount: 500,
      threshold: 0,
      count: 2,
      left: 2,
      from: story.now - DAY,
      until,
      voidedAt: null,
    }))
    const found = unusedSoon({ ...story.state, coupons } as never, story.release, story.now)
    expect(found.map(({ title, count, worth }) => ({ title, count, worth }))).toEqual([
      { title: '券1', count: 2, worth: 1000 },
      { title: '券0', count: 2, worth: 1000 },
    ])
  })
})
