import type { JournalEntry } from '../domain/decision'
import type { VoucherFacts } from '../domain/voucher'
import type { MemberDocument } from './aggregate'
import { type Database, inside, oneOf } from './database'

type Drawn = Extract<VoucherFacts, { kind: 'drawn' }>

/** Chances of draws as the books hold them: what a member is shown and an auditor recomputes (M078). */
export interface ActivityJournal {
  /** A member's chances in these draws, archived ones and those in the tail, the newest first. */
  chancesOf(member: MemberDocument, drawIds: readonly string[], limit: number): Promise<Drawn[]>
  /** Archived chances of a draw by pages; `after` is the last id of the page before. */
  chancesIn(
    drawId: string,
    after: string | null,
    limit: number,
  ): Promise<{ id: string; memberId: string; drawn: Drawn }[]>
}

export function activityJournal(database: Database): ActivityJournal {
  return {
    async chancesOf({ _id: memberId, tail }, drawIds, limit) {
      if (drawIds.length === 0) return []
      const archived = await database.find<JournalEntry>('journal', {
        where: { memberId, facts: inside({ drawId: oneOf([...drawIds]) }) },
        orderBy: [
          ['at', 'desc'],
          ['_id', 'desc'],
        ],
        limit,
      })
      const found = new Map([...archived, ...tail].map((entry) => [entry._id, entry]))
      return [...found.values()]
        .flatMap(({ facts }) => (facts.kind === 'drawn' && drawIds.includes(facts.drawId) ? [facts] : []))
        .sort((a, b) => b.at - a.at || b.chance - a.chance)
        .slice(0, limit)
    },

    async chancesIn(drawId, after, limit) {
      const found = await database.find<JournalEntry>('journal', {
        where: { facts: inside({ drawId }) },
        orderBy: [['_id', 'asc']],
        limit,
        ...(after === null ? {} : { after: [after] }),
      })
      return found.flatMap(({ _id, memberId, facts }) =>
        facts.kind === 'drawn' ? [{ id: _id, memberId, drawn: facts }] : [],
      )
    },
  }
}
