import type { PercentilePopulation, PercentileView } from '../contract/statements'

/** Where one amount stands among all of a population: whole numbers, so that nothing is rounded. */
export interface Rank {
  /** People who spent less. */
  readonly below: number
  /** People who spent exactly this, the member among them. */
  readonly ties: number
  /** All of the population. */
  readonly people: number
}

/** Of fewer a percentile says nothing, and something about persons (M074, F20). */
export const FEWEST_PEOPLE = 30

/** F20: (below + 0.5 x ties) / n in hundredths of a percent, rounded down: never flattering. */
export function midRank({ below, ties, people }: Rank): number {
  return Math.floor(((2 * below + ties) * 10_000) / (2 * people))
}

/** The percentile with its population in words; null under 30 people. */
export function percentileView(
  rank: Rank,
  population: PercentilePopulation,
  month: string,
): PercentileView | null {
  const { people } = rank
  if (people < FEWEST_PEOPLE) return null
  const basisPoints = midRank(rank)
  const name = `${Number(month.slice(5))}月${population === 'buyers' ? '到店消费的全部顾客' : '到店消费的持卡会员'}`
  return {
    population,
    populationName: name,
    people,
    basisPoints,
    sentence: `消费额超过了${name}中的${Math.floor(basisPoints / 100)}%(共${people}人,同额的算一半)`,
  }
}

/** One piece of a population's spending: ascending values, each with how many people spent it. */
export interface RankShard {
  /** The piece covers from <= value < next; null: to the end. */
  readonly from: number
  readonly next: number | null
  /** People with less than the piece's first value. */
  readonly below: number
  readonly people: number
  readonly values: readonly number[]
  readonly counts: readonly number[]
}

const VALUES_A_SHARD = 2_000
/** Below every sum of fen that a month can come to. */
const LOWEST = Number.MIN_SAFE_INTEGER

/**
 * The spending of a population as pieces of which one answers any question, each far below the size
 * that a document may have. Of fewer than 30 people only their number is kept.
 * @param sorted ascending, one for each person
 */
export function rankShards(sorted: ArrayLike<number>): RankShard[] {
  const people = sorted.length
  const shards: { from: number; below: number; values: number[]; counts: number[] }[] = [
    { from: LOWEST, below: 0, values: [], counts: [] },
  ]
  for (let index = 0; people >= FEWEST_PEOPLE && index < people;) {
    const value = sorted[index] ?? 0
    let end = index + 1
    while (end < people && sorted[end] === value) end += 1
    let shard = shards.at(-1)
    if (!shard || shard.values.length === VALUES_A_SHARD)
      shards.push((shard = { from: value, below: index, values: [], counts: [] }))
    shard.values.push(value)
    shard.counts.push(end - index)
    index = end
  }
  return shards.map((shard, index) => ({ ...shard, next: shards[index + 1]?.from ?? null, people }))
}

/** Where a value stands, by the piece that covers it; null for a piece that doesn't. */
export function rankIn({ from, next, below, people, values, counts }: RankShard, value: number): Rank | null {
  if (value < from || (next !== null && value >= next)) return null
  let less = below
  for (const [index, each] of values.entries()) {
    if (each === value) return { below: less, ties: counts[index] ?? 0, people }
    if (each > value) break
    less += counts[index] ?? 0
  }
  return { below: less, ties: 0, people }
}
