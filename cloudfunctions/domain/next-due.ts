import { appointmentMoments } from './appointments'
import { birthdayMoments } from './birthday-care'
import { eventMoments } from './event-reminders'
import { taskMoments } from './fulfilment-tasks'
import { stageMoments } from './lifecycle'
import type { MemberState } from './member'
import { linkEnds } from './partner-links'
import { perkReminders } from './perk-reminders'
import { loyaltyMoments } from './permanence'
import { pointMoments } from './point-timer'
import { referralMoments } from './referral-order'
import { contractDueAt } from './renewal-plan'
import { returningMoments } from './returning-steps'
import { voucherMoments } from './voucher-steps'
import { growthMoments } from './tier-periods'

/**
 * When a timer has to look at this member next, in epoch ms; null when nothing will be due. It is
 * stored beside the state and indexed, so that a job reads the members that are due and no others.
 */
export function nextDueAt(state: MemberState): number | null {
  const moments = [
    ...contractMoments(state),
    ...guaranteeSettlements(state),
    ...linkEnds(state),
    ...perkReminders(state),
    ...pointMoments(state),
    ...voucherMoments(state),
    ...appointmentMoments(state),
    ...eventMoments(state),
    ...birthdayMoments(state),
    ...taskMoments(state),
    ...growthMoments(state),
    ...loyaltyMoments(state),
    ...stageMoments(state),
    ...returningMoments(state),
    ...referralMoments(state),
  ]
  return moments.length === 0 ? null : Math.min(...moments)
}

/** Notices, charges and ends of contracts (M087, L1). */
function contractMoments(state: MemberState): number[] {
  return state.contracts.flatMap((contract) => contractDueAt(state, contract) ?? [])
}

/** Guarantees are settled while WeChat still refunds (M047, L11). */
export function guaranteeSettlements({ memberships }: Pick<MemberState, 'memberships'>): number[] {
  return memberships.flatMap(({ periods }) =>
    periods.flatMap(({ guarantee, refunded }) =>
      guarantee?.settledAt === null && refunded === 0 ? [guarantee.settleBy] : [],
    ),
  )
}
