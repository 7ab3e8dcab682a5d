import fc from 'fast-check'
import { addMonths, lastDayOf } from '../../cloudfunctions/domain/calendar'
import type { Membership, Period } from '../../cloudfunctions/domain/member'
import {
  renewalCounter,
  endedPeriods,
  isFinal,
  RENEWAL_RATE_RULE,
  renewalMonths,
  renewalRate,
} from '../../cloudfunctions/domain/renewal-rate'
import { holds } from './property'
import { at, DAY, opened, type Story } from './story'

const NOW = at('2027-06-01T00:06')
const END = at('2027-03-15T00:00')

let orders = 0
function period(more: Partial<Period> = {}): Period {
  orders += 1
  const { endsAt = END } = more
  const startsAt = more.startsAt ?? endsAt - 31 * DAY
  return {
    ...{ orderId: `o-${orders}`, versionId: 'yueka@1', boughtAt: startsAt, startsAt, endsAt, months: 1 },
    ...{ paid: 2_900, refunded: 0, saved: 0 },
    ...more,
  }
}

const after = (boughtAt: number, more: Partial<Period> = {}) =>
  period({ boughtAt, startsAt: Math.max(END, boughtAt), endsAt: NOW + 90 * DAY, ...more })

function card(periods: Period[], more: Partial<Membership> = {}): Membership {
  return { id: `card-${orders}`, planId: 'yueka', anchor: '2027-01-01', ...SPAN, periods, ...more }
}
const SPAN = { months: 1, startsAt: 0, endsAt: END }

function counted(people: readonly Membership[][], now = NOW) {
  const counts = new Map<string, readonly [number, number, number]>()
  const count = renewalCounter(counts, now)
  for (const memberships of people) count(endedPeriods({ memberships }, now))
  return Object.fromEntries(counts)
}

const march = (...memberships: Membership[]) => counted([memberships])['2027-03']

