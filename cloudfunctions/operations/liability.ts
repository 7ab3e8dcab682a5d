import { isRefusal, refuse } from '../contract/refusals'
import type { PrepaidFold } from '../domain/liability'
import { prepaidStopped } from '../domain/top-up'
import { forStaff } from '../entry/handler'

/** What the shop owes for money that was paid ahead, and that the books agree on it (L5). */
export const liability = forStaff('operations.liability', {
  branch: () => null,
  prepare: () => ({ memberIds: [], prepared: null }),
  async run(_input, { backend, now, deadline }) {
    const release = await backend.releases.current(now)
    if (isRefusal(release)) return release
    const report = await backend.liability.report({ now, deadline })
    if (!report) return refuse('BUSY')
    const { months, ...owed } = report
    return { asOf: now, ...owed, byMonth: months.map(monthView), stopSales: prepaidStopped(release) }
  },
})

function monthView({
  principal: _principal,
  bonus: _bonus,
  ...month
}: PrepaidFold & { readonly month: string }) {
  return month
}
