import type { CareItem } from '../domain/care-list'
import { type Database, atLeast } from './database'

/** A row of the staff's list (M104): it only ever moves from open to done. */
export interface CareRow extends Omit<CareItem, 'careId'> {
  readonly _id: string
  readonly state: 'open' | 'done'
  /** When it came onto the list. Epoch ms. */
  readonly at: number
  readonly done: {
    readonly operationId: string
    readonly clerk: string
    readonly at: number
    readonly outcome: 'greeted' | 'left_out'
  } | null
}

export interface CareList {
  /** Each item once, whoever runs the job how often. One call to look, one for each that is new. */
  add(items: readonly CareItem[], now: number): Promise<void>
  read(careId: string): Promise<CareRow | null>
  /** Open ones that still make sense on this day, the soonest to pass first. */
  open(day: string, limit: number): Promise<CareRow[]>
  /** Done since, the newest first. */
  doneSince(since: number, limit: number): Promise<CareRow[]>
  /** Says whether it was this that ended it. */
  complete(careId: string, done: NonNullable<CareRow['done']>): Promise<boolean>
}

const COLLECTION = 'care_list'

export function careList(database: Database): CareList {
  return {
    async add(items, now) {
      const known = await database.readMany<CareRow>(
        COLLECTION,
        items.map(({ careId }) => careId),
        ['state'],
      )
      const ids = new Set(known.map(({ _id }) => _id))
      for (const { careId: _id, ...item } of items) {
        if (ids.has(_id)) continue
        const row: CareRow = { _id, ...item, state: 'open', at: now, done: null }
        await database.insert(COLLECTION, row)
      }
    },

    read: (careId) => database.read<CareRow>(COLLECTION, careId),

    open: (day, limit) =>
      database.find<CareRow>(COLLECTION, {
        where: { state: 'open', through: atLeast(day) },
        orderBy: [
          ['through', 'asc'],
          ['_id', 'asc'],
        ],
        limit,
      }),

    doneSince: (since, limit) =>
      database.find<CareRow>(COLLECTION, {
        where: { state: 'done', at: atLeast(since) },
        orderBy: [
          ['at', 'desc'],
          ['_id', 'desc'],
        ],
        limit,
      }),

    complete: (careId, done) =>
      database.replaceWhere(COLLECTION, { _id: careId, state: 'open' }, { state: 'done', done }),
  }
}
