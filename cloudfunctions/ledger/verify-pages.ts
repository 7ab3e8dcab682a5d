import { type Database, type Document, moreThan } from './database'

/** Documents by id, however many; unknown ones are left out. */
export async function readAll<T extends Document>(
  database: Database,
  collection: string,
  ids: readonly string[],
  projection?: readonly string[],
): Promise<ReadonlyMap<string, T>> {
  const found = new Map<string, T>()
  for (let start = 0; start < ids.length; start += 1000)
    for (const row of await database.readMany<T>(collection, ids.slice(start, start + 1000), projection))
      found.set(row._id, row)
  return found
}

/** Every document of a collection, by id. */
export async function* everyDocument<T extends Document>(
  database: Database,
  collection: string,
  limit: number,
  projection?: readonly string[],
): AsyncGenerator<T> {
  for await (const page of pagesOf<T>(database, collection, limit, projection)) yield* page
}

/** A whole collection in pages, by id, so that memory stays flat. */
export async function* pagesOf<T extends Document>(
  database: Database,
  collection: string,
  limit: number,
  projection?: readonly string[],
): AsyncGenerator<T[]> {
  let after = ''
  for (;;) {
    const page: T[] = await database.find<T>(collection, {
      where: { _id: moreThan(after) },
      orderBy: [['_id', 'asc']],
      limit,
      ...(projection ? { projection } : {}),
    })
    if (page.length > 0) yield page
    if (page.length < limit) return
    after = page.at(-1)?._id ?? ''
  }
}
