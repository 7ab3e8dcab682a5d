import { type DayFigures, dayFigures } from '../domain/day-figures'
import { addDays, startOfDay } from '../domain/calendar'
import { type Database, inside, moreThan } from './database'
import type { JournalReads } from './journal-reads'

interface DayRollUp extends DayFigures {
  readonly _id: string
}

/** How far the sweeper has archived every tail: what is later may still change. */
export type ArchivedThrough = () => Promise<number>

export interface RollUps {
  /** Figures of past days: stored once their day is wholly archived, else folded afresh. */
  ofDays(days: readonly string[], now: number): Promise<Map<string, DayFigures>>
  /** The running day, from journal and tails. */
  live(day: string): Promise<DayFigures>
  /** Members with a card that ends after `now`. */
  holders(now: number): Promise<number>
}

const COLLECTION = 'roll_ups'

export function rollUps(
  database: Database,
  journal: JournalReads,
  archivedThrough: ArchivedThrough,
): RollUps {
  async function live(day: string): Promise<DayFigures> {
    const [entries, abnormalRefunds] = [
      await journal.entriesOfDay(day),
      await database.count('refunds', { state: 'abnormal' }),
    ]
    return { ...dayFigures(entries), abnormalRefunds }
  }

  return {
    live,

    async ofDays(days) {
      const known = await database.readMany<DayRollUp>(COLLECTION, days.map(rollUpId))
      const figures = new Map<string, DayFigures>(known.map((row) => [row._id.slice('day:'.length), row]))
      const missing = days.filter((day) => !figures.has(day))
      if (missing.length === 0) return figures
      const archived = await archivedThrough()
      for (const day of missing) {
        const folded = { ...dayFigures(await journal.entriesOfDay(day)), abnormalRefunds: 0 }
        figures.set(day, folded)
        // A day that is over and archived can't change any more: an undo counts on its own day.
        if (archived >= startOfDay(addDays(day, 1)))
          await database.insert(COLLECTION, { _id: rollUpId(day), ...folded })
      }
      return figures
    },

    async holders(now) {
      return database.count('members', { state: inside({ memberships: inside({ endsAt: moreThan(now) }) }) })
    },
  }
}

function rollUpId(day: string): string {
  return `day:${day}`
}
