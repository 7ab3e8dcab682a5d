import { addMonths, startOfDay } from '../domain/calendar'
import type { JournalEntry } from '../domain/decision'
import { ALL_BRANCHES, foldMove, type StageMoves } from '../domain/lifecycle'
import { LIFECYCLE_STAGES, type LifecycleStage } from '../domain/lifecycle-account'
import type { MemberDocument } from './aggregate'
import { between, type Database, inside, moreThan } from './database'
import type { ArchivedThrough } from './roll-ups'

/** How many members stand in which stage, who they are, and how they moved (M102). */
export interface StageReport {
  /** One count for each stage, and one for who joined and isn't logged yet: those are the first stage's. */
  counts(branchId: string | null): Promise<Record<LifecycleStage, number>>
  /** Of one stage, by number. */
  members(
    stage: LifecycleStage,
    page: { branchId: string | null; after: string | null; limit: number },
  ): Promise<MemberDocument[]>
  /** Moves by pair (`{from}_{to}`) in a month; a month that is over and archived is folded once. */
  moves(month: string, branchId: string | null): Promise<Record<string, number>>
}

interface MonthOfMoves {
  readonly _id: string
  readonly moves: StageMoves
}

const COLLECTION = 'roll_ups'
const PAGE = 1000

export function stageReport(database: Database, archivedThrough: ArchivedThrough): StageReport {
  const inStage = (stage: LifecycleStage | null, branchId: string | null) =>
    inside({ lifecycle: inside({ stage, ...(branchId === null ? {} : { branchId }) }) })

  async function fold(month: string): Promise<StageMoves> {
    const moves: StageMoves = {}
    let last: JournalEntry | undefined
    for (;;) {
      const page: JournalEntry[] = await database.find<JournalEntry>('journal', {
        where: { facts: inside({ kind: 'stage' }), at: between(startOf(month), endOf(month)) },
        orderBy: [
          ['at', 'asc'],
          ['_id', 'asc'],
        ],
        limit: PAGE,
        projection: ['at', 'facts'],
        ...(last ? { after: [last.at, last._id] } : {}),
      })
      for (const { facts } of page) if (facts.kind === 'stage') foldMove(moves, facts)
      last = page.at(-1)
      if (page.length < PAGE) return moves
    }
  }

  return {
    async counts(branchId) {
      const [fresh, ...logged] = await Promise.all([
        branchId === null
          ? database.count('members', {
              state: inside({ joinedAt: moreThan(0), lifecycle: inside({ stage: null }) }),
            })
          : database.count('members', { state: inStage(null, branchId) }),
        ...LIFECYCLE_STAGES.map((stage) => database.count('members', { state: inStage(stage, branchId) })),
      ])
      const counted = LIFECYCLE_STAGES.map((stage, index) => {
        const own = logged[index] ?? 0
        return [stage, stage === 'attracted' ? own + fresh : own]
      })
      return Object.fromEntries(counted) as Record<LifecycleStage, number>
    },

    members: (stage, { branchId, after, limit }) =>
      database.find<MemberDocument>('members', {
        where: { state: inStage(stage, branchId) },
        orderBy: [['_id', 'asc']],
        limit,
        ...(after === null ? {} : { after: [after] }),
      }),

    async moves(month, branchId) {
      const id = `stages:${month}`
      const kept = await database.read<MonthOfMoves>(COLLECTION, id)
      const moves = kept?.moves ?? (await fold(month))
      if (!kept && (await archivedThrough()) >= endOf(month))
        await database.insert(COLLECTION, { _id: id, moves } as MonthOfMoves)
      return moves[branchId ?? ALL_BRANCHES] ?? {}
    },
  }
}

function startOf(month: string): number {
  return startOfDay(`${month}-01`)
}

function endOf(month: string): number {
  return startOfDay(addMonths(`${month}-01`, 1))
}
