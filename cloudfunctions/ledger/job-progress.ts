import { addDays, addMonths, shanghaiMonth, startOfDay } from '../domain/calendar'
import type { JobProgress } from '../domain/late-jobs'
import { publishedId } from './bills'
import { atLeast, between, type Database, type Document, dueBy, type Order as Sorting } from './database'
import { progressId } from './member-walk'
import { PROGRESS as RETENTION } from './personal-data'
import { PROGRESS_ID as EVIDENCE } from './price-evidence'
import { STATE_ID as ARCHIVE } from './sweeper'
import { PROGRESS_ID as TYPICAL } from './typical-savings'

export interface JobProgressReads {
  /** How far the jobs came that keep their progress in documents of their own. Three calls at once. */
  kept(run: { now: number; walks: readonly string[] }): Promise<KeptProgress>
  /** Since when the longest due work waits, where it has waited since `before`. Five calls at once. */
  waits(before: number): Promise<JobProgress['waits']>
  /** The first of these days on which WeChat took a payment; a call for each day. */
  firstPaid(days: readonly string[]): Promise<string | null>
}

export interface KeptProgress extends Pick<
  JobProgress,
  'archivedThrough' | 'erasedDay' | 'billed' | 'typicalDay' | 'evidenceDay' | 'uncountedDay'
> {
  /** Those of the walks that have seen all members. */
  readonly walked: ReadonlySet<string>
}

/** A document of any of these kinds; each has its own fields alone. */
interface Kept extends Document {
  readonly through?: number
  readonly day?: string
  readonly publishedDay?: string
  readonly throughDay?: string
  readonly finished?: boolean
}

interface CountedDay extends Document {
  readonly whole: boolean
}

/**
 * Reads what the timers' jobs keep for themselves, so that a job that doesn't come on is known without
 * a call or a write in any run of a timer.
 */
export function jobProgress(database: Database): JobProgressReads {
  /** When the longest due of them was due. */
  async function longestDue(collection: string, field: string, before: number, where = {}) {
    const orderBy: Sorting = [
      [field, 'asc'],
      ['_id', 'asc'],
    ]
    const [longest] = await database.find<Document & Record<string, unknown>>(collection, {
      where: { ...where, [field]: dueBy(before) },
      orderBy,
      limit: 1,
      projection: [field],
    })
    const at = longest?.[field]
    return typeof at === 'number' ? at : null
  }

  return {
    async kept({ now, walks }) {
      const month = addMonths(`${shanghaiMonth(now)}-01`, -1).slice(0, 7)
      const billsId = publishedId(month)
      const ids = [billsId, TYPICAL, EVIDENCE, ...walks.map(progressId)]
      const fields = ['publishedDay', 'throughDay', 'finished']
      const [rolled, states, [counted]] = await Promise.all([
        database.readMany<Kept>('roll_ups', ids, fields),
        database.readMany<Kept>('archive_state', [ARCHIVE, RETENTION], ['through', 'day']),
        database.find<CountedDay>('message_counts', {
          where: { _id: atLeast('2') },
          orderBy: [['_id', 'desc']],
          limit: 1,
          projection: ['whole'],
        }),
      ])
      const found = new Map([...rolled, ...states].map((row) => [row._id, row]))
      return {
        archivedThrough: found.get(ARCHIVE)?.through || null,
        erasedDay: found.get(RETENTION)?.day || null,
        billed: found.has(billsId),
        typicalDay: found.get(TYPICAL)?.publishedDay || null,
        evidenceDay: found.get(EVIDENCE)?.throughDay || null,
        uncountedDay: counted ? (counted.whole ? addDays(counted._id, 1) : counted._id) : null,
        walked: new Set(walks.filter((walk) => found.get(progressId(walk))?.finished === true)),
      }
    },

    async waits(before) {
      const [orders, refunds, owed, members, followUps] = await Promise.all([
        longestDue('orders', 'nextDueAt', before),
        longestDue('refunds', 'nextDueAt', before),
        longestDue('outbox', 'dueAt', before, { owner: 'payment' }),
        longestDue('members', 'nextDueAt', before),
        longestDue('outbox', 'dueAt', before, { owner: 'renewal' }),
      ])
      const money = [orders, refunds, owed].filter((at) => at !== null)
      return {
        payments: money.length > 0 ? Math.min(...money) : null,
        members,
        follow_ups: followUps,
      }
    },

    async firstPaid(days) {
      const counts = await Promise.all(
        days.map((day) =>
          database.count('orders', { paidAt: between(startOfDay(day), startOfDay(addDays(day, 1))) }),
        ),
      )
      return days.find((_day, index) => (counts[index] ?? 0) > 0) ?? null
    },
  }
}
