import type { InterestRate, ShopSettings } from '../contract/shop-settings'
import { daysBetween, shanghaiDay } from './calendar'
import { shareRoundedUp } from './money'
import { type RefundCause, type RefundChannel, refundChannel } from './refund-clock'

/**
 * Interest on prepaid money that goes back late (法释〔2025〕4号 15-17): from the day on which the
 * contract ended, that is when it was asked back, to the day on which the money is sent; one-year LPR
 * where the shop caused it, the one-year deposit rate where the consumer did. The day itself counts
 * nothing, so what is sent back at once bears none.
 */

/** A year of basis points: interest is counted by the day, 365 to the year. */
const YEAR_OF_BASIS_POINTS = 365 * 10_000

/** What a refund bears until it is sent: kept with it, so that nobody can work it out otherwise. */
export interface InterestTerms {
  /** A year's interest on 10000 fen, in fen. */
  readonly basisPoints: number
  /** The day from which it is counted. */
  readonly from: string
  /** Fen that bear it. */
  readonly principal: number
}

/** The line of a quote: what it comes to today, and how. */
export interface ShownInterest {
  readonly amount: number
  readonly basisPoints: number
  readonly from: string
  readonly channel: RefundChannel
  readonly explanation: string
}

/** The rate of the last row that began by this day; null where the owner's table says nothing of it. */
export function interestRateOn(rates: readonly InterestRate[], day: string): number | null {
  let found: InterestRate | null = null
  for (const rate of rates) if (rate.from <= day && rate.from >= (found?.from ?? '')) found = rate
  return found?.basisPoints ?? null
}

/**
 * The interest that a refund bears, or null while the owner's table has no rate for it. Of the rates
 * on the day of payment and on the day from which it is counted the better one for the member holds;
 * of a minor's void contract the better of both kinds (8: in doubt for the consumer).
 */
export function interestTerms(
  settings: Pick<ShopSettings, 'refundInterest'> | undefined,
  refund: {
    readonly cause: RefundCause
    readonly principal: number
    readonly paidAt: number
    readonly from: string
  },
): InterestTerms | null {
  const tables = settings?.refundInterest
  if (!tables) return null
  const { cause, principal, paidAt, from } = refund
  const rates = [
    ...(cause === 'operator' || cause === 'minor' ? [tables.lpr] : []),
    ...(cause === 'operator' ? [] : [tables.deposit]),
  ]
  const found = rates
    .flatMap((table) => [interestRateOn(table, shanghaiDay(paidAt)), interestRateOn(table, from)])
    .filter((rate) => rate !== null)
  return found.length === 0 ? null : { basisPoints: Math.max(...found), from, principal }
}

/** Fen of interest up to this day, rounded up; 0 on the first day and before. */
export function interestThrough({ basisPoints, from, principal }: InterestTerms, day: string): number {
  const days = Math.max(0, daysBetween(from, day))
  return shareRoundedUp(principal, basisPoints * days, YEAR_OF_BASIS_POINTS)
}

/** Since when: not before the payment, not after today. */
export function interestFrom(since: string | undefined, paidAt: number, now: number): string {
  const today = shanghaiDay(now)
  if (since === undefined || since > today) return today
  const paidOn = shanghaiDay(paidAt)
  return since < paidOn ? paidOn : since
}

/**
 * The line as of today. WeChat never gives back more than was paid: beyond that the shop transfers it.
 * @param order `left`: fen of the payment that have not gone back; absent: none
 */
export function shownInterest(
  terms: InterestTerms,
  order: { paidAt: number; refunds: number; left?: number; refund: number; now: number },
): ShownInterest {
  const { basisPoints, from } = terms
  const amount = interestThrough(terms, shanghaiDay(order.now))
  const fits = (order.left ?? 0) >= order.refund + Math.max(1, amount)
  return {
    amount,
    basisPoints,
    from,
    channel: fits ? refundChannel(order, order.now) : 'manual',
    explanation: `从${from}起到款项退出之日,按年利率${rateText(basisPoints)}逐日计息,不足一分按一分计;当天退出不计息`,
  }
}

/** 345 basis points are `3.45%`. */
export function rateText(basisPoints: number): string {
  return `${Math.floor(basisPoints / 100)}.${String(basisPoints % 100).padStart(2, '0')}%`
}
