import { isRefusal } from '../contract/refusals'
import { shanghaiDay, shanghaiMonth } from '../domain/calendar'
import { backTest, type BackTestSums, forecastError, NO_BACK_TESTS, withBackTest } from '../domain/forecast'
import type { MemberWalks } from './member-walk'
import type { Releases } from './releases'

export interface ForecastErrors {
  /** Once a month, in as many runs as it takes; says whether the walk is unfinished. */
  refresh(run: { now: number; deadline: number }): Promise<{ left: boolean }>
}

/**
 * How far forecasts of savings were off (M086), over all members whose year is over: sums alone are
 * kept, and the mean stands in the release, so that showing it costs no read.
 */
export function forecastErrors(walks: MemberWalks, releases: Releases): ForecastErrors {
  return {
    async refresh({ now, deadline }) {
      const month = shanghaiMonth(now)
      const release = await releases.current(now)
      if (isRefusal(release) || release.forecastError?.day.startsWith(month)) return { left: false }
      const { folded, finished } = await walks.go<BackTestSums>({
        id: `forecasts:${month}`,
        first: NO_BACK_TESTS,
        projection: ['state.savings'],
        deadline,
        page: (members, sums) =>
          members.reduce((all, { state }) => withBackTest(all, backTest(state.savings, month)), sums),
      })
      if (!finished) return { left: true }
      const figures = forecastError(folded, shanghaiDay(now))
      await releases.amend((current) => ({ ...current, forecastError: figures }))
      return { left: false }
    },
  }
}
