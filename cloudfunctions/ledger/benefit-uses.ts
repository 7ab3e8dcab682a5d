import type { ReportedUse } from '../domain/benefit-report'
import type { JournalEntry } from '../domain/decision'
import type { MemberState } from '../domain/member'
import { rankAt } from '../domain/tier-rank'
import { between, type Database, inside, moreThan } from './database'

/** What was used of benefits, and who holds which rank, for the owner's report. */
export interface BenefitUses {
  /** Uses of [since, until), archived ones; null where the time ran out. */
  between(range: { since: number; until: number; deadline: number }): Promise<ReportedUse[] | null>
  /** How many members hold each rank now; null where the time ran out. */
  membersByRank(now: number, deadline: number): Promise<Map<number, number> | null>
}

const PAGE = 1000

interface Ranked {
  readonly _id: string
  readonly state: Pick<MemberState, 'growth'>
}

export function benefitUses(database: Database, clock: () => number): BenefitUses {
  return {
    async between({ since, until, deadline }) {
      const uses: ReportedUse[] = []
      let last: (string | number)[] | null = null
      for (;;) {
        if (clock() >= deadline) return null
        const page: JournalEntry[] = await database.find<JournalEntry>('journal', {
          where: { facts: inside({ use: inside({ at: between(since, until) }) }) },
          orderBy: [
            ['facts.use.at', 'asc'],
            ['_id', 'asc'],
          ],
          limit: PAGE,
          ...(last ? { after: last } : {}),
        })
        for (const { memberId, facts } of page)
          if (facts.kind === 'benefit_use') uses.push({ memberId, use: facts.use })
        const end = page.at(-1)
        if (page.length < PAGE || end?.facts.kind !== 'benefit_use') return uses
        last = [end.facts.use.at, end._id]
      }
    },

    async membersByRank(now, deadline) {
      const ranks = new Map<number, number>()
      let after: string | null = null
      for (;;) {
        if (clock() >= deadline) return null
        const page: Ranked[] = await database.find<Ranked>('members', {
          where: { state: inside({ joinedAt: moreThan(0) }) },
          orderBy: [['_id', 'asc']],
          limit: PAGE,
          projection: ['state.growth.tier', 'state.growth.permanent'],
          ...(after === null ? {} : { after: [after] }),
        })
        for (const { state } of page) {
          const rank = rankAt(state, now)
          ranks.set(rank, (ranks.get(rank) ?? 0) + 1)
        }
        if (page.length < PAGE) return ranks
        after = page.at(-1)?._id ?? null
      }
    },
  }
}
