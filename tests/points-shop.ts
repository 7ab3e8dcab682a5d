import type { CatalogueDraft } from '../cloudfunctions/contract/catalogue'
import type { LoyaltyProgramme, PointsRules } from '../cloudfunctions/contract/loyalty'
import { BAKERY } from '../local/demo/bakery'

/** One point for ¥1, good for a year, 100 of them worth ¥1 at the till, usable when goods stay. */
export const POINTS: PointsRules = {
  perYuanHundredths: 100,
  pendingDays: 7,
  expireAfterMonths: 12,
  fenPer100: 100,
  mostBasisPoints: 5000,
  checkIn: { points: 10, streakBonus: [{ days: 7, points: 50 }] },
  bonusDecay: { keepBasisPoints: 9000, afterDays: 0 },
}

/** A shop that also gives points; what else its loyalty programme has, stays. */
export function withPoints(
  draft: CatalogueDraft = BAKERY,
  points: Partial<PointsRules> = {},
  loyalty: Partial<LoyaltyProgramme> = {},
): CatalogueDraft {
  const copy = structuredClone(draft)
  return {
    ...copy,
    loyalty: { badges: [], ...copy.loyalty, returnDays: 7, points: { ...POINTS, ...points }, ...loyalty },
  }
}
