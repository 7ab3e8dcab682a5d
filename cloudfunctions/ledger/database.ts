import type { CloudBase } from '@cloudbase/node-sdk'
import { type Order, type Where, checkOrder, encodeAfter, encodeWhere } from './conditions'
import { isDuplicate, translate } from './database-errors'
import { UnsafeValueError, checkKey, checkScalar, measure } from './guard'

export { BusyError, DatabaseError, UnknownOutcomeError } from './database-errors'
export * from './conditions'
export { UnsafeValueError } from './guard'

export interface Document {
  readonly _id: string
}

export interface Find {
  readonly where: Where
  /** Ends in `_id`. */
  readonly orderBy: Order
  /** At most 1000. */
  readonly limit: number
  /** Values of the ordered fields in the last row of the page before. */
  readonly after?: readonly (string | number)[]
  /** Top-level fields; `_id` always comes. */
  readonly projection?: readonly string[]
}

/** One level of a map field: `inside: { holds: { [key]: value } }` sets `holds.{key}` alone. */
type Keyed<T> = Readonly<Record<string, Readonly<Record<string, T>>>>

export interface Changes {
  /** Each value replaces the field whole. */
  readonly set?: Readonly<Record<string, unknown>>
  readonly increase?: Readonly<Record<string, number>>
  readonly append?: Readonly<Record<string, readonly unknown[]>>
  readonly setInside?: Keyed<unknown>
  /** Map keys to take out. */
  readonly dropInside?: Readonly<Record<string, readonly string[]>>
}

/**
 * The one way to the database: no transactions, no operator from input, no `undefined`. It throws
 * `BusyError` (nothing happened), `UnknownOutcomeError` (a write whose answer was lost) and
 * `DatabaseError` (a bug), nothing else.
 */
export interface Database {
  /** Calls sent so far, for budgets. */
  readonly calls: number
  read<T extends Document>(collection: string, id: string): Promise<T | null>
  /** One call; at most 1000 ids; in no particular order, missing ones left out. */
  readMany<T extends Document>(
    collection: string,
    ids: readonly string[],
    projection?: readonly string[],
  ): Promise<T[]>
  find<T extends Document>(collection: string, query: Find): Promise<T[]>
  count(collection: string, where: Where): Promise<number>
  insert(collection: string, document: Document): Promise<'inserted' | 'duplicate'>
  /** One call, not atomic: after `duplicate` nothing is known of the others. */
  insertMany(collection: string, documents: readonly Document[]): Promise<'inserted' | 'duplicate'>
  /** Replaces the given fields whole where the one document still matches; says whether it did. */
  replaceWhere(
    collection: string,
    where: Where & { readonly _id: string },
    fields: Readonly<Record<string, unknown>>,
  ): Promise<boolean>
  updateWhere(collection: string, where: Where & { readonly _id: string }, changes: Changes): Promise<boolean>
  /** The document as it is after the change; null when nothing matched. */
  updateAndReturn<T extends Document>(
    collection: string,
    where: Where & { readonly _id: string },
    changes: Changes,
  ): Promise<T | null>
  /** For pruning finished rows of the outbox. */
  remove(collection: string, where: Where): Promise<number>
}

const MOST_ROWS = 1000

