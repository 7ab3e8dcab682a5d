import { isRefusal } from '../contract/refusals'
import { forTimers, type Scope } from '../entry/handler'
import { takeTurn } from '../entry/turns'
import { carryOutFollowUps } from './follow-ups'

const MEMBERS_A_RUN = 500

interface Swept {
  /** More of it waits for the next run. */
  readonly left: boolean
  readonly archived?: number
  readonly members?: number
}

/**
 * Archives idle tails, which hands their follow-ups over, and carries out those of this function;
 * what is left comes with the next run. The same timer keeps the daily figures of how messages ended
 * and of what members really save, the month's bills, and the evidence of what was really paid,
 * tells all members what concerns them all, and ends what is held too long: CloudBase allows a
 * function one trigger.
 */
const JOBS: readonly (readonly [job: string, work: (scope: Scope) => Promise<Swept>])[] = [
  ['archive', ({ backend, now, deadline }) => backend.sweeper.sweep({ now, deadline, limit: MEMBERS_A_RUN })],
  ['follow_ups', carryOutFollowUps],
  ['announcements', announce],
  ['message_counts', ({ backend, now, deadline }) => backend.messageCounts.refresh({ now, deadline })],
  ['typical_savings', ({ backend, now, deadline }) => backend.typicalSavings.refresh({ now, deadline })],
  ['bills', ({ backend, now, deadline }) => backend.bills.refresh({ now, deadline })],
  ['forecast_errors', ({ backend, now, deadline }) => backend.forecastErrors.refresh({ now, deadline })],
  ['personal_data', ({ backend, now, deadline }) => backend.personalData.expire({ now, deadline })],
  ['price_evidence', keepPriceEvidence],
]

/** Each job has its turn, whatever happened to those before it. */
export const sweep = forTimers('renewal.sweep', async (_input, scope) => {
  const total = { archived: 0, members: 0, left: false, failed: 0 }
  for (const [job, work] of JOBS) {
    const turn = await takeTurn({ timer: 'sweep', job }, () => work(scope), scope)
    if (turn.kind === 'failed') total.failed += 1
    if (turn.kind !== 'done' || turn.value.left) total.left = true
    if (turn.kind !== 'done') continue
    total.archived += turn.value.archived ?? 0
    total.members += turn.value.members ?? 0
  }
  return total
})

/** Before the shop is set up there is nobody to tell. */
async function announce({ backend, now, deadline }: Scope): Promise<Swept> {
  const release = await backend.releases.current(now)
  return isRefusal(release) ? { left: false } : backend.announcements.go({ release, now, deadline })
}

async function keepPriceEvidence({ backend, now }: Scope): Promise<Swept> {
  const archivedThrough = await backend.sweeper.archivedThrough()
  return backend.priceEvidence.refresh({ now, archivedThrough })
}
