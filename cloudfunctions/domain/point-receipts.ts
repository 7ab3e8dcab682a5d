import { dayMultiplier } from './member-days'
import { earnPoints, takeBackPoints } from './points'
import { moneyTerms, multiplierAt, pointsFor } from './point-terms'
import type { ReceiptEffect } from './receipt-effects'

/**
 * A receipt earns points when it counts, by the rules and the tier of that moment (M063, M069). What
 * it earned is frozen in it: an undo takes back exactly that, whatever the rules are then (thread 10).
 */
export const POINTS_EARNED_EFFECT: ReceiptEffect = {
  count(state, { receipt, release, now }) {
    const rules = release.loyalty?.points
    // Of the day on which it was settled, whenever it is paid on the phone.
    const memberDay = dayMultiplier(state, release, receipt.at)
    const points = rules ? pointsFor(receipt, rules, multiplierAt(state, release, now), memberDay) : 0
    if (!rules || points === 0) return { state, receipt, postings: [], due: [] }
    const terms = moneyTerms(rules, now)
    const earned = earnPoints(state, { points, reason: 'earned', terms, now })
    return {
      ...earned,
      receipt: { ...receipt, earned: { points, ...terms, ...(memberDay ? { memberDay } : {}) } },
      due: [],
    }
  },

  takeBack(state, { receipt, now }) {
    const { earned } = receipt
    if (!earned) return { state, receipt, postings: [], due: [] }
    const taken = takeBackPoints(state, { points: earned.points, terms: earned, now })
    return { state: taken.state, receipt, postings: taken.postings, due: [] }
  },
}
