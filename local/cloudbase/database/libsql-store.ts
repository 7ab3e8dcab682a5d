import Database from 'libsql'
import type {
  Change,
  DocumentStore,
  IndexedDocument,
  IndexEntry,
  StoredDocument,
  StoredIndex,
} from './document-store'
import type { KeyRange } from './ordered-keys'

const schema = `
  CREATE TABLE IF NOT EXISTS collections (name TEXT PRIMARY KEY, created INTEGER);
  CREATE TABLE IF NOT EXISTS indexes (
    number INTEGER PRIMARY KEY, collection TEXT, name TEXT, signature TEXT, multikey INTEGER
  );
  CREATE TABLE IF NOT EXISTS documents (
    sequence INTEGER PRIMARY KEY AUTOINCREMENT, collection TEXT, id_key TEXT, text TEXT
  );
  CREATE UNIQUE INDEX IF NOT EXISTS documents_by_id ON documents (collection, id_key);
  CREATE INDEX IF NOT EXISTS documents_by_collection ON documents (collection);
  CREATE TABLE IF NOT EXISTS entries (
    number INTEGER, key TEXT, sequence INTEGER, PRIMARY KEY (number, key, sequence)
  ) WITHOUT ROWID;
`

type Row = (string | number)[]
type Statement = Database.Statement

/**
 * One SQLite file (libsql). Write-ahead log with synchronous NORMAL: a killed process loses no
 * acknowledged write, only a power failure could. Ranges are read in pages, because a libsql
 * statement that is left in mid-iteration goes on from there at its next use.
 */
export class LibsqlStore implements DocumentStore {
  private readonly database: Database.Database
  private readonly statements = new Map<string, Statement>()
  private readonly known = new Map<string, StoredIndex[]>()

  constructor(path: string) {
    this.database = new Database(path)
    this.database.pragma('journal_mode = WAL')
    this.database.pragma('synchronous = NORMAL')
    this.database.pragma('busy_timeout = 5000')
    this.database.exec(schema)
  }

  collections(): string[] {
    return this.rows('SELECT name FROM collections ORDER BY created').map(([name]) => String(name))
  }

  createCollection(name: string): void {
    this.run('INSERT INTO collections SELECT ?, count(*) FROM collections', name)
  }

  indexes(collection: string): StoredIndex[] {
    let indexes = this.known.get(collection)
    if (!indexes) {
      indexes = this.rows(
        'SELECT number, name, signature, multikey FROM indexes WHERE collection = ? ORDER BY number',
        collection,
      ).map(([number, name, signature, multikey]) => ({
        number: Number(number),
        name: String(name),
        signature: String(signature),
        multikey: multikey === 1,
      }))
      this.known.set(collection, indexes)
    }
    return indexes
  }

  createIndex(collection: string, name: string, signature: string): StoredIndex {
    const indexes = this.indexes(collection)
    const { lastInsertRowid } = this.run(
      'INSERT INTO indexes (collection, name, signature, multikey) VALUES (?, ?, ?, 0)',
      collection,
      name,
      signature,
    )
    const index = { number: Number(lastInsertRowid), name, signature, multikey: false }
    indexes.push(index)
    return index
  }

  dropIndex(collection: string, index: StoredIndex): void {
    const indexes = this.indexes(collection)
    indexes.splice(indexes.indexOf(index), 1)
    this.together(() => {
      this.run('DELETE FROM entries WHERE number = ?', index.number)
      this.run('DELETE FROM indexes WHERE number = ?', index.number)
    })
  }

  markMultikey(index: StoredIndex): void {
    index.multikey = true
    this.run('UPDATE indexes SET multikey = 1 WHERE number = ?', index.number)
  }

  addEntries(entries: readonly (IndexEntry & { sequence: number })[]): void {
    this.together(() => entries.forEach(({ index, key, sequence }) => this.addEntry(index, key, sequence)))
  }

  size(collection: string): number {
    return Number(this.rows('SELECT count(*) FROM documents WHERE collection = ?', collection)[0]![0])
  }

  byId(collection: string, idKey: string): StoredDocument | undefined {
    const [row] = this.rows(
      'SELECT sequence, id_key, text FROM documents WHERE collection = ? AND id_key = ?',
      collection,
      idKey,
    )
    return row && toDocument(row)
  }

  *scan(collection: string): Iterable<StoredDocument> {
    let last = 0
    for (const size of pageSizes()) {
      const page = this.rows(
        'SELECT sequence, id_key, text FROM documents WHERE collection = ? AND sequence > ? ORDER BY sequence LIMIT ?',
        collection,
        last,
        size,
      )
      for (const row of page) yield toDocument(row)
      if (page.length < size) return
      last = Number(page[page.length - 1]![0])
    }
  }

