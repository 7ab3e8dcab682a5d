import { Query } from 'mingo'
import {
  BusyError,
  type Changes,
  type Database,
  type Document,
  type Find,
  UnknownOutcomeError,
  type Where,
  encodeAfter,
  encodeWhere,
} from '../../cloudfunctions/ledger/database'
import type { Gate } from './schedules'

/** A document as it lies there: never changed, so worlds share it, and parsed once. */
export class Row {
  private parsed: unknown

  constructor(readonly text: string) {}

  /** Not to be changed. */
  get value(): Record<string, unknown> {
    this.parsed ??= JSON.parse(this.text) as unknown
    return this.parsed as Record<string, unknown>
  }
}

/** Collections of rows; copying a world copies its maps. */
export class Documents {
  constructor(private readonly collections = new Map<string, Map<string, Row>>()) {}

  of(collection: string): Map<string, Row> {
    const rows = this.collections.get(collection) ?? new Map<string, Row>()
    this.collections.set(collection, rows)
    return rows
  }

  scan(collection: string): Row[] {
    return [...this.of(collection).values()]
  }

  copy(): Documents {
    return new Documents(new Map([...this.collections].map(([name, rows]) => [name, new Map(rows)])))
  }

  /** What is otherwise than in the world that this one was copied from: the same text, the same state. */
  changesSince(base: Documents): string {
    const changed: string[] = []
    for (const [name, rows] of this.collections) {
      const before = base.of(name)
      for (const [id, row] of rows) if (before.get(id) !== row) changed.push(`${name}/${row.text}`)
      for (const id of before.keys()) if (!rows.has(id)) changed.push(`${name}/${id} is gone`)
    }
    return changed.sort().join('\n')
  }
}

/** The ledger's database in memory, each call a step of the schedule, with the service's semantics. */
export function scheduledDatabase(documents: Documents, gate: Gate): Database {
  async function call<T>(kind: 'read' | 'write', effect: () => T): Promise<T> {
    const lost = (how: string) => (kind === 'read' ? new BusyError(how) : new UnknownOutcomeError(how))
    const strike = await gate.pass()
    if (strike === 'busy') throw new BusyError(strike)
    if (strike === 'lost_before') throw lost(strike)
    if (strike === 'dies_before') return gate.die()
    if (strike === 'late') {
      if (kind === 'write') gate.later(effect)
      throw lost(strike)
    }
    const result = effect()
    if (strike === 'lost_after') throw lost(strike)
    return strike === 'dies_after' ? gate.die() : result
  }

  const read = <T>(collection: string, id: string): T | null => {
    const row = documents.of(collection).get(id)
    return row === undefined ? null : (JSON.parse(row.text) as T)
  }

  function matching(collection: string, query: object): Row[] {
    const asked = new Query(query)
    return documents.scan(collection).filter(({ value }) => asked.test(value as never))
  }

  /** The changed document, or null where nothing matched. */
  function change<T extends Document>(
    collection: string,
    where: Where & { readonly _id: string },
    changes: Changes,
  ): T | null {
    const held = documents.of(collection).get(where._id)
    if (!held || !new Query(encodeWhere(where, collection)).test(held.value)) return null
    const row: Record<string, unknown> = { ...held.value, ...changes.set }
    for (const [field, amount] of Object.entries(changes.increase ?? {}))
      row[field] = ((row[field] as number | undefined) ?? 0) + amount
    for (const [field, values] of Object.entries(changes.append ?? {}))
      row[field] = [...((row[field] as unknown[] | undefined) ?? []), ...values]
    for (const [field, entries] of Object.entries(changes.setInside ?? {}))
      row[field] = { ...(row[field] as object), ...entries }
    for (const [field, keys] of Object.entries(changes.dropInside ?? {}))
      row[field] = Object.fromEntries(
        Object.entries(row[field] as object).filter(([key]) => !keys.includes(key)),
      )
    const text = JSON.stringify(row)
    documents.of(collection).set(where._id, new Row(text))
    return JSON.parse(text) as T
  }

  /** Not atomic: those before the first duplicate stay. */
  function insertAll(collection: string, inserted: readonly Document[]): 'inserted' | 'duplicate' {
    const rows = documents.of(collection)
    for (const document of inserted) {
      if (rows.has(document._id)) return 'duplicate'
      rows.set(document._id, new Row(JSON.stringify(document)))
    }
    return 'inserted'
  }

  function found<T extends Document>(collection: string, { where, orderBy, limit, after }: Find): T[] {
    const query = encodeWhere(where, collection)
    if (after) query.$or = encodeAfter(orderBy, after, collection)
    const rows = matching(collection, query)
    rows.sort((a, b) => {
      for (const [field, direction] of orderBy) {
        const [left, right] = [valueAt(a.value, field), valueAt(b.value, field)]
        if (left !== right) return (left < right ? -1 : 1) * (direction === 'asc' ? 1 : -1)
      }
      return 0
    })
    return rows.slice(0, limit).map(({ text }) => JSON.parse(text) as T)
  }

  return {
    calls: 0,
    read: (collection, id) => call('read', () => read(collection, id)),
    readMany: <T extends Document>(collection: string, ids: readonly string[]) =>
      ids.length === 0
        ? Promise.resolve([])
        : call('read', () => [...new Set(ids)].flatMap((id) => read<T>(collection, id) ?? [])),
    find: (collection, query) => call('read', () => found(collection, query)),
    count: (collection, where) =>
      call('read', () => matching(collection, encodeWhere(where, collection)).length),
    insert: (collection, document) => call('write', () => insertAll(collection, [document])),
    insertMany: (collection, inserted) => call('write', () => insertAll(collection, inserted)),
    replaceWhere: (collection, where, fields) =>
      call('write', () => change(collection, where, { set: fields }) !== null),
    updateWhere: (collection, where, changes) =>
      call('write', () => change(collection, where, changes) !== null),
    updateAndReturn: <T extends Document>(
      collection: string,
      where: Where & { readonly _id: string },
      changes: Changes,
    ) => call('write', () => change<T>(collection, where, changes)),
    remove: (collection, where) =>
      call('write', () => {
        const gone = matching(collection, encodeWhere(where, collection))
        for (const { value } of gone) documents.of(collection).delete(String(value._id))
        return gone.length
      }),
  }
}

function valueAt(row: unknown, path: string): string | number {
  const value = path
    .split('.')
    .reduce<unknown>((at, key) => (at as Record<string, unknown> | undefined)?.[key], row)
  return (value ?? '') as string | number
}