describe('F19 the renewal rate of a month', () => {
  test('F19 rounded down: 19.9 % is less than 20 %, and a month in which nothing ended has no rate', () => {
    expect(renewalRate(0, 0)).toBeNull()
    expect(renewalRate(7, 0)).toBe(0)
    expect(renewalRate(1000, 199)).toBe(1990)
    expect(renewalRate(100_000, 19_999)).toBe(1999)
    expect(renewalRate(5, 1)).toBe(2000)
    expect(renewalRate(3, 3)).toBe(10_000)
  })

  test('F19 bought before the end or within thirty days of it, to the millisecond', () => {
    expect(march(card([period()]))).toEqual([1, 0, 0])
    expect(march(card([period(), after(END - 20 * DAY)]))).toEqual([1, 1, 0])
    expect(march(card([period(), after(END + 30 * DAY - 1)]))).toEqual([1, 1, 0])
    expect(march(card([period(), after(END + 30 * DAY)]))).toEqual([1, 0, 0])
    // After the end a purchase opens a card of its own.
    expect(march(card([period()]), card([after(END + DAY)]))).toEqual([1, 1, 0])
  })

  test('F19 renewed early it counts in the month of the end, by the real rules of buying and giving back', () => {
    const monthsOf = (story: Story, now: number) => counted([[...story.state.memberships]], now)
    const story = opened('2027-01-10T10:00')
    story.buy('yueka')
    story.wait(DAY)
    const second = story.buy('yueka')
    // January's card runs through 2027-02-10, the next one through 2027-03-10.
    expect(monthsOf(story, at('2027-02-01T00:06'))).toEqual({})
    expect(monthsOf(story, at('2027-03-01T00:06'))).toEqual({ '2027-02': [1, 1, 0] })
    expect(monthsOf(story, at('2027-04-01T00:06'))).toEqual({ '2027-02': [1, 1, 0], '2027-03': [1, 0, 1] })
    expect(monthsOf(story, at('2027-05-01T00:06'))).toEqual({ '2027-02': [1, 1, 0], '2027-03': [1, 0, 0] })
    story.wait(DAY).refund(second.orderId)
    // The renewal went back before it began: the first one ended and nobody renewed.
    expect(monthsOf(story, at('2027-04-01T00:06'))).toEqual({ '2027-02': [1, 0, 0] })
  })

  test('F19 what went back, was exchanged, tried or a pack of coupons, is no end', () => {
    expect(march(card([period({ refunded: 1 })]))).toBeUndefined()
    expect(march(card([period({ upgradedInto: 'better' })]))).toBeUndefined()
    expect(march(card([period({ as: 'trial', months: 0, days: 7 })]))).toBeUndefined()
    expect(march(card([period({ months: 0 })]))).toBeUndefined()
  })

  test('F19 a renewal that went back is none; exchanged for a better card it is one, unless that went back', () => {
    const better = (refunded: number) =>
      card([after(END + DAY, { orderId: 'better', refunded })], { family: { id: 'yueka', rank: 1 } })
    const exchanged = after(END - DAY, { upgradedInto: 'better' })
    expect(march(card([period(), after(END, { refunded: 1 })]))).toEqual([1, 0, 0])
    expect(march(card([period(), exchanged]), better(0))).toEqual([1, 1, 0])
    expect(march(card([period(), exchanged]), better(2_900))).toEqual([1, 0, 0])
  })

  test('F19 by contract and as saved each period counts; a failed charge that went through within the grace is a renewal', () => {
    const months = [0, 1, 2].map((index) => {
      const [startsAt = 0, endsAt = 0] = [index - 1, index].map((months) =>
        at(`${addMonths('2027-03-15', months)}T00:00`),
      )
      const as = index === 1 ? ('as_saved' as const) : ('auto_renew' as const)
      return period({ startsAt, endsAt, boughtAt: startsAt - DAY, as })
    })
    expect(counted([[card(months)]])).toEqual({
      '2027-03': [1, 1, 0],
      '2027-04': [1, 1, 0],
      '2027-05': [1, 0, 1],
    })
    const late = period({ graceUntil: END + 7 * DAY })
    expect(march(card([late, after(END + 6 * DAY, { startsAt: END, as: 'auto_renew' })]))).toEqual([1, 1, 0])
  })

  test('F19 another card of the family renews it, a card of another kind doesn’t, and one purchase renews one', () => {
    const family = (rank: number) => ({ family: { id: 'maixiang', rank } })
    const other = card([after(END)], { planId: 'nianka' })
    expect(march(card([period()]), other)).toEqual([1, 0, 0])
    expect(march(card([period()], family(0)), { ...other, ...family(1) })).toEqual([1, 1, 0])
    const kinds = [card([period()]), card([period()], { planId: 'nianka' })]
    expect(march(...kinds, other)).toEqual([2, 1, 0])
    const twice = [card([period()]), card([period()]), card([after(END + 2 * DAY)])]
    expect(march(...twice)).toEqual([2, 1, 0])
  })

  test('F19 of two accounts that became one, the card that ends while the other runs on is no end', () => {
    const longer = card([period({ startsAt: END - 60 * DAY, endsAt: END + 20 * DAY })])
    expect(counted([[card([period()]), longer]])).toEqual({ '2027-04': [1, 0, 0] })
  })

  test('F19 passed on, a card counts with who has it; one that was received renews nothing by itself', () => {
    const received = { receivedAt: END - 5 * DAY }
    expect(march(card([period()]), card([after(END - DAY, received)]))).toEqual([1, 0, 0])
    // The renewal that came along with it is one.
    expect(march(card([period(received), after(END - DAY, received)]))).toEqual([1, 1, 0])
    expect(march()).toBeUndefined()
  })

  test('F19 a card valid through the 31st ends in that month, and the running month isn’t told', () => {
    const through = at('2027-04-01T00:00')
    expect(lastDayOf(through)).toBe('2027-03-31')
    expect(march(card([period({ endsAt: through })]))).toEqual([1, 0, 0])
    expect(counted([[card([period({ endsAt: at('2027-06-01T00:00') })])]])).toEqual({ '2027-05': [1, 0, 1] })
    expect(counted([[card([period({ endsAt: at('2027-06-02T00:00') })])]])).toEqual({})
    expect(counted([[card([period({ endsAt: at('2026-06-01T00:00') })])]])).toEqual({})
    expect(counted([[card([period({ endsAt: at('2026-06-02T00:00') })])]])).toEqual({ '2026-06': [1, 0, 0] })
  })

  test('F19 a month is final once everybody’s grace is over, and then stays what was told', () => {
    expect(isFinal('2027-04', at('2027-05-30T23:59'))).toBe(false)
    expect(isFinal('2027-04', at('2027-05-31T00:00'))).toBe(true)
    const walk = (day: string, renewals: Record<string, [number, number, number]>) => {
      return { at: at(`${day}T00:00`), renewals }
    }
    const months = renewalMonths([
      walk('2027-06-01', { '2027-05': [20, 3, 9], '2027-04': [10, 2, 0], '2027-03': [9, 9, 0] }),
      walk('2027-05-01', { '2027-04': [10, 1, 5], '2027-03': [11, 4, 0] }),
      walk('2027-04-01', { '2027-03': [11, 3, 6] }),
    ])
    expect(months).toHaveLength(12)
    const told = { isFinal: true, waiting: 0 }
    expect(months.slice(0, 4)).toEqual([
      { month: '2027-05', ended: 20, renewed: 3, waiting: 9, rateBasisPoints: 1500, isFinal: false },
      { month: '2027-04', ended: 10, renewed: 2, rateBasisPoints: 2000, ...told },
      // First counted as final on the first of May: what the walk of June says of it changes nothing.
      { month: '2027-03', ended: 11, renewed: 4, rateBasisPoints: 3636, ...told },
      { month: '2027-02', ended: 0, renewed: 0, rateBasisPoints: null, ...told },
    ])
    expect(renewalMonths([])).toEqual([])
    expect(RENEWAL_RATE_RULE).toContain('30天')
  })

  test('F19 whatever lies in a state: nothing is renewed twice, and the order of the cards says nothing', () => {
    const day = fc.integer({ min: 0, max: 150 })
    const one = fc.record({
      start: day,
      days: fc.integer({ min: 1, max: 60 }),
      early: fc.integer({ min: 0, max: 50 }),
      refunded: fc.constantFrom(0, 0, 0, 1),
    })
    holds(
      fc.property(fc.array(one, { maxLength: 8 }), fc.nat(), (made, seed) => {
        const cards = made.map(({ start, days, early, refunded }) => {
          const startsAt = at('2027-01-01T00:00') + start * DAY
          const bought = { boughtAt: startsAt - early * DAY, refunded }
          return card([period({ startsAt, endsAt: startsAt + days * DAY, ...bought })])
        })
        const ends = endedPeriods({ memberships: cards }, NOW)
        const renewed = ends.filter((end) => end.renewed).length
        const standing = made.filter(({ refunded }) => refunded === 0).length
        // Each renewal follows some end, so that the first of a chain renewed nothing.
        if (renewed > Math.max(0, standing - 1) || ends.length > standing) return false
        const turned = [
          ...cards.slice(seed % (cards.length + 1)),
          ...cards.slice(0, seed % (cards.length + 1)),
        ]
        expect(counted([turned])).toEqual(counted([cards]))
        return true
      }),
    )
  })
})
