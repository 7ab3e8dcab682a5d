import type { BenefitAccount } from './benefit-account'
import { closingPostings } from './benefit-counts'
import type { Posting } from './decision'
import type { MemberState } from './member'

const DAY_MS = 86_400_000

/** A use of yesterday's last minute can still be undone; an undo takes two hours at most. */
const USES_KEPT_MS = DAY_MS

/** What became of an appointment is shown for a month. */
const APPOINTMENTS_KEPT_MS = 31 * DAY_MS

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
    recent: benefits.recent.filter(({ undoUntil }) => undoUntil + USES_KEPT_MS > now),
    appointments: benefits.appointments.filter(({ at }) => at + APPOINTMENTS_KEPT_MS > now),
    choices: benefits.choices.filter(({ until }) => until > now),
    warranties: benefits.warranties.filter(({ until }) => until > now),
  }
  return { state: { ...state, benefits: kept }, postings: closingPostings(ended) }
}
