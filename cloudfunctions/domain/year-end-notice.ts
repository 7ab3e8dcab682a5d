import { hasTerm, stands } from './family'
import { isNow, type LookingAfter, message } from './looking-after'
import { shanghaiDay, startOfDay } from './calendar'
import type { MemberState } from './member'

/** Early in January who held a card is told that last year's report of unused benefits is there (M093). */

const DAY_OF_REPORT = '01-08'
const MORNING_MS = 10 * 3_600_000
const OF_USE_MS = 60 * 86_400_000

export const YEAR_END: LookingAfter = {
  moments: (state) => yearsOf(state).map(momentOf),

  look: (state, looking) => ({
    state,
    postings: [],
    due: yearsOf(state)
      .filter((year) => isNow(momentOf(year), looking) && looking.now < momentOf(year) + OF_USE_MS)
      .map((year) =>
        message(
          state,
          'year_end_unused',
          String(year),
          { id: String(year), amount: null, day: `${year}-12-31`, title: `${year}年权益使用报告` },
          momentOf(year) + OF_USE_MS,
        ),
      ),
  }),
}

/** Every year in which a card ran. */
function yearsOf({ memberships }: Pick<MemberState, 'memberships'>): number[] {
  const years = new Set<number>()
  for (const membership of memberships.filter(hasTerm))
    for (const { startsAt, endsAt } of membership.periods.filter(stands))
      for (let year = yearOf(startsAt); year <= yearOf(endsAt - 1); year += 1) years.add(year)
  return [...years]
}

function yearOf(instant: number): number {
  return Number(shanghaiDay(instant).slice(0, 4))
}

function momentOf(year: number): number {
  return startOfDay(`${year + 1}-${DAY_OF_REPORT}`) + MORNING_MS
}
