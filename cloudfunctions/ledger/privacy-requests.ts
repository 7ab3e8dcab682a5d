import type { Facts, JournalEntry } from '../domain/decision'
import { atLeast, type Database, inside, oneOf } from './database'

/** What members did about their data, read off the journal, the newest first (L9). */
export interface PrivacyRequests {
  /** Since a moment, at most so many. A minute or two late: what was asked is archived then. */
  since(from: number, limit: number): Promise<JournalEntry[]>
  /** When the erasure of these closed accounts was finished, by the entry's `closedAt`. */
  erased(memberIds: readonly string[]): Promise<ReadonlyMap<string, number>>
}

const KINDS: readonly Facts['kind'][] = [
  'profile_corrected',
  'personalised',
  'tag_hidden',
  'account_closed',
  'consent',
]

export function privacyRequests(database: Database): PrivacyRequests {
  return {
    since: (from, limit) =>
      database.find<JournalEntry>('journal', {
        where: { facts: inside({ kind: oneOf(KINDS) }), at: atLeast(from) },
        orderBy: [
          ['at', 'desc'],
          ['_id', 'desc'],
        ],
        limit,
        projection: ['memberId', 'operationId', 'at', 'facts'],
      }),

    async erased(memberIds) {
      const found = new Map<string, number>()
      if (memberIds.length === 0) return found
      const entries = await database.find<JournalEntry>('journal', {
        where: { memberId: oneOf(memberIds), facts: inside({ kind: 'person_erased' }) },
        orderBy: [
          ['at', 'desc'],
          ['_id', 'desc'],
        ],
        limit: 1000,
        projection: ['memberId', 'facts'],
      })
      for (const { memberId, facts } of entries)
        if (facts.kind === 'person_erased') found.set(erasedKey(memberId, facts.closedAt), facts.at)
      return found
    },
  }
}

export function erasedKey(memberId: string, closedAt: number): string {
  return `${memberId}:${closedAt}`
}
