import { addDays, shanghaiDay, startOfDay } from '../domain/calendar'
import { dealsOf, withDeals } from '../domain/deals'
import type { Database } from './database'
import type { JournalReads } from './journal-reads'
import type { Releases } from './releases'

interface EvidenceProgress {
  readonly _id: string
  readonly revision: number
  /** The last day whose deals are in the release. */
  readonly throughDay: string
}

export interface PriceEvidence {
  /** Adds the deals of days that are over and wholly archived; at most a week of days a run. */
  refresh(run: { now: number; archivedThrough: number }): Promise<{ left: boolean }>
}

export const PROGRESS_ID = 'price-evidence'
const MOST_DAYS_A_RUN = 7
/** What is older can't be the evidence of a promotion that begins now. */
const LOOKS_BACK_DAYS = 14

/** Keeps in the release what was really paid each day: was-prices are shown on no other ground (L4). */
export function priceEvidence(database: Database, journal: JournalReads, releases: Releases): PriceEvidence {
  return {
    async refresh({ now, archivedThrough }) {
      const today = shanghaiDay(now)
      const state = await database.read<EvidenceProgress>('roll_ups', PROGRESS_ID)
      const earliest = addDays(today, -LOOKS_BACK_DAYS)
      let day = state && state.throughDay >= earliest ? addDays(state.throughDay, 1) : earliest
      let done = state?.throughDay ?? ''
      for (let turn = 0; turn < MOST_DAYS_A_RUN && day < today; turn += 1) {
        if (archivedThrough < startOfDay(addDays(day, 1))) break
        const deals = dealsOf(await journal.entriesOfDay(day), day)
        const added = day
        if (deals.products.size + deals.plans.size > 0)
          await releases.amend((release) => withDeals(release, deals, added))
        done = day
        day = addDays(day, 1)
      }
      if (done !== (state?.throughDay ?? '')) await save(state, done)
      return { left: day < today && archivedThrough >= startOfDay(addDays(day, 1)) }
    },
  }

  async function save(state: EvidenceProgress | null, throughDay: string): Promise<void> {
    if (!state) {
      const first: EvidenceProgress = { _id: PROGRESS_ID, revision: 1, throughDay }
      await database.insert('roll_ups', first)
      return
    }
    const { revision } = state
    await database.replaceWhere(
      'roll_ups',
      { _id: PROGRESS_ID, revision },
      { throughDay, revision: revision + 1 },
    )
  }
}
