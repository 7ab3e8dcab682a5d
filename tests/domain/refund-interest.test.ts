import fc from 'fast-check'
import { addDays } from '../../cloudfunctions/domain/calendar'
import {
  interestFrom,
  interestRateOn,
  interestTerms,
  interestThrough,
  shownInterest,
} from '../../cloudfunctions/domain/refund-interest'
import { holds } from './property'
import { at } from './story'

/** Rates of a test, of no publication. */
const TABLES = {
  refundInterest: {
    lpr: [
      { from: '2026-01-01', basisPoints: 300 },
      { from: '2027-06-20', basisPoints: 345 },
    ],
    deposit: [{ from: '2026-01-01', basisPoints: 150 }],
  },
}
const PAID_AT = at('2027-03-10T10:00')

describe('interest on refunds', () => {
  test.each([
    ['2025-12-31', null],
    ['2026-01-01', 300],
    ['2027-06-19', 300],
    ['2027-06-20', 345],
    ['2030-01-01', 345],
  ])('L6 on %s the table says %p', (day, rate) => {
    expect(interestRateOn(TABLES.refundInterest.lpr, day)).toBe(rate)
  })

  test.each([
    [100_000, 345, '2027-07-01', 0],
    [100_000, 345, '2027-07-02', 10],
    [100_000, 345, '2028-06-30', 3450],
    [19_900, 150, '2027-07-11', 9],
    [1, 1, '2027-07-02', 1],
    [100_000, 0, '2028-06-30', 0],
    [100_000, 345, '2027-06-01', 0],
  ])(
    'L6 %i fen at %i basis points from 2027-07-01 through %s bear %i',
    (principal, basisPoints, day, fen) => {
      expect(interestThrough({ principal, basisPoints, from: '2027-07-01' }, day)).toBe(fen)
    },
  )

  test('L6 the shop’s cause bears the LPR, the member’s the deposit rate, a minor’s the better one', () => {
    const rateOf = (cause: 'consumer' | 'operator' | 'minor' | 'seven_days', from = '2027-04-01') =>
      interestTerms(TABLES, { cause, principal: 1000, paidAt: PAID_AT, from })?.basisPoints
    expect(rateOf('consumer')).toBe(150)
    expect(rateOf('seven_days')).toBe(150)
    expect(rateOf('operator')).toBe(300)
    expect(rateOf('minor')).toBe(300)
    // The rate that came between payment and return counts where it is the better one.
    expect(rateOf('operator', '2027-07-01')).toBe(345)
  })

  test('L6 without a table, or a row for these days, nothing is shown', () => {
    const refund = { cause: 'consumer', principal: 1000, paidAt: PAID_AT, from: '2027-04-01' } as const
    expect(interestTerms(undefined, refund)).toBeNull()
    expect(interestTerms({}, refund)).toBeNull()
    expect(interestTerms({ refundInterest: { ...TABLES.refundInterest, deposit: [] } }, refund)).toBeNull()
  })

  test('L6 it runs from the day it was asked for, never before the payment nor after today', () => {
    const now = at('2027-04-01T09:00')
    expect(interestFrom(undefined, PAID_AT, now)).toBe('2027-04-01')
    expect(interestFrom('2027-03-20', PAID_AT, now)).toBe('2027-03-20')
    expect(interestFrom('2027-01-01', PAID_AT, now)).toBe('2027-03-10')
    expect(interestFrom('2027-05-01', PAID_AT, now)).toBe('2027-04-01')
  })

  test('L11 what the payment has no room for is transferred', () => {
    const terms = { basisPoints: 345, from: '2027-03-20', principal: 10_000 }
    const order = { paidAt: PAID_AT, refunds: 0, refund: 10_000, now: at('2027-04-01T09:00') }
    const amount = interestThrough(terms, '2027-04-01')
    expect(shownInterest(terms, { ...order, left: 10_000 + amount })).toMatchObject({
      amount,
      channel: 'wechat',
    })
    expect(shownInterest(terms, { ...order, left: 9999 + amount }).channel).toBe('manual')
    expect(shownInterest(terms, order).channel).toBe('manual')
  })

  test('L6 never negative, never less by a day more, and the sum of two spans but for one fen', () => {
    const days = fc.integer({ min: 0, max: 4000 })
    holds(
      fc.property(
        fc.integer({ min: 1, max: 1_000_000_000 }),
        fc.integer({ min: 0, max: 2400 }),
        days,
        days,
        (principal, basisPoints, first, second) => {
          const from = '2027-03-10'
          const middle = addDays(from, first)
          const end = addDays(middle, second)
          const terms = { principal, basisPoints }
          const whole = interestThrough({ ...terms, from }, end)
          const parts =
            interestThrough({ ...terms, from }, middle) + interestThrough({ ...terms, from: middle }, end)
          expect(whole).toBeGreaterThanOrEqual(0)
          expect(whole).toBeGreaterThanOrEqual(interestThrough({ ...terms, from }, middle))
          expect(parts - whole).toBeGreaterThanOrEqual(0)
          expect(parts - whole).toBeLessThanOrEqual(1)
          // Rounded up for the member: never below the exact figure.
          const exact = BigInt(principal) * BigInt(basisPoints) * BigInt(first + second)
          expect(BigInt(whole) * 3_650_000n >= exact).toBe(true)
        },
      ),
    )
  })
})
