import type { PointsRules } from '../contract/loyalty'
import { addDays, addMonths, shanghaiDay, shanghaiMonth, startOfDay } from './calendar'
import type { MemberState, ReceiptFacts } from './member'
import type { DayMultiplier } from './member-days'
import { percentOf } from './money'
import type { PointTerms } from './point-account'
import type { Release } from './release'
import { rankAt } from './tier-rank'

/**
 * Of points that money earns now: usable on the day on which goods can come back no more, the day
 * of the purchase not counted; they never decay (L7).
 */
export function moneyTerms({ pendingDays, expireAfterMonths }: PointsRules, now: number): PointTerms {
  const usableFrom = pendingDays === 0 ? 0 : startOfDay(addDays(shanghaiDay(now), pendingDays + 1))
  return { usableFrom, expiresAt: expiryOf(expireAfterMonths, now) }
}

/** Of points that are given for something else: usable at once, and the only ones that may decay. */
export function bonusTerms({ expireAfterMonths, bonusDecay }: PointsRules, now: number): PointTerms {
  return {
    usableFrom: 0,
    expiresAt: expiryOf(expireAfterMonths, now),
    ...(bonusDecay ? { bonus: bonusDecay } : {}),
  }
}

/** The end of a month, so that points of the same month are one lot (M065). Epoch ms, exclusive. */
function expiryOf(months: number | undefined, now: number): number | null {
  return months === undefined ? null : startOfDay(addMonths(`${shanghaiMonth(now)}-01`, months + 1))
}

/**
 * Points for the whole yuan of a receipt that were really paid, at the buyer's tier, floored once.
 * What the shop had added to the balance was never paid by anybody.
 */
export function pointsFor(
  { paid, tenders }: Pick<ReceiptFacts, 'paid' | 'tenders'>,
  { perYuanHundredths }: PointsRules,
  multiplier: number,
  memberDay: Pick<DayMultiplier, 'basisPoints'> | null = null,
): number {
  const yuan = Math.floor((paid - (tenders?.bonus ?? 0)) / 100)
  const hundredths = percentOf(yuan * perYuanHundredths, multiplier)
  return Math.floor((memberDay ? percentOf(hundredths, memberDay.basisPoints) : hundredths) / 100)
}

/** What the member's tier multiplies points by now, in basis points: 10000 is once (M069). */
export function multiplierAt(state: Pick<MemberState, 'growth'>, release: Release, now: number): number {
  const rank = rankAt(state, now)
  return release.loyalty?.growth?.tiers.find((tier) => tier.rank === rank)?.pointsBasisPoints ?? 10_000
}
