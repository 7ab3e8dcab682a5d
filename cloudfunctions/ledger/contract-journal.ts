import type { JournalEntry } from '../domain/decision'
import type { SignedTerms } from '../domain/renewal-contract'
import type { MemberDocument } from './aggregate'
import { type Database, inside } from './database'

export interface ContractJournal {
  /** The newest entries of one contract, the newest first: journal and tail, each once. One call. */
  entriesOf(member: MemberDocument, contractCode: string): Promise<JournalEntry[]>
  /** What was signed under this code, also after the contract has left the state; null without. One call. */
  signed(member: MemberDocument, contractCode: string): Promise<SignedTerms | null>
}

/** More than a year of a monthly contract. */
const MOST_ENTRIES = 120

export function contractJournal(database: Database): ContractJournal {
  return {
    async signed({ _id: memberId, tail }, contractCode) {
      const archived = await database.find<JournalEntry>('journal', {
        where: { memberId, facts: inside({ contractCode, event: 'signed' }) },
        orderBy: [
          ['at', 'asc'],
          ['_id', 'asc'],
        ],
        limit: 1,
      })
      for (const { facts } of [...archived, ...tail])
        if (facts.kind === 'contract' && facts.contractCode === contractCode && facts.signed)
          return facts.signed
      return null
    },

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
