import type { Database } from './database'

/** Why a statement is contested, in the member's own words, which the books must not hold. */
export interface Dispute {
  /** `memberId:statementId` */
  readonly _id: string
  readonly memberId: string
  readonly statementId: string
  readonly reason: string
  readonly at: number
}

export interface Disputes {
  /** A second time changes nothing. */
  insert(dispute: Dispute): Promise<void>
  /** The newest first. */
  list(limit: number): Promise<Dispute[]>
}

export function disputes(database: Database): Disputes {
  return {
    async insert(dispute) {
      await database.insert('disputes', dispute)
    },
    list: (limit) =>
      database.find<Dispute>('disputes', {
        where: {},
        orderBy: [
          ['at', 'desc'],
          ['_id', 'desc'],
        ],
        limit,
      }),
  }
}
