import { type Database, inside, oneOf } from './database'

interface MarkDocument {
  /** `{kind}:{keyed digest}` */
  readonly _id: string
  readonly memberId: string
  readonly at: number
}

/** Keyed digests of what the pack is given once for. */
export interface MarkedBy {
  readonly phone: string
  readonly device: string
}

/** What a pack for newcomers was given for once: a phone number and a device (M103). */
export interface NewcomerMarks {
  /**
   * Takes both for this member; false while one is another's, or where the pack was given under
   * this number before, by an account that was closed since. Nothing is written then that wasn't
   * before. Two accounts at once: one gets it.
   * @param memberIds the member, and who was merged into it (M062)
   */
  take(by: MarkedBy, memberIds: readonly [string, ...string[]], now: number): Promise<boolean>
}

const MARKS = 'newcomer_marks'

export function newcomerMarks(database: Database): NewcomerMarks {
  async function wasGiven(memberIds: readonly string[]): Promise<boolean> {
    const where = { memberId: oneOf(memberIds), facts: inside({ kind: 'newcomer_pack' }) }
    return (await database.count('journal', where)) > 0
  }

  return {
    async take({ phone, device }, memberIds, now) {
      const ids = [`phone:${phone}`, `device:${device}`]
      const met = await database.readMany<MarkDocument>(MARKS, ids)
      if (met.some(({ memberId }) => !memberIds.includes(memberId))) return false
      if (met.length > 0 && (await wasGiven(memberIds))) return false
      for (const _id of ids) {
        if (met.some((one) => one._id === _id)) continue
        const document: MarkDocument = { _id, memberId: memberIds[0], at: now }
        if ((await database.insert(MARKS, document)) === 'inserted') continue
        const other = await database.read<MarkDocument>(MARKS, _id)
        if (!other || !memberIds.includes(other.memberId)) return false
      }
      return true
    },
  }
}
