import { isRefusal } from '../contract/refusals'
import { lastDayOf, shanghaiDay } from '../domain/calendar'
import { DRIVERS_CAUTION, driverReport, driverWindow } from '../domain/renewal-drivers'
import { RENEWAL_RATE_RULE, renewalMonths } from '../domain/renewal-rate'
import { forStaff } from '../entry/handler'

/** Who renewed, by what was saved, tier and visits (M082), and the rate of each month (F19): counted on the first. */
export const renewalDrivers = forStaff('operations.renewalDrivers', {
  branch: () => null,
  prepare: () => ({ memberIds: [], prepared: null }),
  async run(_input, { backend, now }) {
    const release = await backend.releases.current(now)
    if (isRefusal(release)) return release
    const [found, walks] = await Promise.all([backend.bills.drivers(now), backend.bills.renewals(now)])
    const months = renewalMonths(walks)
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
        months,
        rule: RENEWAL_RATE_RULE,
      }
    const { from, to } = driverWindow(found.at)
    const tiers = [...(release.loyalty?.growth?.tiers ?? [])].sort((a, b) => a.rank - b.rank)
    return {
      asOf: found.at,
      from: shanghaiDay(from),
      through: lastDayOf(to),
      ...driverReport(found.counts, tiers),
      caution: DRIVERS_CAUTION,
      months,
      rule: RENEWAL_RATE_RULE,
    }
  },
})
