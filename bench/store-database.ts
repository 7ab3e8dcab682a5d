import Libsql from 'libsql'
import type { Database, Document } from '../cloudfunctions/ledger/database'

/** The bare store: what writing costs when nothing but SQLite stands between code and disk. */
export interface BareStore {
  readonly database: Database
  insert(id: string, text: string): void
  update(id: string, version: number, next: number, text: string): number
  close(): void
}

/**
 * The ledger's database over the bare store in this process, with no SDK and no protocol in
 * between: only what settling needs.
 */
export function bareStore(path: string): BareStore {
  const store = new Libsql(path)
  store.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL')
  store.exec('CREATE TABLE documents (id TEXT PRIMARY KEY, version INTEGER, text TEXT)')
  const inserting = store.prepare('INSERT OR IGNORE INTO documents VALUES (?, ?, ?)')
  const updating = store.prepare('UPDATE documents SET version = ?, text = ? WHERE id = ? AND version = ?')
  const reading = store.prepare('SELECT text FROM documents WHERE id = ?')

  const read = <T>(collection: string, id: string): T | null => {
    const row = reading.get(`${collection}/${id}`) as { text: string } | undefined
    return row ? (JSON.parse(row.text) as T) : null
  }
  const insertOne = (collection: string, document: Document): boolean => {
    const { version } = document as { version?: number }
    return (
      inserting.run(`${collection}/${document._id}`, version ?? 0, JSON.stringify(document)).changes === 1
    )
  }
  const notNeeded = () => Promise.reject(new Error('settling makes no such call'))

  const database: Database = {
    calls: 0,
    read: (collection, id) => Promise.resolve(read(collection, id)),
    readMany: <T extends Document>(collection: string, ids: readonly string[]) =>
      Promise.resolve(ids.flatMap((id) => read<T>(collection, id) ?? [])),
    insert: (collection, document) =>
      Promise.resolve(insertOne(collection, document) ? 'inserted' : 'duplicate'),
    insertMany: (collection, documents) =>
      Promise.resolve(
        documents.map((document) => insertOne(collection, document)).every(Boolean)
          ? 'inserted'
          : 'duplicate',
      ),
    replaceWhere(collection, where, fields) {
      const next: { _id: string; version?: unknown } = { _id: where._id, ...fields }
      const id = `${collection}/${where._id}`
      const { changes } = updating.run(Number(next.version), JSON.stringify(next), id, where.version)
      return Promise.resolve(changes === 1)
    },
    find: notNeeded,
    count: notNeeded,
    updateWhere: notNeeded,
    updateAndReturn: notNeeded,
    remove: notNeeded,
  }
  return {
    database,
    insert: (id, text) => void inserting.run(id, 0, text),
    update: (id, version, next, text) => updating.run(next, text, id, version).changes,
    close: () => store.close(),
  }
}
