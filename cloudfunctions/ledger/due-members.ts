import type { MemberDocument } from './aggregate'
import { type Database, dueBy } from './database'

/**
 * The members that a timer has to look at. They are found by the index of `nextDueAt`, so that the
 * cost of a run grows with the members that are due, never with all.
 */
export interface DueMembers {
  /** The longest due first, whole; at most `limit`. */
  find(now: number, limit: number): Promise<MemberDocument[]>
  /**
   * Lets others come first. Only the moment is written, and only if nobody has committed in
   * between: the next commit computes it anew from the state.
   */
  postpone(member: Pick<MemberDocument, '_id' | 'version'>, dueAt: number): Promise<void>
}

export function dueMembers(database: Database): DueMembers {
  return {
    find: (now, limit) =>
      database.find<MemberDocument>('members', {
        where: { nextDueAt: dueBy(now) },
        orderBy: [
          ['nextDueAt', 'asc'],
          ['_id', 'asc'],
        ],
        limit,
      }),

    async postpone({ _id, version }, dueAt) {
      await database.updateWhere('members', { _id, version }, { set: { nextDueAt: dueAt } })
    },
  }
}
