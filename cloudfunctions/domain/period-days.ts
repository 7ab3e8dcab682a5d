import { addDays, addMonths, daysBetween } from './calendar'
import { stands } from './family'
import type { Membership, Period } from './member'

/**
 * Days of a period and those still to come after today, by the anchor: the start day comes free
 * and is in neither, so that giving back on the day of purchase returns everything.
 */
export function daysOf(
  membership: Membership,
  period: Period,
  today: string,
): { all: number; remaining: number } {
  const { anchor } = membership
  const later = membership.periods.filter((other) => stands(other) && other.startsAt >= period.endsAt)
  const monthsAfter = membership.months - later.reduce((sum, { months }) => sum + months, 0)
  const isTrial = period.days !== undefined
  const first = addDays(isTrial ? anchor : addMonths(anchor, monthsAfter - period.months), 1)
  const end = isTrial ? addDays(first, period.days ?? 0) : addDays(addMonths(anchor, monthsAfter), 1)
  const tomorrow = addDays(today, 1)
  return {
    all: daysBetween(first, end),
    remaining: Math.max(0, daysBetween(tomorrow > first ? tomorrow : first, end)),
  }
}
