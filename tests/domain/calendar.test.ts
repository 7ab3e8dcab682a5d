import fc from 'fast-check'
import {
  addDays,
  addMonths,
  daysBetween,
  endOfTerm,
  isDay,
  lastDayOf,
  lastTwelveMonths,
  shanghaiDay,
  shanghaiMonth,
  startOfDay,
} from '../../cloudfunctions/domain/calendar'
import { holds } from './property'

const at = (text: string) => Date.parse(text)

/** The oracle: walks from 2000-01-01 day by day, by the length of each month, nothing clever. */
const oracle = (() => {
  const days: string[] = []
  const two = (value: number) => String(value).padStart(2, '0')
  for (let year = 2000; year <= 2045; year += 1) {
    for (let month = 1; month <= 12; month += 1) {
      const leap = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0)
      const short = month === 4 || month === 6 || month === 9 || month === 11
      const length = month === 2 ? (leap ? 29 : 28) : short ? 30 : 31
      for (let date = 1; date <= length; date += 1) days.push(`${year}-${two(month)}-${two(date)}`)
    }
  }
  return { days, index: new Map(days.map((day, index) => [day, index])) }
})()

/** Corresponding day by stepping back from day 31 until the day exists. */
function naiveAddMonths(anchor: string, months: number): string {
  let year = Number(anchor.slice(0, 4))
  let month = Number(anchor.slice(5, 7))
  for (let step = 0; step < months; step += 1) {
    month += 1
    if (month > 12) {
      month = 1
      year += 1
    }
  }
  for (let date = Number(anchor.slice(8)); ; date -= 1) {
    const day = `${year}-${String(month).padStart(2, '0')}-${String(date).padStart(2, '0')}`
    if (oracle.index.has(day)) return day
  }
}

const first = oracle.days.indexOf('2027-01-01')
const last = oracle.days.indexOf('2032-12-31')
const anyDay = fc.integer({ min: first, max: last }).map((index) => oracle.days[index] ?? '')

describe('months from the anchor', () => {
  test('M097 anchor 2027-01-31: no drift through February, leap February reached', () => {
    const expected: Record<number, string> = {
      1: '2027-02-28',
      2: '2027-03-31',
      3: '2027-04-30',
      4: '2027-05-31',
      13: '2028-02-29',
    }
    for (const [months, day] of Object.entries(expected)) {
      expect(addMonths('2027-01-31', Number(months))).toBe(day)
    }
  })

  test('leap anchor, yearly', () => {
    expect([12, 24, 36, 48].map((months) => addMonths('2028-02-29', months))).toEqual([
      '2029-02-28',
      '2030-02-28',
      '2031-02-28',
      '2032-02-29',
    ])
  })

  test('the corresponding day is covered in full; 12 + 3 months is 15 from the anchor', () => {
    const end = endOfTerm('2027-01-31', 1)
    expect(end).toBe(at('2027-03-01T00:00:00+08:00'))
    expect(lastDayOf(end)).toBe('2027-02-28')
    expect(lastDayOf(endOfTerm('2027-01-15', 1))).toBe('2027-02-15')
    expect(lastDayOf(endOfTerm('2027-01-15', 15))).toBe('2028-04-15')
    expect(daysBetween('2027-01-15', '2028-04-15')).toBe(456)
    expect(lastDayOf(endOfTerm('2025-01-31', 15))).toBe('2026-04-30')
  })

  test('equals a naive oracle for any day of 2027-2032 and any term', () => {
    holds(
      fc.property(anyDay, fc.integer({ min: 0, max: 96 }), (day, months) => {
        expect(addMonths(day, months)).toBe(naiveAddMonths(day, months))
        const covered = oracle.index.get(naiveAddMonths(day, months)) ?? 0
        expect(lastDayOf(endOfTerm(day, months))).toBe(oracle.days[covered])
        expect(shanghaiDay(endOfTerm(day, months))).toBe(oracle.days[covered + 1])
      }),
      1000,
    )
  })

  test('every month end and leap day of 2027-2032 equals the oracle', () => {
    for (let index = first; index <= last; index += 1) {
      const day = oracle.days[index] ?? ''
      if (oracle.days[index + 1]?.endsWith('-01') !== true) continue
      for (const months of [0, 1, 2, 3, 6, 11, 12, 13, 15, 24, 36, 60]) {
        expect(addMonths(day, months)).toBe(naiveAddMonths(day, months))
        expect(addMonths(addMonths(`${day.slice(0, 7)}-01`, months), -months)).toBe(`${day.slice(0, 7)}-01`)
      }
    }
  })
})

describe('days', () => {
  test('every day of 2027-2032 begins at its midnight in Shanghai and ends a millisecond before the next', () => {
    for (let index = first; index <= last; index += 1) {
      const day = oracle.days[index] ?? ''
      const start = at(`${day}T00:00:00.000+08:00`)
      expect(startOfDay(day)).toBe(start)
      expect(shanghaiDay(start)).toBe(day)
      expect(shanghaiDay(start - 1)).toBe(oracle.days[index - 1])
      expect(shanghaiDay(start + 86_399_999)).toBe(day)
    }
  })

  test('adding and counting days equals walking', () => {
    holds(
      fc.property(anyDay, fc.integer({ min: -3000, max: 3000 }), (day, n) => {
        const walked = oracle.days[(oracle.index.get(day) ?? 0) + n]
        expect(addDays(day, n)).toBe(walked)
        expect(daysBetween(day, walked ?? '')).toBe(n)
      }),
      500,
    )
  })

  test('days that do not exist are told apart, and refused by arithmetic', () => {
    expect(isDay('2028-02-29')).toBe(true)
    for (const wrong of [
      '2027-02-29',
      '2100-02-29',
      '2027-04-31',
      '2027-13-01',
      '2027-00-10',
      '2027-1-1',
      '',
    ]) {
      expect(isDay(wrong)).toBe(false)
      expect(() => addDays(wrong, 1)).toThrow(RangeError)
    }
  })

  test('the twelve months end with the present one, also across a new year at 00:00 in Shanghai', () => {
    const months = lastTwelveMonths(at('2027-12-31T16:00:00Z'))
    expect(months).toHaveLength(12)
    expect(months[0]).toBe('2027-02')
    expect(months[11]).toBe('2028-01')
    expect(shanghaiMonth(at('2027-12-31T15:59:59.999Z'))).toBe('2027-12')
  })
})
