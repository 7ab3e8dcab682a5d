import type { PointsRules } from '../contract/loyalty'
import { type Refusal, isRefusal } from '../contract/refusals'
import { splitByLargestRemainder } from './money'
import { returnPoints, spendPoints } from './points'
import { pointsOff } from './points-at-till'
import type { PricedBasket } from './pricing'
import type { ReceiptEffect } from './receipt-effects'

/** The points that were asked for, and by which rules they count. */
export interface PointsChoice {
  readonly asked: number
  readonly available: number
  readonly rules: PointsRules | undefined
}

/**
 * Takes points off what is to be paid after everything else (M060, M063): each fen stands on a line
 * with its proof. Refuses POINTS_OFF and POINTS_SHORT, see `pointsOff`.
 */
export function takePoints(basket: PricedBasket, choice: PointsChoice): PricedBasket | Refusal {
  const taken = pointsOff({ ...choice, payable: basket.paid })
  if (isRefusal(taken)) return taken
  const { points, off } = taken
  if (off === 0) return basket
  const shares = splitByLargestRemainder(
    off,
    basket.lines.map(({ paid }) => paid),
  )
  const proof = {
    source: 'points' as const,
    benefitId: 'points',
    title: '积分抵现',
    planVersionId: '',
    rule: { kind: 'points' as const, per100: choice.rules?.fenPer100 ?? 0 },
  }
  return {
    ...basket,
    lines: basket.lines.map((line, index) => {
      const amount = shares[index] ?? 0
      if (amount === 0) return line
      const proofs = [...line.proofs, { ...proof, amount }]
      return { ...line, paid: line.paid - amount, saved: line.saved + amount, proofs }
    }),
    paid: basket.paid - off,
    saved: basket.saved + off,
    points: { points, off },
  }
}

/** Points are taken when the receipt counts, and come back to their own lots when it is undone. */
export const POINTS_SPENT_EFFECT: ReceiptEffect = {
  count(state, { receipt, now }) {
    const { pointsSpent } = receipt
    if (!pointsSpent) return { state, receipt, postings: [], due: [] }
    const spent = spendPoints(state, { points: pointsSpent.points, reason: 'spent', now })
    if (isRefusal(spent)) throw new Error(`receipt ${receipt.receiptId} counts without its points`)
    const { shares, postings } = spent
    return {
      state: spent.state,
      receipt: { ...receipt, pointsSpent: { ...pointsSpent, shares } },
      postings,
      due: [],
    }
  },
  takeBack(state, { receipt, now }) {
    const shares = receipt.pointsSpent?.shares ?? []
    if (shares.length === 0) return { state, receipt, postings: [], due: [] }
    const returned = returnPoints(state, { shares, now })
    return { state: returned.state, receipt, postings: returned.postings, due: [] }
  },
}
