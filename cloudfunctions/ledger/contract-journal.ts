import type { JournalEntry } from '../domain/decision'
import type { MemberDocument } from './aggregate'
import { type Database, inside } from './database'

export interface ContractJournal {
  /** The newest entries of one contract, the newest first: journal and tail, each once. One call. */
  entriesOf(member: MemberDocument, contractCode: string): Promise<JournalEntry[]>
}

/** More than a year of a monthly contract. */
const MOST_ENTRIES = 120

export function contractJournal(database: Database): ContractJournal {
  return {
    async entriesOf({ _id: memberId, tail }, contractCode) {
      const archived = await database.find<JournalEntry>('journal', {
        where: { memberId, facts: inside({ contractCode }) },
        orderBy: [
          ['at', 'desc'],
          ['_id', 'desc'],
        ],
        limit: MOST_ENTRIES,
      })
      const near = tail.filter(({ facts }) => 'contractCode' in facts && facts.contractCode === contractCode)
      const all = new Map([...archived, ...near].map((entry) => [entry._id, entry]))
      return [...all.values()].sort((a, b) => b.at - a.at || b.versionAfter - a.versionAfter)
    },
  }
}
