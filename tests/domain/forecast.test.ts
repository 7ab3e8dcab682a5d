import fc from 'fast-check'
import {
  backTest,
  forecastError,
  NO_BACK_TESTS,
  outlook,
  savingForecast,
  withBackTest,
} from '../../cloudfunctions/domain/forecast'
import type { MemberState } from '../../cloudfunctions/domain/member'
import { addMonths } from '../../cloudfunctions/domain/calendar'
import { holds } from './property'
import { at } from './story'

type Savings = MemberState['savings']

/** Months from `first` on, in yuan. */
function saved(first: string, yuan: readonly number[]): Savings {
  return Object.fromEntries(
    yuan.map((amount, index) => [
      addMonths(`${first}-01`, index).slice(0, 7),
      { member_price: amount * 100 },
    ]),
  )
}
const twelve = (yuan: number) => Array.from({ length: 12 }, () => yuan)

describe('M086 what the coming year might save', () => {
  test('M086 the twelve whole months before, times the later half against the earlier, as a range', () => {
    const savings = saved('2027-01', [...[10, 10, 10, 10, 10, 10], ...[15, 15, 15, 15, 15, 15]])
    expect(outlook(savings, '2028-01')).toEqual({
      months: 12,
      trailing: 15_000,
      trendBasisPoints: 15_000,
      estimate: 22_500,
      // 150 to 225 yuan, a tenth wider to each side.
      low: 13_500,
      high: 24_750,
    })
    // The month that still runs doesn't count, nor what lies longer back.
    const more = { ...savings, ...saved('2028-01', [900]), ...saved('2026-06', twelve(0).slice(0, 7)) }
    expect(outlook(more, '2028-01')).toMatchObject({ trailing: 15_000, estimate: 22_500 })
  })

  test('M086 one good month is no trend: at most double, at least half', () => {
    expect(
      outlook(saved('2027-01', [...twelve(1).slice(0, 6), ...twelve(100).slice(0, 6)]), '2028-01'),
    ).toMatchObject({ trendBasisPoints: 20_000 })
    expect(
      outlook(saved('2027-01', [...twelve(100).slice(0, 6), ...twelve(0).slice(0, 6)]), '2028-01'),
    ).toMatchObject({ trendBasisPoints: 5_000 })
  })

  test('M086 too short a history, or none, gives no estimate at all', () => {
    expect(outlook({}, '2028-01')).toBeNull()
    expect(outlook(saved('2027-08', [10, 10, 10, 10, 10]), '2028-01')).toBeNull()
    expect(outlook(saved('2027-07', [10, 10, 10, 10, 10, 10]), '2028-01')).toMatchObject({
      trailing: 6_000,
      low: 10_800,
      high: 13_200,
    })
    expect(outlook(saved('2027-01', twelve(0)), '2028-01')).toBeNull()
  })

  test('M086 it says that it is an estimate, how it was made, and how far such estimates were off', () => {
    const state = { savings: saved('2027-01', twelve(10)) }
    const error = { day: '2028-01-01', members: 40, meanBasisPoints: 1234, withinRange: 7000 }
    const view = savingForecast(state, error, at('2028-01-10T10:00'))
    expect(view).toMatchObject({ trailing: 12_000, error: { members: 40, meanBasisPoints: 1234 } })
    expect(view?.method).toContain('这是估算,不是承诺')
    expect(view?.method).toContain('¥120.00')
    expect(savingForecast(state, undefined, at('2028-01-10T10:00'))?.error).toBeNull()
    expect(view?.method).toContain('过去12个整月实际省下的¥120.00,乘以')
    // A first year is told of in its twelfth month: eleven are behind it, and no twelve are claimed.
    const first = savingForecast(
      { savings: saved('2027-02', twelve(10).slice(1)) },
      error,
      at('2028-01-10T10:00'),
    )
    expect(first?.method).toContain('过去11个整月实际省下的¥110.00,折成十二个月')
  })

  test('M086 back-tested over members whose year is over: the mean of |forecast − real| / real', () => {
    const steady = saved('2026-01', [...twelve(10), ...twelve(10)])
    expect(backTest(steady, '2028-01')).toEqual({ errorBasisPoints: 0, withinRange: true })
    // 120 were forecast, 80 came: off by a half of what came.
    const less = saved('2026-01', [...twelve(10), ...twelve(0).map((_, n) => (n < 8 ? 10 : 0))])
    expect(backTest(less, '2028-01')).toEqual({ errorBasisPoints: 5_000, withinRange: false })
    // A first year that still runs, and a second one without savings, test nothing.
    expect(backTest(saved('2027-01', twelve(10)), '2028-01')).toBeNull()
    expect(backTest(saved('2026-01', twelve(10)), '2028-01')).toBeNull()
    const sums = [steady, less].reduce(
      (all, one) => withBackTest(all, backTest(one, '2028-01')),
      NO_BACK_TESTS,
    )
    expect(sums).toEqual({ members: 2, errors: 5_000, within: 1 })
    expect(forecastError(sums, '2028-01-03')).toEqual({
      day: '2028-01-03',
      members: 2,
      meanBasisPoints: null,
      withinRange: null,
    })
    const ten = { members: 10, errors: 12_345, within: 7 }
    expect(forecastError(ten, '2028-01-03')).toMatchObject({ meanBasisPoints: 1_235, withinRange: 7_000 })
  })

  test('M086 the range always holds the estimate and the plain continuation, and no figure is below zero', () => {
    holds(
      fc.property(fc.array(fc.integer({ min: 0, max: 500 }), { minLength: 6, maxLength: 24 }), (yuan) => {
        const first = addMonths('2028-01-01', -yuan.length).slice(0, 7)
        const found = outlook(saved(first, yuan), '2028-01')
        if (!found) return
        expect(found.low).toBeGreaterThanOrEqual(0)
        expect(found.low).toBeLessThanOrEqual(found.estimate)
        expect(found.high).toBeGreaterThanOrEqual(found.estimate)
        const known = Math.min(12, yuan.length)
        const yearly = Math.floor((found.trailing * 12) / known)
        expect(found.low).toBeLessThanOrEqual(yearly)
        expect(found.high).toBeGreaterThanOrEqual(yearly)
      }),
    )
  })
})
