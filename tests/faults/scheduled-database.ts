import { Context } from 'mingo/core'
import * as query from 'mingo/operators/query'
import { Query } from 'mingo/query'
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
import { checkScalar } from '../../cloudfunctions/ledger/guard'
import type { Gate } from './schedules'

/** What was copied into a row, to its bottom: it can lie in any number of rows. */
const lying = new WeakSet<object>()

/** As the service would keep it, frozen to the bottom: whoever changes what was read fails. */
function laidDown(value: unknown, place: string): unknown {
  if (typeof value !== 'object' || value === null) {
    checkScalar(value, place)
    return value
  }
  if (lying.has(value)) return value
  let copy: unknown[] | Record<string, unknown>
  if (Array.isArray(value)) copy = value.map((child) => laidDown(child, place))
  else {
    copy = {}
    for (const key of Object.keys(value)) copy[key] = laidDown((value as Record<string, unknown>)[key], place)
  }
  lying.add(Object.freeze(copy))
  return copy
}

/** A document as it lies there: never changed, so worlds and readers share it. */
export class Row {
  readonly value: Readonly<Record<string, unknown>>
  /** Conditions that it was held against: most rows are those that every schedule begins with. */
  private answers: Map<Query, boolean> | undefined
  private written: string | undefined

  constructor(document: object) {
    this.value = laidDown(document, 'a row') as Record<string, unknown>
  }

  get text(): string {
    this.written ??= JSON.stringify(this.value)
    return this.written
  }

  matches(query: Query): boolean {
    this.answers ??= new Map()
    const known = this.answers.get(query)
    if (known !== undefined) return known
    const answer = query.test(this.value)
    this.answers.set(query, answer)
    return answer
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
    return this.changed(base)
      .map(({ collection, id, after }) => `${collection}/${after?.text ?? `${id} is gone`}`)
      .sort()
      .join('\n')
  }

  /** Every document that is otherwise, with what it was and is. */
  changed(base: Documents): { collection: string; id: string; before: Row | null; after: Row | null }[] {
    return [...this.collections].flatMap(([collection, rows]) => {
      const earlier = base.of(collection)
      const ids = [...new Set([...rows.keys(), ...earlier.keys()])]
      return ids.flatMap((id) => {
        const [before, after] = [earlier.get(id) ?? null, rows.get(id) ?? null]
        return before === after ? [] : [{ collection, id, before, after }]
      })
    })
  }
}

/** What conditions are made of, and no more: mingo copies its operators for each query. */
const context = Context.init({ query })

/** The same conditions come again in schedule after schedule. */
const queries = new Map<string, Query>()
const MOST_QUERIES = 5000

function queryFor(condition: object): Query {
  const key = JSON.stringify(condition)
  const known = queries.get(key) ?? new Query(condition, { context })
  if (queries.size < MOST_QUERIES) queries.set(key, known)
  return known
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
    return row === undefined ? null : (row.value as T)
  }

  function matching(collection: string, condition: object): Row[] {
    const asked = queryFor(condition)
    return documents.scan(collection).filter((row) => row.matches(asked))
  }

  /** The changed document, or null where nothing matched. */
  function change(collection: string, where: Where & { readonly _id: string }, changes: Changes): Row | null {
    const held = documents.of(collection).get(where._id)
    if (!held?.matches(queryFor(encodeWhere(where, collection)))) return null
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
    const changed = new Row(row)
    documents.of(collection).set(where._id, changed)
    return changed
  }

  /** Not atomic: those before the first duplicate stay. */
  function insertAll(collection: string, inserted: readonly Document[]): 'inserted' | 'duplicate' {
    const rows = documents.of(collection)
    for (const document of inserted) {
      if (rows.has(document._id)) return 'duplicate'
      rows.set(document._id, new Row(document))
    }
    return 'inserted'
  }

  function found<T extends Document>(collection: string, { where, orderBy, limit, after }: Find): T[] {
    const condition = encodeWhere(where, collection)
    if (after) condition.$or = encodeAfter(orderBy, after, collection)
    const rows = matching(collection, condition)
    rows.sort((a, b) => {
      for (const [field, direction] of orderBy) {
        const [left, right] = [valueAt(a.value, field), valueAt(b.value, field)]
        if (left !== right) return (left < right ? -1 : 1) * (direction === 'asc' ? 1 : -1)
      }
      return 0
    })
    return rows.slice(0, limit).map(({ value }) => value as unknown as T)
  }

  return {
    calls: 0,
    read: (collection, id) => call('read', () => read(collection, id)),
    readMany: <T extends Document>(collection: string, ids: readonly string[]) =>
      ids.length === 0
        ? Promise.resolve([])
        : call('read', () => [...new Set(ids)].flatMap((id) => read<T>(collection, id) ?? [])),
    find: (collection, asked) => call('read', () => found(collection, asked)),
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
    ) => call('write', () => (change(collection, where, changes)?.value ?? null) as T | null),
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
