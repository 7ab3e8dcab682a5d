import type { HolidayCare, MemberDay } from '../contract/care'
import { admits } from './audience'
import { addDays, addMonths, shanghaiDay, weekdayOf } from './calendar'
import type { MemberState } from './member'
import type { Release } from './release'

/**
 * Days of the shop's own that come back (M111). Nothing opens or closes them: whether one runs is
 * asked of the Shanghai day on which something happens, whatever the machine's time zone.
 */

type Recurrence = MemberDay['recurs']

/** Whether a member day falls on this day. */
export function fallsOn(recurs: Recurrence, day: string): boolean {
  switch (recurs.kind) {
    case 'monthly':
      return day === monthlyDay(day.slice(0, 7), recurs.dayOfMonth)
    case 'weekly':
      return weekdayOf(day) === recurs.weekday
    case 'dates':
      return recurs.days.includes(day)
  }
}

/** The day of it that runs or comes next, seen from `today`; null once there is none any more. */
export function nextDay(recurs: Recurrence, today: string): string | null {
  switch (recurs.kind) {
    case 'monthly': {
      const month = today.slice(0, 7)
      const here = monthlyDay(month, recurs.dayOfMonth)
      return here >= today ? here : monthlyDay(nextMonth(month), recurs.dayOfMonth)
    }
    case 'weekly':
      return addDays(today, (recurs.weekday - weekdayOf(today) + 7) % 7)
    case 'dates':
      return recurs.days.filter((day) => day >= today).sort()[0] ?? null
  }
}

/** When it comes back, in words that say what happens in a short month. */
export function recurrenceWords(recurs: Recurrence): string {
  switch (recurs.kind) {
    case 'monthly':
      if (recurs.dayOfMonth === 31) return '每月最后一天'
      return recurs.dayOfMonth > 28
        ? `每月${recurs.dayOfMonth}日,没有这一天的月份为当月最后一天`
        : `每月${recurs.dayOfMonth}日`
    case 'weekly':
      return `每周${'一二三四五六日'[recurs.weekday - 1] ?? ''}`
    case 'dates':
      return `共${recurs.days.length}天,日期见会员日页面`
  }
}

/** Of a month that has no such day, its last one: counted from the month itself, never chained. */
function monthlyDay(month: string, dayOfMonth: number): string {
  const last = addDays(`${nextMonth(month)}-01`, -1)
  const wanted = `${month}-${String(dayOfMonth).padStart(2, '0')}`
  return wanted < last ? wanted : last
}

function nextMonth(month: string): string {
  return addMonths(`${month}-01`, 1).slice(0, 7)
}

/** Member days of this day. */
export function memberDaysOn({ care }: Pick<Release, 'care'>, day: string): MemberDay[] {
  return (care?.memberDays ?? []).filter(({ recurs }) => fallsOn(recurs, day))
}

export function holidaysOn({ care }: Pick<Release, 'care'>, day: string): HolidayCare[] {
  return (care?.holidays ?? []).filter((holiday) => holiday.day === day)
}

/** What a member day makes of the points of a receipt, as the receipt remembers it. */
export interface DayMultiplier {
  readonly memberDayId: string
  readonly title: string
  /** 20000 is twice. */
  readonly basisPoints: number
}

/**
 * The multiplier of this member on the day of `at`: of several days that fall together the highest,
 * so that they never multiply each other; null where none counts.
 */
export function dayMultiplier(state: MemberState, release: Release, at: number): DayMultiplier | null {
  const found = memberDaysOn(release, shanghaiDay(at))
    .filter(({ audience }) => admits(audience, state, release, at).admitted)
    .flatMap(({ id: memberDayId, title, pointsBasisPoints }) =>
      pointsBasisPoints === undefined ? [] : [{ memberDayId, title, basisPoints: pointsBasisPoints }],
    )
    .sort((a, b) => b.basisPoints - a.basisPoints || (a.memberDayId < b.memberDayId ? -1 : 1))
  return found[0] ?? null
}
