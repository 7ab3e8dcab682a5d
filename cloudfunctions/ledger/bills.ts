import type { PercentilePopulation } from '../contract/statements'
import {
  MONTHS_SHOWN,
  type MonthSpending,
  hasBill,
  heldCardWithin,
  monthBounds,
  spendingOf,
} from '../domain/bill'
import { billNotices } from '../domain/bill-telling'
import { addMonths, shanghaiMonth, startOfDay } from '../domain/calendar'
import { type Rank, type RankShard, rankIn, rankShards } from '../domain/percentile'
import { type DriverCounts, driverCounter } from '../domain/renewal-drivers'
import { endedPeriods, renewalCounter, type RenewalCounts, type RenewalWalk } from '../domain/renewal-rate'
import type { MemberDocument } from './aggregate'
import { handOverAll } from './archive'
import { atMost, type Database, lessThan } from './database'
import { entriesWithin } from './entries-within'
import { insertMissing } from './insert-missing'
import type { MemberWalks } from './member-walk'

/**
 * The first of the month: one walk through all members tells everybody of their bill, collects what
 * was spent, for the percentiles (M074), and counts who renewed (M082). The bills themselves need no
 * walk: their sums stand in each member's state.
 */
export interface Bills {
  /** As often as the timer runs; says whether the walk is unfinished. */
  refresh(run: { now: number; deadline: number }): Promise<{ left: boolean }>
  /** Where an amount stands in a month; null: not worked out (yet). One call. */
  rank(month: string, population: PercentilePopulation, spent: number): Promise<Rank | null>
  /** What a month came to that the counters no longer hold: one call for each page of its entries. */
  spending(member: MemberDocument, month: string): Promise<MonthSpending>
  /** Counted on the first of the running month or of the one before; null: never. */
  drivers(now: number): Promise<{ at: number; counts: DriverCounts } | null>
  /** What the walks of the past year counted of each month's renewals (F19). One call. */
  renewals(now: number): Promise<RenewalWalk[]>
}

/** What the walk comes to, in part: full parts are laid down in documents of their own. */
interface Collected {
  /** How many parts were laid down. */
  readonly parts: number
  /** How many buyers are in the open part. */
  readonly open: number
  /** Fen spent by each buyer of it, and of them by each who held a card, with commas: read once, written often. */
  readonly buyers: string
  readonly holders: string
  readonly drivers: DriverCounts
  /** Absent in a walk that began before it was counted. */
  readonly renewals?: RenewalCounts
}

interface Part {
  readonly _id: string
  readonly partOf: string
  readonly buyers: string
  readonly holders: string
}

interface Published {
  readonly _id: string
  readonly at: number
  readonly buyers: number
  readonly holders: number
  readonly drivers: DriverCounts
  readonly renewals?: RenewalCounts
}

/** A piece as it is stored: thousands of amounts are one text, which travels and is read much faster. */
export type ShardRow = Omit<RankShard, 'values' | 'counts'> & {
  readonly _id: string
  readonly month: string
  readonly population: PercentilePopulation
  readonly values: string
  readonly counts: string
}

const ROLL_UPS = 'roll_ups'
const RANKS = 'spending_ranks'
/** Members of a page, and people whose spending one part holds: some 50 KiB. */
const SIZES = { page: 1_000, part: 4_000 }
const PARTS_AT_ONCE = 10
const SHARDS_AT_ONCE = 10
/** Twelve months are told, each as the first walk after its grace counted it. */
const WALKS_OF_A_YEAR = 13
/** What moves the spending of a month. */
const SPENDING_KINDS = ['receipt', 'goods_return', 'voucher', 'voucher_returned'] as const
const MOST_ENTRIES = 10_000
/** A settlement of the last minute of a month lands within two; clocks differ by seconds. */
const LANDING_MS = 5 * 60_000

/** What the walk reads of each member. */
export const BILL_FIELDS = [
  'joinedAt',
  'number',
  'savings',
  'fees',
  'spending',
  'memberships',
  'growth.tier',
].map((field) => `state.${field}`)