export function openDatabase(app: Pick<CloudBase, 'database'>): Database {
  const database = app.database()
  const command = database.command
  let calls = 0

  async function send<R>(kind: 'read' | 'write', place: string, request: () => Promise<R>): Promise<R> {
    calls += 1
    try {
      return await request()
    } catch (error) {
      throw translate(error, kind, place)
    }
  }

  async function insertAll(
    collection: string,
    documents: readonly Document[],
  ): Promise<'inserted' | 'duplicate'> {
    for (const document of documents) {
      measure(document, collection)
      checkId(document._id, collection)
    }
    return send('write', `${collection}.add`, async () => {
      try {
        const answer: { ids?: unknown } = await database.collection(collection).add([...documents])
        if (!Array.isArray(answer.ids) || answer.ids.length !== documents.length) throw new Error('no ids')
        return 'inserted'
      } catch (error) {
        if (isDuplicate(error)) return 'duplicate'
        throw error
      }
    })
  }

  function encodeChanges(changes: Changes, place: string): Record<string, unknown> {
    const update: Record<string, unknown> = {}
    const put = (path: string, change: unknown) => {
      if (path === '_id' || Object.hasOwn(update, path))
        throw new UnsafeValueError(place, `changes ${path} twice`)
      update[path] = change
    }
    for (const [field, value] of Object.entries(changes.set ?? {})) {
      checkKey(field, place)
      measure(value, `${place}.${field}`)
      put(field, command.set(value))
    }
    for (const [field, amount] of Object.entries(changes.increase ?? {})) {
      checkKey(field, place)
      if (!Number.isSafeInteger(amount)) throw new UnsafeValueError(place, `increases ${field} by no integer`)
      put(field, command.inc(amount))
    }
    for (const [field, values] of Object.entries(changes.append ?? {})) {
      checkKey(field, place)
      measure(values, `${place}.${field}`)
      put(field, command.push({ each: [...values] }))
    }
    for (const [field, entries] of Object.entries(changes.setInside ?? {})) {
      checkKey(field, place)
      for (const [key, value] of Object.entries(entries)) {
        checkKey(key, place)
        measure(value, `${place}.${field}.${key}`)
        put(`${field}.${key}`, command.set(value))
      }
    }
    for (const [field, keys] of Object.entries(changes.dropInside ?? {})) {
      checkKey(field, place)
      for (const key of keys) {
        checkKey(key, place)
        put(`${field}.${key}`, command.remove())
      }
    }
    return update
  }

  /** `raw`: the conditions are encoded here already, so that the SDK neither flattens nor merges them. */
  const selected = (collection: string, where: Where) =>
    database.collection(collection).options({ raw: true }).where(encodeWhere(where, collection))

  const matching = (collection: string, where: Where & { readonly _id: string }) => {
    checkId(where._id, collection)
    return selected(collection, where).options({ multiple: false })
  }

  // Conditions and changes are checked before `send`, whose errors are about the service.
  async function update(collection: string, where: Where & { readonly _id: string }, changes: Changes) {
    const query = matching(collection, where)
    const encoded = encodeChanges(changes, collection)
    const answer: { updated?: unknown } = await send('write', `${collection}.update`, async () =>
      required(await query.update(encoded), 'updated'),
    )
    return answer.updated === 1
  }

  return {
    get calls() {
      return calls
    },

    async read<T extends Document>(collection: string, id: string) {
      checkId(id, collection)
      const [row] = await send('read', `${collection}.get`, async () =>
        rowsOf<T>(await database.collection(collection).doc(id).get()),
      )
      return row ?? null
    },

    async readMany<T extends Document>(
      collection: string,
      ids: readonly string[],
      projection?: readonly string[],
    ) {
      const distinct = [...new Set(ids)]
      if (distinct.length === 0) return []
      if (distinct.length > MOST_ROWS) throw new UnsafeValueError(collection, 'more than 1000 ids')
      for (const id of distinct) checkId(id, collection)
      let query = database
        .collection(collection)
        .where({ _id: command.in(distinct) })
        .limit(distinct.length)
      if (projection) query = query.field(fields(projection, collection))
      return send('read', `${collection}.get`, async () => rowsOf<T>(await query.get()))
    },

    async find<T extends Document>(collection: string, { where, orderBy, limit, after, projection }: Find) {
      checkOrder(orderBy, collection)
      if (!Number.isInteger(limit) || limit < 1 || limit > MOST_ROWS)
        throw new UnsafeValueError(collection, `a limit of ${String(limit)}`)
      const conditions = encodeWhere(where, collection)
      if (after) conditions.$or = encodeAfter(orderBy, after, collection)
      let query = database.collection(collection).options({ raw: true }).where(conditions)
      for (const [field, direction] of orderBy) query = query.orderBy(field, direction)
      query = query.limit(limit)
      if (projection) query = query.field(fields(projection, collection))
      return send('read', `${collection}.get`, async () => rowsOf<T>(await query.get()))
    },

    async count(collection, where) {
      const query = selected(collection, where)
      const answer: { total: number } = await send('read', `${collection}.count`, async () =>
        required(await query.count(), 'total'),
      )
      return answer.total
    },

    insert: (collection, document) => insertAll(collection, [document]),
    insertMany: insertAll,

    replaceWhere: (collection, where, replaced) => update(collection, where, { set: replaced }),
    updateWhere: update,

    async updateAndReturn<T extends Document>(
      collection: string,
      where: Where & { readonly _id: string },
      changes: Changes,
    ) {
      const query = matching(collection, where)
      const encoded = encodeChanges(changes, collection)
      const answer: { updated?: unknown; doc?: unknown } = await send(
        'write',
        `${collection}.updateAndReturn`,
        async () => required(await query.updateAndReturn(encoded), 'updated'),
      )
      return answer.updated === 1 ? (answer.doc as T) : null
    },

    async remove(collection, where) {
      if (Object.keys(where).length === 0)
        throw new UnsafeValueError(collection, 'removes without a condition')
      const query = selected(collection, where)
      const answer: { deleted: number } = await send('write', `${collection}.remove`, async () =>
        required(await query.remove(), 'deleted'),
      )
      return answer.deleted
    },
  }
}

/** An answer without the figure that tells whether it happened is a lost answer. */
function required<T extends object>(answer: unknown, field: string): T {
  const found: unknown = typeof answer === 'object' && answer !== null && Reflect.get(answer, field)
  if (typeof found !== 'number') throw new Error(`an answer without ${field}`)
  return answer as T
}

function rowsOf<T>(answer: unknown): T[] {
  const found: unknown = typeof answer === 'object' && answer !== null && Reflect.get(answer, 'data')
  if (!Array.isArray(found)) throw new Error('an answer without rows')
  return found as T[]
}

function checkId(id: unknown, place: string): asserts id is string {
  checkScalar(id, place)
  if (typeof id !== 'string' || id === '') throw new UnsafeValueError(place, 'an id is a string')
}

function fields(projection: readonly string[], place: string): Record<string, true> {
  const chosen: Record<string, true> = {}
  for (const field of projection) {
    for (const segment of field.split('.')) checkKey(segment, place)
    chosen[field] = true
  }
  return chosen
}
