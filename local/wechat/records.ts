import Database from 'libsql'

/** Rows of one kind, held in memory and written through to the file, if there is one. */
export interface Records<T> {
  get(id: string): T | undefined
  all(): T[]
  put(id: string, value: T): void
}

export interface RecordFile {
  records<T>(kind: string): Records<T>
  close(): void
}

/**
 * @param path a libsql file that outlives a restart, or null: in memory only. What `put` returned
 * from survives a kill of the process.
 */
export function openRecords(path: string | null): RecordFile {
  const database = path === null ? null : new Database(path)
  database?.pragma('journal_mode = WAL')
  database?.pragma('synchronous = NORMAL')
  database?.exec(
    'CREATE TABLE IF NOT EXISTS records (kind TEXT, id TEXT, value TEXT, PRIMARY KEY (kind, id))',
  )
  const write = database?.prepare('INSERT OR REPLACE INTO records (kind, id, value) VALUES (?, ?, ?)')
  return {
    records<T>(kind: string): Records<T> {
      const rows = new Map<string, T>()
      const stored = database
        ?.prepare('SELECT id, value FROM records WHERE kind = ? ORDER BY rowid')
        .all(kind)
      for (const row of (stored ?? []) as { id: string; value: string }[])
        rows.set(row.id, JSON.parse(row.value) as T)
      return {
        get: (id) => rows.get(id),
        all: () => [...rows.values()],
        put(id, value) {
          rows.set(id, value)
          write?.run(kind, id, JSON.stringify(value))
        },
      }
    },
    close: () => database?.close(),
  }
}
