import type { Database, Document } from './database'

/**
 * Inserts what isn't there yet and leaves alone what is. One call for so many new ones (`atOnce`);
 * where some of a batch are there already, which the service doesn't name, one call for each of it.
 */
export async function insertMissing(
  database: Database,
  collection: string,
  documents: readonly Document[],
  atOnce: number,
): Promise<void> {
  for (let start = 0; start < documents.length; start += atOnce) {
    const batch = documents.slice(start, start + atOnce)
    if ((await database.insertMany(collection, batch)) === 'inserted') continue
    for (const document of batch) await database.insert(collection, document)
  }
}
