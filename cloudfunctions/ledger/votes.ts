import { type Database, atMost } from './database'

/**
 * Votes of members (M036), each a document of its own: `{pollId}:{memberId}`. One each, changeable
 * until the poll closes, with its former choices, so that the count can be audited.
 */
export interface Vote {
  readonly _id: string
  readonly pollId: string
  readonly memberId: string
  readonly optionId: string
  readonly at: number
  readonly operationId: string
  /** How often it was changed, and the choices before, the newest last. */
  readonly changes: number
  readonly before: readonly { optionId: string; at: number }[]
}

export interface Votes {
  /** The member's vote as it stands after this one; a repeated operation changes nothing. */
  cast(
    vote: Pick<Vote, 'pollId' | 'memberId' | 'optionId' | 'at' | 'operationId'>,
  ): Promise<Vote | 'busy' | 'reused'>
  ofMember(memberId: string, pollIds: readonly string[]): Promise<Vote[]>
  /** By option; one call for each option. */
  count(pollId: string, optionIds: readonly string[]): Promise<Map<string, number>>
  changed(pollId: string): Promise<number>
}

const MOST_ROUNDS = 5
const BEFORE_KEPT = 20

export function votes(database: Database): Votes {
  return {
    async cast({ pollId, memberId, optionId, at, operationId }) {
      const id = `${pollId}:${memberId}`
      for (let round = 0; round < MOST_ROUNDS; round += 1) {
        const met = await database.read<Vote>('votes', id)
        if (!met) {
          const vote: Vote = { _id: id, pollId, memberId, optionId, at, operationId, changes: 0, before: [] }
          if ((await database.insert('votes', vote)) === 'inserted') return vote
          continue
        }
        if (met.operationId === operationId) return met.optionId === optionId ? met : 'reused'
        const changed = {
          optionId,
          at,
          operationId,
          changes: met.changes + 1,
          before: [...met.before, { optionId: met.optionId, at: met.at }].slice(-BEFORE_KEPT),
        }
        const done = await database.replaceWhere('votes', { _id: id, changes: met.changes }, changed)
        if (done) return { ...met, ...changed }
      }
      return 'busy'
    },

    ofMember: (memberId, pollIds) =>
      database.readMany<Vote>(
        'votes',
        pollIds.map((pollId) => `${pollId}:${memberId}`),
      ),

    async count(pollId, optionIds) {
      const counts = await Promise.all(
        optionIds.map((optionId) => database.count('votes', { pollId, optionId })),
      )
      return new Map(optionIds.map((optionId, index) => [optionId, counts[index] ?? 0]))
    },

    changed: async (pollId) =>
      (await database.count('votes', { pollId })) -
      (await database.count('votes', { pollId, changes: atMost(0) })),
  }
}
