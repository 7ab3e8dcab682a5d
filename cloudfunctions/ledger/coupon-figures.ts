import { addMonths, shanghaiMonth, startOfDay } from '../domain/calendar'
import { type CouponFold, foldCoupons } from '../domain/coupon-report'
import type { CrossCategoryEntry } from '../domain/coupon-watch'
import type { JournalEntry } from '../domain/decision'
import type { MemberDocument } from './aggregate'
import { atLeast, between, type Database, inside, moreThan, type Where } from './database'
import type { ArchivedThrough } from './roll-ups'

export interface CouponFigures {
  /**
   * What the coupons of each template did, by template. Months that are over and archived are kept
   * as roll-ups, so that the cost is that of the running month. Null where the time ran out: what
   * was folded so far is kept.
   */
  byTemplate(run: { now: number; deadline: number }): Promise<Map<string, CouponFold> | null>
  /** Everybody in an arm of a campaign (M121); null where the time ran out. */
  crossCategory(deadline: number): Promise<CrossCategoryEntry[] | null>
  /** Members whom the signs of resale flagged (M056), at most 500. */
  flagged(): Promise<MemberDocument[]>
}

interface MonthRollUp {
  readonly _id: string
  readonly templates: Readonly<Record<string, CouponFold>>
}

const ROLL_UPS = 'roll_ups'
const MEMBERS_A_PAGE = 200
const ENTRIES_A_PAGE = 500
const MOST_FLAGGED = 500
const COUPONS = inside({ asset: 'coupon' })

export function couponFigures(
  database: Database,
  archivedThrough: ArchivedThrough,
  clock: () => number,
): CouponFigures {
  async function* entriesBetween(from: number, to: number): AsyncGenerator<JournalEntry[]> {
    let last: JournalEntry | undefined
    for (;;) {
      const page: JournalEntry[] = await database.find<JournalEntry>('journal', {
        where: { postings: COUPONS, at: between(from, to) },
        orderBy: [
          ['at', 'asc'],
          ['_id', 'asc'],
        ],
        limit: ENTRIES_A_PAGE,
        ...(last ? { after: [last.at, last._id] } : {}),
      })
      yield page
      last = page.at(-1)
      if (page.length < ENTRIES_A_PAGE) return
    }
  }

  async function* members(where: Where, projection: readonly string[]): AsyncGenerator<MemberDocument[]> {
    let after: string | null = null
    for (;;) {
      const page: MemberDocument[] = await database.find<MemberDocument>('members', {
        where,
        orderBy: [['_id', 'asc']],
        limit: MEMBERS_A_PAGE,
        projection,
        ...(after === null ? {} : { after: [after] }),
      })
      yield page
      if (page.length < MEMBERS_A_PAGE) return
      after = page.at(-1)?._id ?? ''
    }
  }

  async function firstMonth(now: number): Promise<string> {
    const [first] = await database.find<JournalEntry>('journal', {
      where: { postings: COUPONS, at: moreThan(0) },
      orderBy: [
        ['at', 'asc'],
        ['_id', 'asc'],
      ],
      limit: 1,
    })
    return shanghaiMonth(first?.at ?? now)
  }

  /** Months that can't change any more, folded once and kept. */
  async function closedMonths(archived: number, now: number, deadline: number) {
    const months: string[] = []
    for (let month = await firstMonth(now); endOf(month) <= archived; month = next(month)) months.push(month)
    const kept = await database.readMany<MonthRollUp>(ROLL_UPS, months.map(rollUpId))
    const folds = new Map(kept.map(({ _id, templates }) => [_id, templates]))
    for (const month of months) {
      if (folds.has(rollUpId(month))) continue
      const folded = new Map<string, CouponFold>()
      for await (const page of entriesBetween(startOf(month), endOf(month))) {
        if (clock() >= deadline) return null
        foldCoupons(page, folded)
      }
      const templates = Object.fromEntries(folded)
      const rollUp: MonthRollUp = { _id: rollUpId(month), templates }
      await database.insert(ROLL_UPS, rollUp)
      folds.set(rollUpId(month), templates)
    }
    const last = months.at(-1)
    return { folds: [...folds.values()], openFrom: last === undefined ? 0 : endOf(last) }
  }

  return {
    async byTemplate({ now, deadline }) {
      const archived = await archivedThrough()
      const closed = await closedMonths(archived, now, deadline)
      if (!closed) return null
      const open = new Map<string, JournalEntry>()
      // Tails before the journal: what is archived in between is met in one of them at least.
      for await (const page of members({ updatedAt: atLeast(archived) }, ['tail'])) {
        if (clock() >= deadline) return null
        for (const entry of page.flatMap(({ tail }) => tail))
          if (entry.at >= closed.openFrom) open.set(entry._id, entry)
      }
      for await (const page of entriesBetween(closed.openFrom, Number.MAX_SAFE_INTEGER)) {
        if (clock() >= deadline) return null
        for (const entry of page) open.set(entry._id, entry)
      }
      const sums = foldCoupons(open.values(), new Map())
      for (const templates of closed.folds)
        for (const [templateId, { issued, used, takenOff }] of Object.entries(templates)) {
          const sum = sums.get(templateId) ?? { issued: 0, used: 0, takenOff: 0 }
          sums.set(templateId, {
            issued: sum.issued + issued,
            used: sum.used + used,
            takenOff: sum.takenOff + takenOff,
          })
        }
      return sums
    },

    async crossCategory(deadline) {
      const entries: CrossCategoryEntry[] = []
      const enrolled = {
        state: inside({ couponWatch: inside({ crossCategory: inside({ at: moreThan(0) }) }) }),
      }
      for await (const page of members(enrolled, ['state.couponWatch'])) {
        if (clock() >= deadline) return null
        for (const { state } of page) entries.push(...state.couponWatch.crossCategory)
      }
      return entries
    },

    flagged: () =>
      database.find<MemberDocument>('members', {
        where: { state: inside({ couponWatch: inside({ flaggedAt: moreThan(0) }) }) },
        orderBy: [['_id', 'asc']],
        limit: MOST_FLAGGED,
        projection: ['state.couponWatch', 'state.profile', 'state.number'],
      }),
  }
}

const startOf = (month: string) => startOfDay(`${month}-01`)
const next = (month: string) => addMonths(`${month}-01`, 1).slice(0, 7)
const endOf = (month: string) => startOf(next(month))
const rollUpId = (month: string) => `coupons:${month}`
