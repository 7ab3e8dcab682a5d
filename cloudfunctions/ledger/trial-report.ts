import type { Membership } from '../domain/member'
import { countTrials, type TrialCohort, trialCohorts, type TrialCounts } from '../domain/trial-cohorts'
import { type Database, inside, moreThan } from './database'

export interface TrialReport {
  /** Over everybody who held a card in the last year and a bit; null where the time ran out. */
  report(run: { now: number; deadline: number }): Promise<TrialCohort[] | null>
}

const MEMBERS_A_PAGE = 500
/** As long as an ended card stays with its member. */
const LOOKS_BACK_MS = 400 * 86_400_000
const SPARE_MS = 1_000

interface Holder {
  readonly _id: string
  readonly state: { readonly memberships: Membership[] }
}

/** Reads who holds cards page by page and keeps sums only. */
export function trialReport(database: Database, clock: () => number): TrialReport {
  return {
    async report({ now, deadline }) {
      const counts: TrialCounts = new Map()
      let after = ''
      for (;;) {
        if (clock() >= deadline - SPARE_MS) return null
        const page = await database.find<Holder>('members', {
          where: {
            state: inside({ memberships: inside({ endsAt: moreThan(now - LOOKS_BACK_MS) }) }),
            _id: moreThan(after),
          },
          orderBy: [['_id', 'asc']],
          limit: MEMBERS_A_PAGE,
          projection: ['state.memberships'],
        })
        for (const { state } of page) countTrials(counts, state.memberships, now)
        if (page.length < MEMBERS_A_PAGE) return trialCohorts(counts)
        after = page.at(-1)?._id ?? after
      }
    },
  }
}
