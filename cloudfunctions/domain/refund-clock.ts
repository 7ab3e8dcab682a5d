import { addDays, daysBetween, shanghaiDay } from './calendar'

/** The days that count for a refund: of the right to it, of WeChat's own limit, of carrying it out. */

/** Through the end of the seventh day; the day of payment is not counted (法释〔2025〕4号 14, 民法典 201). */
const RIGHT_DAYS = 7
/**
 * A last day that is a holiday moves behind it (民法典 203), and holidays are announced year by year:
 * up to ten days later a person decides instead of a refusal.
 */
const DOUBTFUL_DAYS = 10

const DAY_MS = 86_400_000
/** WeChat Pay gives back for 365 days after the payment (L11). */
const WECHAT_DAYS = 365
const MOST_PARTIAL_REFUNDS = 50
const LEAST_GAP_MS = 60_000

/** Without a rule of the place: what takes longer is deliberate delay (消法 53). */
const REFUND_DAYS = 15

export type RefundCause = 'consumer' | 'operator' | 'minor' | 'seven_days'
export type RefundChannel = 'wechat' | 'manual'

/** running: the seven days; doubtful: over, unless the last of them was a holiday. */
export function sevenDayRight(paidAt: number, now: number): 'running' | 'doubtful' | 'over' {
  const days = daysBetween(shanghaiDay(paidAt), shanghaiDay(now))
  return days <= RIGHT_DAYS ? 'running' : days <= RIGHT_DAYS + DOUBTFUL_DAYS ? 'doubtful' : 'over'
}

/** manual: WeChat would refuse by the payment's age or the number of refunds, so the shop transfers it. */
export function refundChannel(payment: { paidAt: number; refunds?: number }, now: number): RefundChannel {
  const tooOld = now > payment.paidAt + WECHAT_DAYS * DAY_MS
  return tooOld || (payment.refunds ?? 0) >= MOST_PARTIAL_REFUNDS ? 'manual' : 'wechat'
}

/** True while WeChat would refuse another refund of the same order. */
export function refundWaits(lastRefundAt: number | null, now: number): boolean {
  return lastRefundAt !== null && now - lastRefundAt < LEAST_GAP_MS
}

/** The last day on which a refund asked for at this instant may be carried out. */
export function refundBy(askedAt: number, refundDays: number = REFUND_DAYS): string {
  return addDays(shanghaiDay(askedAt), refundDays)
}

/** From two thirds of the time on, day 10 of 15, an open refund alarms the owner. */
export function refundAlarms(refund: { askedAt: number; by: string }, now: number): boolean {
  const asked = shanghaiDay(refund.askedAt)
  const days = daysBetween(asked, refund.by)
  return 3 * daysBetween(asked, shanghaiDay(now)) >= 2 * days
}
