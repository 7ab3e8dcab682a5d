import type { PointsRules } from '../contract/loyalty'
import { type Refusal, refuse } from '../contract/refusals'
import { percentOf } from './money'

/** Points that a receipt takes, and the fen that they take off. */
export interface PointsOff {
  readonly points: number
  readonly off: number
}

export interface PointsAtTill {
  /** What can be spent now: `availablePoints(state, now)`. */
  readonly available: number
  /** Absent: the shop has no points. */
  readonly rules: PointsRules | undefined
  /** Fen to be paid after every other saving: points are taken last. */
  readonly payable: number
}

/** The most that points may take off: at most their share of the sum, never below zero (M063). */
export function mostPointsOff(till: PointsAtTill): PointsOff {
  return takenOff(till, till.available)
}

/**
 * What the asked points take off. No more of them is taken than leads to whole fen within the share
 * of the sum that the rules allow. Refuses POINTS_OFF where the till takes none, POINTS_SHORT
 * (detail: what is available) for more than there is.
 */
export function pointsOff(till: PointsAtTill & { readonly asked: number }): PointsOff | Refusal {
  const { available, rules, asked } = till
  if (asked === 0) return { points: 0, off: 0 }
  if (rules?.fenPer100 === undefined) return refuse('POINTS_OFF')
  if (asked > available) return refuse('POINTS_SHORT', { available })
  return takenOff(till, asked)
}

function takenOff({ rules, payable }: PointsAtTill, points: number): PointsOff {
  const per100 = rules?.fenPer100
  if (!rules || per100 === undefined) return { points: 0, off: 0 }
  const most = percentOf(payable, rules.mostBasisPoints)
  const off = Math.min(most, Math.floor((points * per100) / 100))
  return { points: Math.ceil((off * 100) / per100), off }
}
