import { type Database } from './database'

interface MarkDocument {
  /** `{kind}:{keyed digest}` */
  readonly _id: string
  readonly memberId: string
  readonly at: number
}

/** What a pack for newcomers was given for once: a phone number and a device (M103). */
export interface NewcomerMarks {
  /**
   * Takes it for this member; false while it is another's. Two accounts at once: one gets it.
   * @param memberIds the member, and who was merged into it (M062)
   */
  take(
    kind: 'phone' | 'device',
    digest: string,
    memberIds: readonly [string, ...string[]],
    now: number,
  ): Promise<boolean>
}

const MARKS = 'newcomer_marks'

export function newcomerMarks(database: Database): NewcomerMarks {
  return {
    async take(kind, digest, memberIds, now) {
      const document: MarkDocument = { _id: `${kind}:${digest}`, memberId: memberIds[0], at: now }
      if ((await database.insert(MARKS, document)) === 'inserted') return true
      const met = await database.read<MarkDocument>(MARKS, document._id)
      return met !== null && memberIds.includes(met.memberId)
    },
  }
}
