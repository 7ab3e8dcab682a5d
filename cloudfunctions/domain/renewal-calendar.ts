import { addDays, daysBetween, shanghaiDay, startOfDay } from './calendar'

/**
 * The days of one automatic charge (L1, L11, wechat.md 1.12): the member is told seven days before,
 * and again until it was read; WeChat tells two days before; the charge runs between 07:00 and
 * 22:00 in the days that WeChat allows after its own notice.
 */

const HOUR_MS = 3_600_000
const DAY_MS = 24 * HOUR_MS

const FIRST_NOTICE_DAYS = 7
const NOTICE_HOUR = 9
const OPENS_HOUR = 7
const CLOSES_HOUR = 22

/** A notice counts that was delivered so long before the charge: five whole days. */
export const LEAST_NOTICE_MS = 5 * DAY_MS
/** With the notice at once, the charge can be so many days away at the soonest. */
export const SOONEST_CHARGE_DAYS = 7
/** Days on which WeChat lets a debit run after its notice; it takes at most three (wechat.md 0.1). */
export const DEBIT_DAYS = 3
const WAIT_DAYS = 2

/**
 * The day of the charge for a card that ends (exclusively) at `endsAt`: its last day, so that
 * access never lapses and nothing is taken earlier than it has to be.
 */
export function chargeDayOf(endsAt: number): string {
  return shanghaiDay(endsAt - 1)
}

/** When the member is told first. Epoch ms. */
export function firstNoticeAt(chargeOn: string): number {
  return at(addDays(chargeOn, -FIRST_NOTICE_DAYS), NOTICE_HOUR)
}

/** When an unread notice is sent again: each morning while it can still count; null once it can't. */
export function nextNoticeAt(chargeOn: string, now: number): number | null {
  const today = at(shanghaiDay(now), NOTICE_HOUR)
  const next = now < today ? today : today + DAY_MS
  return next + LEAST_NOTICE_MS < at(chargeOn, CLOSES_HOUR) ? next : null
}

/** When WeChat is to be told: two days before, once its window opens. */
export function wechatNoticeAt(chargeOn: string): number {
  return at(addDays(chargeOn, -WAIT_DAYS), OPENS_HOUR)
}

/** True if a notice delivered at this moment allows a charge on its day. */
export function countsFor(chargeOn: string, deliveredAt: number | null): deliveredAt is number {
  return deliveredAt !== null && deliveredAt + LEAST_NOTICE_MS < at(chargeOn, CLOSES_HOUR)
}

/** The first moment of a charge: on its day, not before WeChat's wait and five days after the notice. */
export function firstChargeAt(chargeOn: string, wechatNoticeOn: string, deliveredAt: number): number {
  const afterWait = addDays(wechatNoticeOn, WAIT_DAYS)
  const day = afterWait > chargeOn ? afterWait : chargeOn
  return withinHours(Math.max(at(day, OPENS_HOUR), deliveredAt + LEAST_NOTICE_MS))
}

/** The moment itself, or the next one at which WeChat carries out notices and debits. */
export function withinHours(moment: number): number {
  const day = shanghaiDay(moment)
  if (moment < at(day, OPENS_HOUR)) return at(day, OPENS_HOUR)
  return moment < at(day, CLOSES_HOUR) ? moment : at(addDays(day, 1), OPENS_HOUR)
}

/** True in the days that WeChat allows after its notice: D + 2 through D + 1 + count. */
export function isDebitDay(wechatNoticeOn: string, day: string): boolean {
  const since = daysBetween(wechatNoticeOn, day)
  return since >= WAIT_DAYS && since < WAIT_DAYS + DEBIT_DAYS
}

/** The next morning on which a failed charge may be tried again; null after the last debit day. */
export function nextAttemptAt(wechatNoticeOn: string, now: number): number | null {
  const tomorrow = addDays(shanghaiDay(now), 1)
  return isDebitDay(wechatNoticeOn, tomorrow) ? at(tomorrow, OPENS_HOUR) : null
}

/** After the last moment at which WeChat could still be told for this charge. */
export function tooLateToTell(chargeOn: string, now: number): boolean {
  return shanghaiDay(now) > chargeOn
}

function at(day: string, hour: number): number {
  return startOfDay(day) + hour * HOUR_MS
}
