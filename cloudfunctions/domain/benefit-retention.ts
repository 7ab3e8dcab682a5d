import type { Appointment, BenefitAccount } from './benefit-account'
import { closingPostings } from './benefit-counts'
import type { Posting } from './decision'
import { withoutEndedTasks } from './fulfilment-tasks'
import type { MemberState } from './member'

const DAY_MS = 86_400_000

/** A use of yesterday's last minute can still be undone; an undo takes two hours at most. */
const USES_KEPT_MS = DAY_MS

/** What became of the latest appointments is shown for a month. */
const APPOINTMENTS_KEPT_MS = 31 * DAY_MS

const ENDED_APPOINTMENTS_KEPT = 5

/** Windows that are over leave with what was used in them; so does what nothing can ask for any more. */
export function withoutEndedUses(
  state: MemberState,
  now: number,
): { state: MemberState; postings: Posting[] } {
  const { benefits } = state
  const ended = benefits.uses.filter(({ until }) => until + USES_KEPT_MS <= now)
  const kept: BenefitAccount = {
    ...benefits,
    uses: benefits.uses.filter((use) => !ended.includes(use)),
    recent: benefits.recent.filter(({ undoUntil }) => undoUntil > now),
    appointments: keptAppointments(benefits.appointments, now),
    choices: benefits.choices.filter(({ until }) => until > now),
    warranties: benefits.warranties.filter(({ until }) => until > now),
  }
  return { state: withoutEndedTasks({ ...state, benefits: kept }), postings: closingPostings(ended) }
}

/** All that are booked, and of the others the last few. */
function keptAppointments(appointments: readonly Appointment[], now: number): Appointment[] {
  const ended = appointments.filter(({ state }) => state !== 'booked').slice(-ENDED_APPOINTMENTS_KEPT)
  return appointments.filter(
    (one) => one.state === 'booked' || (one.at + APPOINTMENTS_KEPT_MS > now && ended.includes(one)),
  )
}
