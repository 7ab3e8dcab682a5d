import type { Reconciled } from '../domain/reconciliation'
import type { Database } from './database'

/** What came of comparing one day's bill with the books; its id is the day. */
export interface Reconciliation extends Reconciled {
  readonly _id: string
  /** When it was compared. Epoch ms. */
  readonly at: number
}

/** More can't be read by a person either: the sums still say how far apart the sides are. */
const MOST_DIFFERENCES = 500

export interface Reconciliations {
  read(day: string): Promise<Reconciliation | null>
  /** Those days that were compared. */
  readMany(days: readonly string[]): Promise<Reconciliation[]>
  /** Comparing again replaces what was found before: books may have caught up since. */
  store(reconciliation: Reconciliation): Promise<void>
}

const COLLECTION = 'reconciliations'

export function reconciliations(database: Database): Reconciliations {
  return {
    read: (day) => database.read<Reconciliation>(COLLECTION, day),
    readMany: (days) => database.readMany<Reconciliation>(COLLECTION, days),
    async store({ _id, ...found }) {
      const kept = { ...found, differences: found.differences.slice(0, MOST_DIFFERENCES) }
      if ((await database.insert(COLLECTION, { _id, ...kept })) === 'duplicate')
        await database.replaceWhere(COLLECTION, { _id }, kept)
    },
  }
}
