import type { BenefitWindow } from '../contract/benefit-offers'
import { addDays, addMonths, daysBetween, shanghaiDay, startOfDay } from './calendar'
import type { Period } from './member'

/** A span in which a benefit is counted: it counts anew once it is over. */
export interface Window {
  /** A day, `{year}-W{week}`, a month, or the order id of a paid period. */
  readonly key: string
  /** Epoch ms, exclusive. */
  readonly until: number
}

const A_MONDAY = '1970-01-05'

/**
 * The window that an instant falls into: the branch's midnight ends a day, Sunday's a week, the last
 * day's a month, and a period its paid term (M027, M054).
 */
export function windowAt(
  per: BenefitWindow,
  at: number,
  period: Pick<Period, 'orderId' | 'endsAt' | 'graceUntil'> | null,
): Window {
  const day = shanghaiDay(at)
  switch (per) {
    case 'day':
      return { key: day, until: startOfDay(addDays(day, 1)) }
    case 'week':
      return weekOf(day)
    case 'month':
      return { key: day.slice(0, 7), until: startOfDay(addMonths(`${day.slice(0, 7)}-01`, 1)) }
    case 'period':
      // Only what comes with a card has one; publishing refuses it elsewhere.
      if (!period) throw new RangeError('a benefit is counted by a period that it has none of')
      return { key: period.orderId, until: period.graceUntil ?? period.endsAt }
  }
}

/** Weeks begin on Monday and belong to the year that their Thursday is in. */
function weekOf(day: string): Window {
  const weekday = ((daysBetween(A_MONDAY, day) % 7) + 7) % 7
  const monday = addDays(day, -weekday)
  const thursday = addDays(monday, 3)
  const year = thursday.slice(0, 4)
  const week = Math.floor(daysBetween(`${year}-01-01`, thursday) / 7) + 1
  return { key: `${year}-W${String(week).padStart(2, '0')}`, until: startOfDay(addDays(monday, 7)) }
}
