import { weekdayText } from '@/services/days'
import { clockText, dayKey, dayOf, momentText } from '@/services/format'

/** From when to when: `11月28日 周六 14:00–16:00`; both instants lie on one day in Shanghai. */
export function spanText(startsAt: number, endsAt: number, now: number): string {
  const weekday = weekdayText(dayKey(startsAt), now)
  return `${dayOf(startsAt, now)} ${weekday} ${clockText(startsAt)}–${clockText(endsAt)}`
}

/** An end that doesn't count any more: midnight reads as 24:00 of the day before. */
export function untilText(at: number, now: number): string {
  return clockText(at) === '00:00' ? `${dayOf(at - 1, now)}24:00前` : `${momentText(at, now)}前`
}
