import { addDays, shanghaiDay, startOfDay } from '../domain/calendar'
import { endingOf, type MessageCounts, withEndings } from '../domain/message-counts'
import type { OutboxRow } from './archive'
import { atLeast, between, type Database, inside, moreThan } from './database'
import type { InboxDocument } from './inbox'

/**
 * `message_counts/{day}`: how the messages of a day ended, by flow. Each message is one row of the
 * outbox, whose one write that marks it as done also says why it was held back. A timer counts the
 * done rows in their order; how far it came moves in the same write as the counts, so that a run
 * that is killed, comes twice or beside another counts none twice and none never. Only that timer
 * writes here: no message waits for a counter.
 */
interface DayOfMessages {
  readonly _id: string
  readonly flows: MessageCounts
  /** The last row that was counted. */
  readonly after: { readonly at: number; readonly id: string } | null
  /** Nothing of this day can come any more. */
  readonly whole: boolean
  readonly version: number
}

export interface MessageCounting {
  /** Counts what was done a quarter of an hour ago and before, until the time is up. */
  refresh(run: { now: number; deadline: number }): Promise<{ left: boolean }>
  /** Of these days, by day; one on which nothing was counted is absent. One call. */
  ofDays(days: readonly string[]): Promise<Map<string, MessageCounts>>
  /** Messages that are not done yet: they wait for the morning, for WeChat, or for their turn. */
  open(): Promise<number>
}

const COUNTS = 'message_counts'
const PAGE = 500
/** A row carries the moment at which its run began; longer than that no run goes on. */
const LANDING_MS = 15 * 60_000
/** For one page. */
const SPARE_MS = 2_000

export function messageCounting(database: Database, clock: () => number): MessageCounting {
  /** The day that is being counted; null while no message was ever done. */
  async function openDay(): Promise<DayOfMessages | null> {
    const [newest] = await database.find<DayOfMessages>(COUNTS, {
      where: { _id: atLeast('2') },
      orderBy: [['_id', 'desc']],
      limit: 1,
    })
    if (newest) return newest.whole ? dayAfter(newest) : newest
    const [first] = await database.find<OutboxRow>('outbox', {
      where: { doneAt: moreThan(0), due: inside({ kind: 'message' }) },
      orderBy: BY_DONE,
      limit: 1,
    })
    return first ? fresh(shanghaiDay(first.doneAt ?? 0)) : null
  }

  async function page({ _id: day, after }: DayOfMessages, end: number): Promise<OutboxRow[]> {
    return database.find<OutboxRow>('outbox', {
      where: { doneAt: between(startOfDay(day), end), due: inside({ kind: 'message' }) },
      orderBy: BY_DONE,
      limit: PAGE,
      ...(after ? { after: [after.at, after.id] } : {}),
    })
  }

  async function counted(before: MessageCounts, rows: readonly OutboxRow[]): Promise<MessageCounts> {
    const told = new Map(
      (
        await database.readMany<InboxDocument>(
          'inbox',
          rows.map(({ _id }) => _id),
          ['wechat', 'sms'],
        )
      ).map((row) => [row._id, row]),
    )
    return withEndings(
      before,
      rows.flatMap(({ _id, due, heldBack }) =>
        due.kind === 'message' ? [{ flow: due.flow, ending: endingOf(told.get(_id), heldBack) }] : [],
      ),
    )
  }

  /** False where another run was quicker: it has counted the same. */
  async function save(next: DayOfMessages): Promise<boolean> {
    const { _id, version, ...fields } = next
    if (version === 1) return (await database.insert(COUNTS, next)) === 'inserted'
    return database.replaceWhere(COUNTS, { _id, version: version - 1 }, { ...fields, version })
  }

  return {
    async refresh({ now, deadline }) {
      const until = now - LANDING_MS
      let day = await openDay()
      while (day) {
        if (clock() > deadline - SPARE_MS) return { left: true }
        const over = startOfDay(addDays(day._id, 1))
        const rows = await page(day, Math.min(over, Math.max(until, startOfDay(day._id))))
        const whole = rows.length < PAGE && until >= over
        if (rows.length === 0 && !whole) return { left: false }
        const last = rows.at(-1)
        const next: DayOfMessages = {
          _id: day._id,
          flows: rows.length > 0 ? await counted(day.flows, rows) : day.flows,
          after: last ? { at: last.doneAt ?? 0, id: last._id } : day.after,
          whole,
          version: day.version + 1,
        }
        if (!(await save(next))) return { left: true }
        if (rows.length < PAGE && !whole) return { left: false }
        day = whole ? dayAfter(next) : next
      }
      return { left: false }
    },

    async ofDays(days) {
      const found = await database.readMany<DayOfMessages>(COUNTS, days, ['flows'])
      return new Map(found.map(({ _id, flows }) => [_id, flows]))
    },

    open: () =>
      database.count('outbox', {
        owner: 'renewal',
        dueAt: moreThan(0),
        due: inside({ kind: 'message' }),
      }),
  }
}

const BY_DONE = [
  ['doneAt', 'asc'],
  ['_id', 'asc'],
] as const

function fresh(day: string): DayOfMessages {
  return { _id: day, flows: {}, after: null, whole: false, version: 0 }
}

function dayAfter({ _id }: DayOfMessages): DayOfMessages {
  return fresh(addDays(_id, 1))
}
