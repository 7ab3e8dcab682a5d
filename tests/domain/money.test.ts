import fc from 'fast-check'
import {
  ceilDivide,
  checkFen,
  cumulativeShare,
  isFen,
  parseYuan,
  percentOf,
  shareRoundedUp,
  splitByLargestRemainder,
} from '../../cloudfunctions/domain/money'
import { holds } from './property'

const amount = fc.integer({ min: 0, max: 1_000_000_000 })

describe('amounts', () => {
  test('F6 M042 cost 6.00 times 150 % is 9.00, saving 6.00 on 15.00', () => {
    expect(percentOf(600, 15_000)).toBe(900)
    expect(1500 - percentOf(600, 15_000)).toBe(600)
  })

  test('only whole, non-negative, bounded numbers of fen are amounts', () => {
    for (const wrong of [-1, 0.5, Number.NaN, Infinity, 2 ** 53, 1_000_000_001]) {
      expect(isFen(wrong)).toBe(false)
      expect(() => checkFen(wrong)).toThrow(RangeError)
    }
    expect(isFen('100')).toBe(false)
    expect(checkFen(1_000_000_000)).toBe(1_000_000_000)
  })

  test('yuan are parsed as text: no floating point', () => {
    expect(parseYuan('1.15')).toBe(115)
    expect(parseYuan('19.99')).toBe(1999)
    expect(parseYuan('1.5')).toBe(150)
    expect(parseYuan('0')).toBe(0)
    expect(parseYuan('10000000')).toBe(1_000_000_000)
    for (const wrong of ['', '-1', '1.005', '1,5', '1e3', ' 1', '.5', '1.', '10000000.01', '١', '1\n']) {
      expect(parseYuan(wrong)).toBeNull()
    }
  })

  test('every amount printed with two decimals parses back', () => {
    holds(
      fc.property(amount, (fen) => {
        const text = `${Math.floor(fen / 100)}.${String(fen % 100).padStart(2, '0')}`
        expect(parseYuan(text)).toBe(fen)
      }),
    )
  })

  test('percentages floor exactly, far beyond where the product is a safe integer', () => {
    holds(
      fc.property(
        fc.integer({ min: 0, max: 1_000_000_000_000 }),
        fc.integer({ min: 0, max: 100_000 }),
        (value, points) => {
          expect(percentOf(value, points)).toBe(Number((BigInt(value) * BigInt(points)) / 10_000n))
        },
      ),
    )
  })
})

describe('splits', () => {
  test('largest remainder, ties to the lowest index', () => {
    expect(splitByLargestRemainder(1000, [3999, 2599, 1402])).toEqual([500, 325, 175])
    expect(splitByLargestRemainder(1000, [1, 1, 1])).toEqual([334, 333, 333])
    expect(splitByLargestRemainder(2, [1, 1, 1])).toEqual([1, 1, 0])
    expect(splitByLargestRemainder(0, [0, 0])).toEqual([0, 0])
    expect(() => splitByLargestRemainder(1, [0, 0])).toThrow(RangeError)
    expect(() => splitByLargestRemainder(1, [])).toThrow(RangeError)
    expect(() => splitByLargestRemainder(1, [0.5])).toThrow(RangeError)
    expect(() => splitByLargestRemainder(-1, [1])).toThrow(RangeError)
  })

  test('I11 every fen is allocated, each within one of its exact share, none above its weight', () => {
    holds(
      fc.property(fc.array(amount, { minLength: 1, maxLength: 40 }), fc.nat(), (weights, draw) => {
        const sum = weights.reduce((a, b) => a + b, 0)
        fc.pre(sum > 0)
        const total = draw % (sum + 1)
        const shares = splitByLargestRemainder(total, weights)
        expect(shares.reduce((a, b) => a + b, 0)).toBe(total)
        shares.forEach((share, index) => {
          const weight = weights[index] ?? 0
          const exact = BigInt(total) * BigInt(weight)
          const floor = Number(exact / BigInt(sum))
          expect(share === floor || share === floor + 1).toBe(true)
          expect(share).toBeLessThanOrEqual(weight)
        })
      }),
    )
  })

  test('refunds of k of n units are cumulative: 100 over 3 gives 33, 33, 34', () => {
    const steps = [1, 2, 3].map((k) => cumulativeShare(100, k, 3))
    expect(steps).toEqual([33, 66, 100])
    expect(() => cumulativeShare(100, 4, 3)).toThrow(RangeError)
  })

  test('what is owed is rounded up: 36500 fen, 100 of 365 days used, is 26500; 29900 is 21709', () => {
    expect(shareRoundedUp(36_500, 265, 365)).toBe(26_500)
    expect(shareRoundedUp(29_900, 265, 365)).toBe(21_709)
    expect(ceilDivide(19_900, 366)).toBe(55)
    expect(ceilDivide(366, 366)).toBe(1)
    expect(ceilDivide(0, 3)).toBe(0)
    expect(() => ceilDivide(1, 0)).toThrow(RangeError)
    holds(
      fc.property(amount, fc.integer({ min: 1, max: 4000 }), (value, parts) => {
        const up = ceilDivide(value, parts)
        expect(up * parts).toBeGreaterThanOrEqual(value)
        expect((up - 1) * parts).toBeLessThan(value)
      }),
    )
  })
})
