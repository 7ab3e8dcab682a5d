import { appointmentSteps } from './appointments'
import { birthdaySteps } from './birthday-care'
import type { Decision } from './decision'
import { eventSteps } from './event-reminders'
import { taskSteps } from './fulfilment-tasks'
import { guaranteeSteps } from './guarantee-settlement'
import { stageSteps } from './lifecycle'
import type { MemberState } from './member'
import { linkSteps } from './partner-links'
import { perkSteps } from './perk-reminders'
import { loyaltySteps } from './permanence'
import { pointSteps } from './point-timer'
import { referralSteps } from './referral-order'
import type { Release } from './release'
import { voucherSteps } from './voucher-steps'
import { contractSteps } from './renewal-steps'
import { returningSteps } from './returning-steps'
import { growthSteps } from './tier-periods'

/**
 * A piece of a member's own work that falls due by the clock alone, without a person: it is
 * committed like any operation, under an id that says which piece it is, so that late, doubled or
 * skipped runs of the timer apply it once.
 */
export interface MemberStep {
  /** Derived: it contains an operation id of 25 characters, such as that of the order it is about. */
  readonly operationId: string
  readonly command: string
  /** The same in every run: a repetition is told from another use of the id by it. */
  readonly input: Readonly<Record<string, unknown>>
  decide(state: MemberState): Decision
}

export interface StepContext {
  readonly release: Release
  /** Epoch ms. */
  readonly now: number
}

type StepsOf = (state: MemberState, context: StepContext) => readonly MemberStep[]

/** Who contributes steps; `nextDueAt` has to know the moments of each. */
const SOURCES: readonly StepsOf[] = [
  growthSteps,
  loyaltySteps,
  perkSteps,
  pointSteps,
  voucherSteps,
  appointmentSteps,
  eventSteps,
  birthdaySteps,
  taskSteps,
  linkSteps,
  guaranteeSteps,
  referralSteps,
  contractSteps,
  stageSteps,
  returningSteps,
]

/** What is due for this member now and needs nothing from outside. Each is a commit of its own. */
export function memberSteps(state: MemberState, context: StepContext): MemberStep[] {
  return SOURCES.flatMap((stepsOf) => stepsOf(state, context))
}
