import fc from 'fast-check'
import { midRank, percentileView, rankIn, rankShards } from '../../cloudfunctions/domain/percentile'
import { holds } from './property'

/** Counted by hand, person by person. */
function naive(all: readonly number[], value: number) {
  return {
    below: all.filter((one) => one < value).length,
    ties: all.filter((one) => one === value).length,
    people: all.length,
  }
}

const sorted = (all: readonly number[]) => Float64Array.from(all).sort()

describe('the percentile of what was spent', () => {
  test('F20 M074 (below + 0.5 x ties) / n, rounded down to a hundredth of a percent', () => {
    expect(midRank({ below: 97, ties: 1, people: 100 })).toBe(9750)
    expect(midRank({ below: 0, ties: 100, people: 100 })).toBe(5000)
    expect(midRank({ below: 29, ties: 1, people: 30 })).toBe(9833)
    expect(midRank({ below: 10, ties: 4, people: 31 })).toBe(Math.floor((12 / 31) * 10_000))
  })

  test('M074 F20 hidden with 29 people, shown with 30', () => {
    const people = (count: number) => Array.from({ length: count }, (_, index) => 100 * index)
    const shards29 = rankShards(sorted(people(29)))
    expect(shards29).toEqual([
      { from: Number.MIN_SAFE_INTEGER, next: null, below: 0, people: 29, values: [], counts: [] },
    ])
    const rank29 = rankIn(shards29[0]!, 500)!
    expect(percentileView(rank29, 'buyers', '2027-02')).toBeNull()

    const rank30 = rankIn(rankShards(sorted(people(30)))[0]!, 500)!
    expect(rank30).toEqual({ below: 5, ties: 1, people: 30 })
    expect(percentileView(rank30, 'buyers', '2027-02')).toEqual({
      population: 'buyers',
      populationName: '2月到店消费的全部顾客',
      people: 30,
      basisPoints: 1833,
      sentence: '消费额超过了2月到店消费的全部顾客中的18%(共30人,同额的算一半)',
    })
    expect(percentileView(rank30, 'holders', '2027-02')?.populationName).toBe('2月到店消费的持卡会员')
  })

  test('M074 F20 every value of any population, ties, values that nobody spent and values below zero, stands where counting puts it', () => {
    const population = fc.array(fc.oneof(fc.integer({ min: -300, max: 300 }), fc.constant(50)), {
      minLength: 30,
      maxLength: 200,
    })
    holds(
      fc.property(population, fc.integer({ min: -400, max: 400 }), (all, other) => {
        const shards = rankShards(sorted(all))
        for (const value of [...new Set(all), other]) {
          const covering = shards.map((shard) => rankIn(shard, value)).filter((rank) => rank !== null)
          expect(covering).toEqual([naive(all, value)])
        }
      }),
    )
  })

  test('M074 P5 pieces stay far below the size of a document, and any one answers alone', () => {
    const all = Array.from({ length: 9_000 }, (_, index) => index * 7)
    const shards = rankShards(sorted(all))
    expect(shards).toHaveLength(5)
    for (const shard of shards) expect(JSON.stringify(shard).length).toBeLessThan(64 * 1024)
    for (const value of [0, 3, 13_993, 14_000, 62_993, 99_999]) {
      const shard = shards.filter(({ from }) => from <= value).at(-1)!
      expect(rankIn(shard, value)).toEqual(naive(all, value))
    }
  })
})
