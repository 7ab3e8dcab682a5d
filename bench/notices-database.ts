import { encodeWhere } from '../cloudfunctions/ledger/conditions'
import {
  encodeAfter,
  type Changes,
  type Database,
  type Document,
  type Where,
} from '../cloudfunctions/ledger/database'
import { DatabaseActions } from '../local/cloudbase/database/actions'
import type { DocumentStore } from '../local/cloudbase/database/document-store'
import { MemoryStore } from '../local/cloudbase/database/memory-store'
import { manifest } from '../cloudfunctions/manifest'

export interface CountedDatabase {
  readonly database: Database
  /** Documents that the store has handed out. */
  reads(): number
  /** Inserts without counting, many at once. */
  fill(collection: string, documents: readonly string[]): void
  close(): void
}

/** What a job only adds, and nothing of it reads again: kept out of the heap that is measured. */
const ONLY_ADDED = new Set(['journal', 'inbox'])

/** The ledger's calls on the local CloudBase's store in memory, each document read counted. */
export function countedDatabase(now: number): CountedDatabase {
  let reads = 0
  let calls = 0
  const store = counting(new MemoryStore(), () => (reads += 1))
  const switches = {
    duplicateForm: 'DATABASE_DUPLICATE_WRITE',
    updatedCounts: 'modified',
    shuffle: null,
  } as const
  // Only what the job looks up by: other indexes make filling slower and reading no different.
  const used = new Set(['nextDueAt__id', 'owner_dueAt__id'])
  const collections = manifest.collections.map((one) => ({
    ...one,
    indexes: one.indexes.filter(({ name }) => used.has(name)),
  }))
  const actions = new DatabaseActions(store, collections, switches, () => now)

  function list<T>(collectionName: string, query: Record<string, unknown>, more: object = {}): T[] {
    calls += 1
    const answer = actions.run('getDocument', { collectionName, query: JSON.stringify(query), ...more })
    return (answer.list as string[]).map((text) => JSON.parse(text) as T)
  }

  function insert(collectionName: string, documents: readonly Document[]): 'inserted' {
    calls += 1
    if (!ONLY_ADDED.has(collectionName))
      actions.run('insertDocument', { collectionName, data: documents.map((one) => JSON.stringify(one)) })
    return 'inserted'
  }

  function modify(collectionName: string, where: Where, { set = {}, increase = {} }: Changes): boolean {
    calls += 1
    if (ONLY_ADDED.has(collectionName)) return true
    const { updated } = actions.run('modifyDocument', {
      collectionName,
      query: JSON.stringify(encodeWhere(where, collectionName)),
      data: JSON.stringify({ $set: set, ...(Object.keys(increase).length > 0 ? { $inc: increase } : {}) }),
      merge: true,
      multi: false,
    })
    return updated === 1
  }

  const database: Database = {
    get calls() {
      return calls
    },
    read: <T extends Document>(collection: string, id: string) =>
      Promise.resolve(list<T>(collection, { _id: id }, { limit: 1 })[0] ?? null),
    readMany: <T extends Document>(collection: string, ids: readonly string[]) =>
      Promise.resolve(ids.flatMap((id) => list<T>(collection, { _id: id }, { limit: 1 }))),
    find<T extends Document>(
      collection: string,
      { where, orderBy, limit, after }: Parameters<Database['find']>[1],
    ) {
      const order = Object.fromEntries(orderBy.map(([field, way]) => [field, way === 'asc' ? 1 : -1]))
      const query = encodeWhere(where, collection)
      if (after) query.$or = encodeAfter(orderBy, after, collection)
      return Promise.resolve(list<T>(collection, query, { order: JSON.stringify(order), limit }))
    },
    count: () => Promise.reject(new Error('the job counts nothing')),
    insert: (collection, document) => Promise.resolve(insert(collection, [document])),
    insertMany: (collection, documents) => Promise.resolve(insert(collection, documents)),
    replaceWhere: (collection, where, fields) => Promise.resolve(modify(collection, where, { set: fields })),
    updateWhere: (collection, where, changes) => Promise.resolve(modify(collection, where, changes)),
    updateAndReturn: () => Promise.reject(new Error('the job takes no shares')),
    remove: () => Promise.resolve(0),
  }
  return {
    database,
    reads: () => reads,
    fill(collectionName, data) {
      actions.run('insertDocument', { collectionName, data })
    },
    close: () => store.close(),
  }
}

function counting(store: DocumentStore, count: () => void): DocumentStore {
  const each = function* <T>(rows: Iterable<T>): Iterable<T> {
    for (const row of rows) {
      count()
      yield row
    }
  }
  const scan = store.scan.bind(store)
  const scanIndex = store.scanIndex.bind(store)
  const scanIds = store.scanIds.bind(store)
  const byId = store.byId.bind(store)
  store.scan = (collection) => each(scan(collection))
  store.scanIndex = (...range) => each(scanIndex(...range))
  store.scanIds = (...range) => each(scanIds(...range))
  store.byId = (...place) => {
    count()
    return byId(...place)
  }
  return store
}
