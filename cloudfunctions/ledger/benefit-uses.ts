import type { ReportedUse } from '../domain/benefit-report'
import { hasUses, type ToldEntry } from '../domain/benefits-without-till'
import type { JournalEntry } from '../domain/decision'
import type { MemberState } from '../domain/member'
import { rankAt } from '../domain/tier-rank'
import { between, type Database, inside, moreThan, type Where } from './database'

/** What was used of benefits, and who holds which rank, for the owner's report. */
export interface BenefitUses {
  /** Uses of [since, until), archived ones; null where the time ran out. */
  between(range: Range): Promise<ReportedUse[] | null>
  /**
   * Archived entries of [since, until) that tell of uses without a till's own, the oldest first of each
   * kind: receipts that have some in them (where asked for), returns of goods, replaced goods, and
   * things that were prepared. Null where the time ran out.
   */
  toldBetween(range: Range & { receipts: boolean }): Promise<ToldEntry[] | null>
  /** How many members hold each rank now; null where the time ran out. */
  membersByRank(now: number, deadline: number): Promise<Map<number, number> | null>
}

interface Range {
  readonly since: number
  readonly until: number
  readonly deadline: number
}

const PAGE = 1000
/** Receipts are long. */
const ENTRIES_A_PAGE = 500
const KINDS = ['goods_return', 'warranty', 'benefit_task'] as const

interface Ranked {
  readonly _id: string
  readonly state: Pick<MemberState, 'growth'>
}

export function benefitUses(database: Database, clock: () => number): BenefitUses {
  /** False where the time ran out. */
  async function read(where: Where, deadline: number, take: (entry: JournalEntry) => void): Promise<boolean> {
    let last: JournalEntry | undefined
    for (;;) {
      if (clock() >= deadline) return false
      const page: JournalEntry[] = await database.find<JournalEntry>('journal', {
        where,
        orderBy: [
          ['at', 'asc'],
          ['_id', 'asc'],
        ],
        limit: ENTRIES_A_PAGE,
        projection: ['memberId', 'at', 'facts'],
        ...(last ? { after: [last.at, last._id] } : {}),
      })
      page.forEach(take)
      last = page.at(-1)
      if (page.length < ENTRIES_A_PAGE) return true
    }
  }

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

    async toldBetween({ since, until, deadline, receipts }) {
      const told: ToldEntry[] = []
      const at = between(since, until)
      // All that such a receipt takes off is booked as a saving: most entries are never read.
      const saving = { postings: inside({ asset: 'saving' }), at }
      const isRead =
        !receipts ||
        (await read(saving, deadline, (entry) => {
          if (entry.facts.kind === 'receipt' && hasUses(entry.facts.receipt)) told.push(entry)
        }))
      if (!isRead) return null
      for (const kind of KINDS) {
        if (kind === 'goods_return' && !receipts) continue
        if (!(await read({ facts: inside({ kind }), at }, deadline, (entry) => told.push(entry)))) return null
      }
      return told
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
