import type { MemberState } from '../domain/member'
import type { ComebackEntry } from '../domain/returning-account'
import { type Database, inside, lessThan, moreThan } from './database'

/** Members who stay away, and what was done about it. */
export interface ReturningReports {
  /**
   * Members whose last visit lies before an instant, the newest of them first, found by its index; at
   * most `limit`.
   */
  lastHereBefore(page: {
    at: number
    after: { at: number; memberId: string } | null
    limit: number
  }): Promise<MemberState[]>
  /** Everybody in an arm of a comeback gift (M096); null where the time ran out. */
  gifts(deadline: number): Promise<ComebackEntry[] | null>
}

const MEMBERS_A_PAGE = 200

interface Row {
  readonly _id: string
  readonly state: MemberState
}

export function returningReports(database: Database, clock: () => number): ReturningReports {
  return {
    async lastHereBefore({ at, after, limit }) {
      const rows = await database.find<Row>('members', {
        where: { state: inside({ returning: inside({ lastVisitAt: lessThan(at) }) }) },
        orderBy: [
          ['state.returning.lastVisitAt', 'desc'],
          ['_id', 'desc'],
        ],
        limit,
        ...(after ? { after: [after.at, after.memberId] } : {}),
      })
      return rows.map(({ state }) => state)
    },

    async gifts(deadline) {
      const entries: ComebackEntry[] = []
      let after: string | null = null
      for (;;) {
        if (clock() >= deadline) return null
        const page: Row[] = await database.find<Row>('members', {
          where: { state: inside({ returning: inside({ gifts: inside({ at: moreThan(0) }) }) }) },
          orderBy: [['_id', 'asc']],
          limit: MEMBERS_A_PAGE,
          projection: ['state.returning'],
          ...(after === null ? {} : { after: [after] }),
        })
        for (const { state } of page) entries.push(...state.returning.gifts)
        if (page.length < MEMBERS_A_PAGE) return entries
        after = page.at(-1)?._id ?? null
      }
    },
  }
}