/** @param sizes smaller ones for tests, so that few members make many pages and parts */
export function bills(database: Database, walks: MemberWalks, sizes = SIZES): Bills {
  async function page(
    members: readonly MemberDocument[],
    collected: Collected,
    { month, now }: { month: string; now: number },
  ): Promise<Collected> {
    const full = collected.open >= sizes.part
    // Laid down before the walk moves on, with what the walk's own document said: the same each time.
    if (full) await layDown(month, collected)
    const buyers: number[] = []
    const holders: number[] = []
    const counted = new Map(Object.entries(collected.drivers))
    const renewals = collected.renewals && new Map(Object.entries(collected.renewals))
    const countDrivers = driverCounter(counted, now)
    const countRenewals = renewals && renewalCounter(renewals, now)
    const bounds = monthBounds(month)
    const noticeTo = billNotices(month)
    const notices = []
    for (const { state } of members) {
      const spent = state.spending[month]
      if (spent && spent.orders > 0) {
        buyers.push(spent.paid)
        if (heldCardWithin(state, bounds)) holders.push(spent.paid)
      }
      if (state.joinedAt !== null && hasBill(state, month)) notices.push(noticeTo(state))
      const ended = endedPeriods(state, now)
      countDrivers(state, ended)
      countRenewals?.(ended)
    }
    await handOverAll(database, notices, now)
    return {
      parts: collected.parts + (full ? 1 : 0),
      open: (full ? 0 : collected.open) + buyers.length,
      buyers: joined(full ? '' : collected.buyers, buyers),
      holders: joined(full ? '' : collected.holders, holders),
      drivers: Object.fromEntries(counted),
      ...(renewals ? { renewals: Object.fromEntries(renewals) } : {}),
    }
  }

  async function layDown(month: string, { parts, buyers, holders }: Collected): Promise<void> {
    const part: Part = { _id: partId(month, parts), partOf: month, buyers, holders }
    await database.insert(ROLL_UPS, part)
  }

  /** All parts in order; what was killed half-way writes the same again. */
  async function publish(month: string, collected: Collected, now: number): Promise<void> {
    const all: { buyers: number[]; holders: number[] } = { buyers: [], holders: [] }
    const add = (part: Pick<Part, 'buyers' | 'holders'>) => {
      for (const value of valuesOf(part.buyers)) all.buyers.push(value)
      for (const value of valuesOf(part.holders)) all.holders.push(value)
    }
    for (let start = 0; start < collected.parts; start += PARTS_AT_ONCE) {
      const ids = Array.from({ length: Math.min(PARTS_AT_ONCE, collected.parts - start) }, (_, index) =>
        partId(month, start + index),
      )
      const found = await database.readMany<Part>(ROLL_UPS, ids)
      if (found.length < ids.length) throw new Error(`a part of the bills of ${month} is missing`)
      found.forEach(add)
    }
    add(collected)
    const rows = (['buyers', 'holders'] as const).flatMap((population) =>
      rankShards(Float64Array.from(all[population]).sort()).map(
        ({ values, counts, ...shard }, index): ShardRow => ({
          _id: `${month}:${population}:${index}`,
          ...{ month, population, ...shard },
          ...{ values: values.join(','), counts: counts.join(',') },
        }),
      ),
    )
    await insertMissing(database, RANKS, rows, SHARDS_AT_ONCE)
    await database.remove(RANKS, { month: lessThan(addMonths(`${month}-01`, 1 - MONTHS_SHOWN).slice(0, 7)) })
    const published: Published = {
      _id: publishedId(month),
      at: now,
      buyers: all.buyers.length,
      holders: all.holders.length,
      drivers: collected.drivers,
      ...(collected.renewals ? { renewals: collected.renewals } : {}),
    }
    await database.insert(ROLL_UPS, published)
    // Last, because who publishes again needs them; those of a killed run leave with the next month's.
    await database.remove(ROLL_UPS, { partOf: atMost(month) })
  }

  function publishedOf(now: number, months: number): Promise<Published[]> {
    const running = `${shanghaiMonth(now)}-01`
    const ids = Array.from({ length: months }, (_, index) =>
      publishedId(addMonths(running, -1 - index).slice(0, 7)),
    )
    return database.readMany<Published>(ROLL_UPS, ids)
  }

  return {
    async refresh({ now, deadline }) {
      const running = `${shanghaiMonth(now)}-01`
      if (now < startOfDay(running) + LANDING_MS) return { left: false }
      const month = addMonths(running, -1).slice(0, 7)
      if (await database.read<Published>(ROLL_UPS, publishedId(month))) return { left: false }
      const first: Collected = { parts: 0, open: 0, buyers: '', holders: '', drivers: {}, renewals: {} }
      const { folded, finished } = await walks.go<Collected>({
        id: `bills:${month}`,
        first,
        projection: BILL_FIELDS,
        deadline,
        pageSize: sizes.page,
        page: (members, collected) => page(members, collected, { month, now }),
      })
      if (finished) await publish(month, folded, now)
      return { left: !finished }
    },

    async rank(month, population, spent) {
      const [shard] = await database.find<ShardRow>(RANKS, {
        where: { month, population, from: atMost(spent) },
        orderBy: [
          ['from', 'desc'],
          ['_id', 'asc'],
        ],
        limit: 1,
      })
      return shard ? rankIn(shardOf(shard), spent) : null
    },

    async spending(member, month) {
      const { from, to } = monthBounds(month)
      const { entries } = await entriesWithin(database, member, {
        from,
        to,
        kinds: SPENDING_KINDS,
        most: MOST_ENTRIES,
      })
      return spendingOf(entries, month)
    },

    async renewals(now) {
      const found = await publishedOf(now, WALKS_OF_A_YEAR)
      return found.flatMap(({ _id, renewals }) => {
        const month = _id.slice(publishedId('').length)
        // Counted since then: what took a while to be published is final no sooner.
        const at = startOfDay(addMonths(`${month}-01`, 1))
        return renewals ? [{ at, renewals }] : []
      })
    },

    async drivers(now) {
      const found = await publishedOf(now, 2)
      const newest = found.sort((a, b) => b.at - a.at)[0]
      return newest ? { at: newest.at, counts: newest.drivers } : null
    },
  }
}

export function shardOf({ from, next, below, people, values, counts }: ShardRow): RankShard {
  return { from, next, below, people, values: valuesOf(values), counts: valuesOf(counts) }
}

function joined(before: string, values: readonly number[]): string {
  const added = values.join(',')
  return before === '' || added === '' ? before + added : `${before},${added}`
}

function valuesOf(text: string): number[] {
  return text === '' ? [] : text.split(',').map(Number)
}

function partId(month: string, part: number): string {
  return `bills:${month}:part:${part}`
}

export function publishedId(month: string): string {
  return `bills:${month}`
}
