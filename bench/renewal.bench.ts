import { strict as assert } from 'node:assert'
import { encodeWhere } from '../cloudfunctions/ledger/conditions'
import type { Database, Document } from '../cloudfunctions/ledger/database'
import { dueMembers } from '../cloudfunctions/ledger/due-members'
import { manifest } from '../cloudfunctions/manifest'
import { DatabaseActions } from '../local/cloudbase/database/actions'
import type { DocumentStore } from '../local/cloudbase/database/document-store'
import { MemoryStore } from '../local/cloudbase/database/memory-store'

/**
 * Documents that the renewal job reads to go through everybody who is due, with 10,000, 100,000 and
 * 1,000,000 members of whom 1 % are due: by the product's own look-up, on the local CloudBase's
 * store in memory, which counts each document that it hands out. The target: as many reads as due members
 * take, whatever the number of all.
 */
const SIZES = [10_000, 100_000, 1_000_000]
const NOW = Date.UTC(2027, 5, 1)
const BATCH = 20
const INSERTED_AT_ONCE = 1000

interface Counted {
  readonly store: DocumentStore
  reads: number
}

/** The store with each document that leaves it counted. */
function counting(store: DocumentStore): Counted {
  const counted: Counted = { store, reads: 0 }
  const each = function* <T>(rows: Iterable<T>): Iterable<T> {
    for (const row of rows) {
      counted.reads += 1
      yield row
    }
  }
  const scan = store.scan.bind(store)
  const scanIndex = store.scanIndex.bind(store)
  const byId = store.byId.bind(store)
  store.scan = (collection) => each(scan(collection))
  store.scanIndex = (...range) => each(scanIndex(...range))
  store.byId = (...place) => {
    counted.reads += 1
    return byId(...place)
  }
  return counted
}

/** The ledger's two calls on the store's actions, with the ledger's own conditions. */
function onActions(actions: DatabaseActions): Pick<Database, 'find' | 'updateWhere'> {
  return {
    find<T extends Document>(
      collectionName: string,
      { where, orderBy, limit }: Parameters<Database['find']>[1],
    ) {
      const query = JSON.stringify(encodeWhere(where, collectionName))
      const order = JSON.stringify(
        Object.fromEntries(orderBy.map(([field, way]) => [field, way === 'asc' ? 1 : -1])),
      )
      const { list } = actions.run('getDocument', { collectionName, query, order, limit })
      return Promise.resolve((list as string[]).map((text) => JSON.parse(text) as T))
    },
    updateWhere(collectionName, where, { set }) {
      const query = JSON.stringify(encodeWhere(where, collectionName))
      const data = JSON.stringify({ $set: set })
      const { updated } = actions.run('modifyDocument', {
        collectionName,
        query,
        data,
        merge: true,
        multi: false,
      })
      return Promise.resolve(updated === 1)
    },
  }
}

/** Fills a store, then goes through all that is due as the job does. */
async function measure(size: number): Promise<{ due: number; reads: number }> {
  const counted = counting(new MemoryStore())
  const switches = {
    duplicateForm: 'DATABASE_DUPLICATE_WRITE',
    updatedCounts: 'modified',
    shuffle: null,
  } as const
  // Only what the job looks up by: the other indexes make inserting slower and reading no different.
  const members = manifest.collections
    .filter(({ name }) => name === 'members')
    .map((collection) => ({
      ...collection,
      indexes: collection.indexes.filter(({ name }) => name === 'nextDueAt__id'),
    }))
  const actions = new DatabaseActions(counted.store, members, switches, () => NOW)
  for (let start = 0; start < size; start += INSERTED_AT_ONCE) {
    const data = Array.from({ length: INSERTED_AT_ONCE }, (_, index) => {
      const number = start + index
      // In the order of the index, which this store takes fastest: never due, due, due one day.
      const never = size / 2
      const nextDueAt = number < never ? null : NOW - size / 100 + 1 + number - never
      return JSON.stringify({ _id: String(number).padStart(13, '0'), version: 1, nextDueAt })
    })
    actions.run('insertDocument', { collectionName: 'members', data })
  }
  counted.reads = 0
  const job = dueMembers(onActions(actions) as Database)
  let due = 0
  for (;;) {
    const found = await job.find(NOW, BATCH)
    for (const member of found) await job.postpone(member, NOW + 30 * 86_400_000)
    due += found.length
    if (found.length < BATCH) break
  }
  counted.store.close()
  return { due, reads: counted.reads }
}

async function main(): Promise<void> {
  const perDue: number[] = []
  for (const size of SIZES) {
    const { due, reads } = await measure(size)
    assert.equal(due, size / 100)
    perDue.push(reads / due)
    const [all, found, read] = [size, due, reads].map((figure) => figure.toLocaleString('en-US').padStart(10))
    console.log(
      `${all} members ${found} due ${read} documents read  ${(reads / due).toFixed(3)} for each due`,
    )
  }
  const [first = 0] = perDue
  const ratio = Math.max(...perDue) / first
  console.log(
    `reads for each due member, 1,000,000 beside 10,000: x${ratio.toFixed(3)} (target at most 1.05)`,
  )
  assert.ok(ratio <= 1.05)
}

void main()
