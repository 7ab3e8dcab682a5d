import { isRefusal } from '../contract/refusals'
import { forTimers, type Scope } from '../entry/handler'
import { carryOutFollowUps } from './follow-ups'

const MEMBERS_A_RUN = 500

/**
 * Archives idle tails, which hands their follow-ups over, and carries out those of this function;
 * what is left comes with the next run. The same timer keeps the daily figures of what members
 * really save, the month's bills, and the evidence of what was really paid, tells all members
 * what concerns them all, and ends what is held too long: CloudBase allows a function one trigger.
 */
export const sweep = forTimers('renewal.sweep', async (_input, scope) => {
  const { backend, now, deadline } = scope
  const swept = await backend.sweeper.sweep({ now, deadline, limit: MEMBERS_A_RUN })
  const followUps = await carryOutFollowUps(scope)
  const told = await announce(scope)
  const figures = await backend.typicalSavings.refresh({ now, deadline })
  const bills = await backend.bills.refresh({ now, deadline })
  const forecasts = await backend.forecastErrors.refresh({ now, deadline })
  const expired = await backend.personalData.expire({ now, deadline })
  const archivedThrough = await backend.sweeper.archivedThrough()
  const evidence = await backend.priceEvidence.refresh({ now, archivedThrough })
  return {
    ...swept,
    left:
      swept.left ||
      followUps.left ||
      told.left ||
      figures.left ||
      bills.left ||
      forecasts.left ||
      evidence.left ||
      expired.left,
  }
})

/** Before the shop is set up there is nobody to tell. */
async function announce({ backend, now, deadline }: Scope): Promise<{ left: boolean }> {
  const release = await backend.releases.current(now)
  return isRefusal(release) ? { left: false } : backend.announcements.go({ release, now, deadline })
}
