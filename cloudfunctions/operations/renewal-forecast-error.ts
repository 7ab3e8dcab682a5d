import { isRefusal } from '../contract/refusals'
import { startOfDay } from '../domain/calendar'
import { FORECAST_METHOD } from '../domain/forecast'
import { forStaff } from '../entry/handler'

/** How far forecasts of savings were off for members whose year is over (M086). */
export const renewalForecastError = forStaff('operations.renewalForecastError', {
  branch: () => null,
  prepare: () => ({ memberIds: [], prepared: null }),
  async run(_input, { backend, now }) {
    const release = await backend.releases.current(now)
    if (isRefusal(release)) return release
    const error = release.forecastError
    return {
      asOf: error ? startOfDay(error.day) : null,
      members: error?.members ?? 0,
      meanBasisPoints: error?.meanBasisPoints ?? null,
      withinRange: error?.withinRange ?? null,
      method: FORECAST_METHOD,
    }
  },
})
