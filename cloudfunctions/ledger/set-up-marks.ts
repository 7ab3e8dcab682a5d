import type { Database } from './database'

/** What was found when something outside was checked last: for the list of what is left to do. */
interface SetUpMark {
  readonly _id: 'payment'
  readonly ok: boolean
  readonly at: number
}

export interface SetUpMarks {
  read(id: SetUpMark['_id']): Promise<{ ok: boolean; at: number } | null>
  record(id: SetUpMark['_id'], ok: boolean, now: number): Promise<void>
}

const MARKS = 'set_up'

export function setUpMarks(database: Database): SetUpMarks {
  return {
    async read(id) {
      const mark = await database.read<SetUpMark>(MARKS, id)
      return mark && { ok: mark.ok, at: mark.at }
    },

    async record(id, ok, now) {
      const mark: SetUpMark = { _id: id, ok, at: now }
      if ((await database.insert(MARKS, mark)) === 'inserted') return
      await database.replaceWhere(MARKS, { _id: id }, { ok, at: now })
    },
  }
}
