import { refuse } from '../contract/refusals'
import { forStaff } from '../entry/handler'

/** Who tried, who stayed, who stayed again, by the month of the trial (M052). */
export const trialReport = forStaff('operations.trialReport', {
  branch: () => null,
  prepare: () => ({ memberIds: [], prepared: null }),
  async run(_input, { backend, now, deadline }) {
    const cohorts = await backend.trialReport.report({ now, deadline })
    return cohorts ? { asOf: now, cohorts } : refuse('BUSY')
  },
})