  *scanIndex(
    _collection: string,
    index: number,
    range: KeyRange,
    backwards: boolean,
  ): Iterable<IndexedDocument> {
    const [edge, order] = backwards ? ['<', 'DESC'] : ['>', 'ASC']
    const columns =
      'SELECT d.sequence, d.id_key, d.text, e.key FROM entries e JOIN documents d USING (sequence)'
    const ordered = `ORDER BY e.key ${order}, e.sequence ${order} LIMIT ?`
    let last: Row | undefined
    for (const size of pageSizes()) {
      const page: Row[] = last
        ? this.rows(
            `${columns} WHERE number = ? AND key >= ? AND key < ? AND (key, e.sequence) ${edge} (?, ?) ${ordered}`,
            index,
            backwards ? range.from : last[3]!,
            backwards ? `${last[3]!}\u0001` : range.below,
            last[3]!,
            last[0]!,
            size,
          )
        : this.rows(
            `${columns} WHERE number = ? AND key >= ? AND key < ? ${ordered}`,
            index,
            range.from,
            range.below,
            size,
          )
      for (const row of page) yield { key: String(row[3]), document: toDocument(row) }
      if (page.length < size) return
      last = page[page.length - 1]!
    }
  }

  *scanIds(collection: string, range: KeyRange, backwards: boolean): Iterable<StoredDocument> {
    const order = backwards ? 'DESC' : 'ASC'
    let { from, below } = range
    for (const size of pageSizes()) {
      const page = this.rows(
        `SELECT sequence, id_key, text FROM documents
         WHERE collection = ? AND id_key >= ? AND id_key < ? ORDER BY id_key ${order} LIMIT ?`,
        collection,
        from,
        below,
        size,
      )
      for (const row of page) yield toDocument(row)
      if (page.length < size) return
      const last = String(page[page.length - 1]![1])
      // Ids are unique and none begins with another, so the next page begins right behind the last one.
      if (backwards) below = last
      else from = `${last}\u0001`
    }
  }

  sequencesAt(index: number, key: string): number[] {
    return this.rows('SELECT sequence FROM entries WHERE number = ? AND key = ?', index, key).map(
      ([sequence]) => Number(sequence),
    )
  }

  apply(change: Change): void {
    this.together(() => {
      const sequence = this.applyDocument(change)
      for (const { index, key } of change.removedEntries) {
        this.run('DELETE FROM entries WHERE number = ? AND key = ? AND sequence = ?', index, key, sequence)
      }
      for (const { index, key } of change.addedEntries) this.addEntry(index, key, sequence)
    })
  }

  close(): void {
    this.statements.clear()
    this.database.close()
  }

  private applyDocument({ kind, collection, sequence, idKey, text }: Change): number {
    if (kind === 'insert') {
      const insert = 'INSERT INTO documents (collection, id_key, text) VALUES (?, ?, ?)'
      return Number(this.run(insert, collection, idKey, text).lastInsertRowid)
    }
    if (kind === 'replace') this.run('UPDATE documents SET text = ? WHERE sequence = ?', text, sequence)
    else this.run('DELETE FROM documents WHERE sequence = ?', sequence)
    return sequence
  }

  private addEntry(index: number, key: string, sequence: number): void {
    this.run('INSERT INTO entries VALUES (?, ?, ?)', index, key, sequence)
  }

  private together(work: () => void): void {
    this.run('BEGIN IMMEDIATE')
    try {
      work()
      this.run('COMMIT')
    } catch (error) {
      this.run('ROLLBACK')
      throw error
    }
  }

  private run(sql: string, ...parameters: Row): Database.RunResult {
    return this.statement(sql).run(...parameters)
  }

  private rows(sql: string, ...parameters: Row): Row[] {
    return this.statement(sql)
      .raw()
      .all(...parameters) as Row[]
  }

  private statement(sql: string): Statement {
    let statement = this.statements.get(sql)
    if (!statement) {
      statement = this.database.prepare(sql)
      this.statements.set(sql, statement)
    }
    return statement
  }
}

function toDocument(row: Row): StoredDocument {
  return { sequence: Number(row[0]), idKey: String(row[1]), text: String(row[2]) }
}

/** Small first, because most reads stop early. */
function* pageSizes(): Iterable<number> {
  for (let size = 32; ; size = Math.min(size * 4, 2048)) yield size
}
