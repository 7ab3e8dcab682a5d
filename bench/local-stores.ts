import { strict as assert } from 'node:assert'
import { rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Libsql from 'libsql'
import { encodeWhere } from '../cloudfunctions/ledger/conditions'
import type { Database, Document } from '../cloudfunctions/ledger/database'
import { measure } from '../cloudfunctions/ledger/guard'
import { manifest } from '../cloudfunctions/manifest'
import { DatabaseActions } from '../local/cloudbase/database/actions'
import { LibsqlStore } from '../local/cloudbase/database/libsql-store'

/**
 * A store on disk in this process, with neither SDK nor HTTP before it. Both that follow keep a
 * write-ahead log with synchronous NORMAL: a killed process loses no acknowledged write.
 */
export interface LocalStore {
  /** The ledger's way to it, with the ledger's own checks of what is sent; only what settling needs. */
  readonly database: Database
  /**
   * The two writes of a settlement as the store itself takes them: everything is spelled out as
   * text beforehand, only the returned function writes.
   * @param changed the document with its next version, which replaces the one with the version before
   */
  ownWrites(entry: Document, changed: Document & { readonly version: number }): () => void
  close(): void
}

type Sent = Pick<Database, 'readMany' | 'insertMany' | 'replaceWhere'>

function settlingOnly(sent: Sent): Database {
  const notNeeded = () => Promise.reject(new Error('settling makes no such call'))
  return {
    calls: 0,
    read: async (collection, id) => (await sent.readMany<never>(collection, [id]))[0] ?? null,
    ...sent,
    insert: (collection, document) => sent.insertMany(collection, [document]),
    find: notNeeded,
    count: notNeeded,
    updateWhere: notNeeded,
    updateAndReturn: notNeeded,
    remove: notNeeded,
  }
}

function newFile(name: string): { path: string; remove(): void } {
  const path = join(tmpdir(), `huika-bench-${name}-${process.pid}.db`)
  const remove = () => ['', '-wal', '-shm'].forEach((suffix) => rmSync(path + suffix, { force: true }))
  remove()
  return { path, remove }
}

/**
 * The product's local store: the database of the local CloudBase over libsql, which reads EJSON,
 * matches conditions, applies operators and keeps every index of the manifest. It gets plain JSON
 * on both sides, which it reads faster than the canonical EJSON that the SDK sends.
 */
export function cloudBaseStore(clock: () => number): LocalStore {
  const { path, remove } = newFile('cloudbase')
  const store = new LibsqlStore(path)
  const switches = {
    duplicateForm: 'DATABASE_DUPLICATE_WRITE',
    updatedCounts: 'modified',
    shuffle: null,
  } as const
  const actions = new DatabaseActions(store, manifest.collections, switches, clock)
  const insert = (collectionName: string, data: string[]) =>
    actions.run('insertDocument', { collectionName, data })
  const update = (collectionName: string, query: string, data: string) =>
    actions.run('modifyDocument', { collectionName, query, data, merge: true, multi: false }).updated === 1

  const sent: Sent = {
    readMany<T extends Document>(collectionName: string, ids: readonly string[]) {
      const query = JSON.stringify({ _id: { $in: ids } })
      const { list } = actions.run('getDocument', { collectionName, query, limit: ids.length })
      return Promise.resolve((list as string[]).map((text) => JSON.parse(text) as T))
    },
    insertMany(collection, documents) {
      for (const document of documents) measure(document, collection)
      insert(
        collection,
        documents.map((document) => JSON.stringify(document)),
      )
      return Promise.resolve('inserted')
    },
    replaceWhere(collection, where, fields) {
      for (const [field, value] of Object.entries(fields)) measure(value, field)
      const query = JSON.stringify(encodeWhere(where, collection))
      return Promise.resolve(update(collection, query, JSON.stringify({ $set: fields })))
    },
  }
  return {
    database: settlingOnly(sent),
    ownWrites(entry, changed) {
      const inserted = [JSON.stringify(entry)]
      const { _id, ...fields } = changed
      const query = JSON.stringify({ _id, version: changed.version - 1 })
      const data = JSON.stringify({ $set: fields })
      return () => {
        insert('journal', inserted)
        assert(update('members', query, data))
      }
    },
    close() {
      store.close()
      remove()
    },
  }
}

/**
 * Two prepared statements on one table: what is left when a store understands neither documents
 * nor conditions and keeps no index but the primary key.
 */
export function bareStore(): LocalStore {
  const { path, remove } = newFile('bare')
  const store = new Libsql(path)
  store.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL')
  store.exec('CREATE TABLE documents (id TEXT PRIMARY KEY, version INTEGER, text TEXT)')
  const inserting = store.prepare('INSERT OR IGNORE INTO documents VALUES (?, ?, ?)')
  const updating = store.prepare('UPDATE documents SET version = ?, text = ? WHERE id = ? AND version = ?')
  const reading = store.prepare('SELECT text FROM documents WHERE id = ?')
  const insert = (collection: string, document: Document): boolean => {
    measure(document, collection)
    const { version } = document as { version?: number }
    const text = JSON.stringify(document)
    return inserting.run(`${collection}/${document._id}`, version ?? 0, text).changes === 1
  }

  const sent: Sent = {
    readMany<T extends Document>(collection: string, ids: readonly string[]) {
      const rows = ids.flatMap((id) => (reading.get(`${collection}/${id}`) ?? []) as { text: string })
      return Promise.resolve(rows.map(({ text }) => JSON.parse(text) as T))
    },
    insertMany: (collection, documents) =>
      Promise.resolve(
        documents.map((document) => insert(collection, document)).every(Boolean) ? 'inserted' : 'duplicate',
      ),
    replaceWhere(collection, where, fields) {
      for (const [field, value] of Object.entries(fields)) measure(value, field)
      const text = JSON.stringify({ _id: where._id, ...fields })
      const id = `${collection}/${where._id}`
      return Promise.resolve(updating.run(Number(fields.version), text, id, where.version).changes === 1)
    },
  }
  return {
    database: settlingOnly(sent),
    ownWrites(entry, changed) {
      const inserted = JSON.stringify(entry)
      const text = JSON.stringify(changed)
      const { _id, version } = changed
      return () => {
        inserting.run(`journal/${entry._id}`, 0, inserted)
        assert.equal(updating.run(version, text, `members/${_id}`, version - 1).changes, 1)
      }
    },
    close() {
      store.close()
      remove()
    },
  }
}
