import { isRefusal } from '../contract/refusals'
import { lastDayOf, shanghaiDay } from '../domain/calendar'
import { DRIVERS_CAUTION, driverReport, driverWindow } from '../domain/renewal-drivers'
import { forStaff } from '../entry/handler'

/** Who renewed, by what was saved, tier and visits (M082): counted on the first of the month. */
export const renewalDrivers = forStaff('operations.renewalDrivers', {
  branch: () => null,
  prepare: () => ({ memberIds: [], prepared: null }),
  async run(_input, { backend, now }) {
    const release = await backend.releases.current(now)
    if (isRefusal(release)) return release
    const found = await backend.bills.drivers(now)
    if (!found)
      return {
        asOf: null,
        from: null,
        through: null,
        all: null,
        bySaved: [],
        byTier: [],
        byVisits: [],
        caution: DRIVERS_CAUTION,
      }
    const { from, to } = driverWindow(found.at)
    const tiers = [...(release.loyalty?.growth?.tiers ?? [])].sort((a, b) => a.rank - b.rank)
    return {
      asOf: found.at,
      from: shanghaiDay(from),
      through: lastDayOf(to),
      ...driverReport(found.counts, tiers),
      caution: DRIVERS_CAUTION,
    }
  },
})
