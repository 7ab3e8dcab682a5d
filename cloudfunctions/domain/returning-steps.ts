import { derivedOperationId } from '../contract/operation-id'
import { refuse } from '../contract/refusals'
import { CARD_NOTICES } from './card-notices'
import { CHURN } from './churn'
import { COUPON_EXPIRY } from './coupon-expiry'
import type { Decision } from './decision'
import { LAPSE_CHANGES } from './lapse'
import { type Looked, type LookingAfter, nothing } from './looking-after'
import type { MemberState } from './member'
import type { MemberStep, StepContext } from './member-steps'
import type { ReturningFacts } from './returning-account'
import { WIN_BACK } from './win-back'
import { YEAR_END } from './year-end-notice'

/** Everything that the clock alone lets a member be told around cards, coupons and absences. */
const REASONS: readonly LookingAfter[] = [
  CARD_NOTICES,
  LAPSE_CHANGES,
  WIN_BACK,
  COUPON_EXPIRY,
  CHURN,
  YEAR_END,
]

/**
 * Moments that nobody looked at yet. One mark in the state says how far somebody looked, so that no
 * run of the timer sees a moment twice, and none that was skipped is forgotten.
 */
export function returningMoments(state: MemberState): number[] {
  const { lookedThrough } = state.returning
  return REASONS.flatMap((reason) => reason.moments(state)).filter((at) => at > lookedThrough)
}

/** All that is due is one step: who comes late does no more than who came in time. */
export function returningSteps(state: MemberState, { release, now }: StepContext): readonly MemberStep[] {
  const [moment] = returningMoments(state)
    .filter((at) => at <= now)
    .sort((a, b) => a - b)
  if (moment === undefined) return []
  return [
    {
      operationId: `looked:${derivedOperationId(`returning:${state.number}:${moment}`, moment)}`,
      command: 'renewal.lookAfter',
      input: { moment },
      decide: (current) => lookAfter(current, { release, now }),
    },
  ]
}

/** Refuses NOT_FOUND when somebody looked in between, or the reason went away. */
export function lookAfter(
  state: MemberState,
  { release, now }: StepContext,
): Decision<Extract<ReturningFacts, { kind: 'looked_after' }>> {
  const since = state.returning.lookedThrough
  if (!returningMoments(state).some((at) => at <= now)) return refuse('NOT_FOUND')
  const looked = REASONS.reduce<Looked>((before, reason) => {
    const after = reason.look(before.state, { release, since, now })
    return {
      state: after.state,
      postings: [...before.postings, ...after.postings],
      due: [...before.due, ...after.due],
    }
  }, nothing(state))
  const told = looked.due.flatMap((due) => (due.kind === 'message' ? [due.flow] : []))
  return {
    ok: true,
    state: { ...looked.state, returning: { ...looked.state.returning, lookedThrough: now } },
    postings: looked.postings,
    facts: { kind: 'looked_after', told: [...new Set(told)], at: now },
    due: looked.due,
  }
}
