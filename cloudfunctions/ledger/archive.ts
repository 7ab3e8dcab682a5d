import type { Due, JournalEntry } from '../domain/decision'
import type { HeldBack } from '../domain/message-counts'
import type { Database } from './database'
import { insertMissing } from './insert-missing'

const MOST_READ = 1000
const MOST_INSERTED = 100

/**
 * Copies entries from a tail into the journal and hands their follow-ups to the outbox, the
 * follow-ups first: an entry found in the journal has handed its own over. Returns the ids that
 * the journal acknowledged, inserted now or there before; only those may leave the tail.
 * `insert_first` costs one call for entries that are new and without follow-ups; `look_first`
 * suits many entries of which most are archived already.
 */
export async function archive(
  database: Database,
  entries: readonly JournalEntry[],
  order: 'insert_first' | 'look_first',
): Promise<ReadonlySet<string>> {
  if (entries.length === 0) return new Set()
  const plain = entries.every(({ due }) => due.length === 0)
  if (order === 'insert_first' && plain) {
    const inserted = await database.insertMany('journal', entries)
    // A duplicate tells about the only entry, but about none in particular of several.
    if (inserted === 'inserted' || entries.length === 1) return ids(entries)
  }
  const missing = await notArchived(database, entries)
  await Promise.all(missing.flatMap(({ due, at }) => due.map((each) => handOver(database, each, at))))
  await insertMissing(database, 'journal', missing, MOST_INSERTED)
  return ids(entries)
}

/** A row of the outbox: one follow-up, carried out at least once by the function that owns it. */
export interface OutboxRow {
  readonly _id: string
  readonly owner: Due['owner']
  readonly due: Due
  readonly createdAt: number
  readonly attempts: number
  /** When its owner looks at it next; null once it is done. */
  readonly dueAt: number | null
  readonly doneAt: number | null
  /** Of a message that is done: why it was told to nobody; absent: it was. */
  readonly heldBack?: HeldBack
}

/** Inserts the follow-up under its key; a second time changes nothing. */
export async function handOver(database: Database, due: Due, now: number): Promise<void> {
  await database.insert('outbox', rowOf(due, now, now))
}

/**
 * Hands many over, each to be looked at from a moment of its own; those that were handed over
 * before stay as they are. One call for a hundred new ones.
 */
export async function handOverAll(
  database: Database,
  dues: readonly { readonly due: Due; readonly dueAt: number }[],
  now: number,
): Promise<void> {
  for (let start = 0; start < dues.length; start += MOST_INSERTED) {
    const rows = dues.slice(start, start + MOST_INSERTED).map(({ due, dueAt }) => rowOf(due, now, dueAt))
    if ((await database.insertMany('outbox', rows)) === 'inserted') continue
    const keys = rows.map(({ _id }) => _id)
    const known = new Set((await database.readMany('outbox', keys, ['owner'])).map(({ _id }) => _id))
    for (const row of rows) if (!known.has(row._id)) await database.insert('outbox', row)
  }
}

function rowOf(due: Due, createdAt: number, dueAt: number): OutboxRow {
  return { _id: due.key, owner: due.owner, due, createdAt, attempts: 0, dueAt, doneAt: null }
}

async function notArchived(database: Database, entries: readonly JournalEntry[]): Promise<JournalEntry[]> {
  const archived = new Map<string, string>()
  for (let start = 0; start < entries.length; start += MOST_READ) {
    const asked = entries.slice(start, start + MOST_READ).map(({ _id }) => _id)
    const found = await database.readMany<{ _id: string; hash: string }>('journal', asked, ['hash'])
    for (const { _id, hash } of found) archived.set(_id, hash)
  }
  return entries.filter(({ _id, hash }) => {
    const known = archived.get(_id)
    if (known !== undefined && known !== hash) throw new Error(`journal and tail differ in entry ${_id}`)
    return known === undefined
  })
}

function ids(entries: readonly JournalEntry[]): ReadonlySet<string> {
  return new Set(entries.map(({ _id }) => _id))
}
