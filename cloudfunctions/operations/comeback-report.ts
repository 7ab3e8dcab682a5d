import { isRefusal, refuse } from '../contract/refusals'
import { comebackRows } from '../domain/comeback-report'
import { forStaff } from '../entry/handler'

/** Who came back with a gift, against who got none (M096). */
export const comebackReport = forStaff('operations.comebackReport', {
  branch: () => null,
  prepare: () => ({ memberIds: [], prepared: null }),
  async run(_input, { backend, now, deadline }) {
    const release = await backend.releases.current(now)
    if (isRefusal(release)) return release
    const entries = await backend.returningReports.gifts(deadline)
    return entries ? { asOf: now, gifts: comebackRows(entries, release) } : refuse('BUSY')
  },
})
