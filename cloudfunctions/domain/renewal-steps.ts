import { derivedOperationId } from '../contract/operation-id'
import { shanghaiDay, startOfDay } from './calendar'
import { planTopUp } from './auto-top-up'
import { stands } from './family'
import type { MemberState } from './member'
import type { MemberStep, StepContext } from './member-steps'
import { countsFor, isDebitDay, tooLateToTell, withinHours } from './renewal-calendar'
import type { RenewalContract, RenewalCycle } from './renewal-contract'
import { dropCycle, giveUp, lapse, missNotice, sendNotice } from './renewal-cycle'
import type { CycleStep } from './renewal-moves'
import {
  cardEnd,
  chargedIn,
  contractDueAt,
  openStatement,
  savedPeriodOf,
  SIGNING_LIFE_MS,
} from './renewal-plan'
import { endContract } from './renewal-signing'
import { issueStatement, openSavedPeriod, proceedWithStatement } from './saved-statements'
import { walletBalance } from './wallet-spending'

/** No charge comes about later than this after the end of its card. */
const LATE_CHARGE_MS = 10 * 86_400_000

/** What has to be asked of WeChat before anything can be decided. */
export type WechatStep =
  | { readonly kind: 'check_signature'; readonly contract: RenewalContract }
  | { readonly kind: 'tell_wechat'; readonly contract: RenewalContract; readonly cycle: RenewalCycle }
  | {
      readonly kind: 'charge'
      readonly contract: RenewalContract
      readonly cycle: RenewalCycle
      readonly orderId: string
    }
  | {
      readonly kind: 'watch'
      readonly contract: RenewalContract
      readonly cycle: RenewalCycle
      readonly orderId: string
    }

/** Steps of contracts that need nothing from outside. */
export function contractSteps(state: MemberState, context: StepContext): MemberStep[] {
  return state.contracts.flatMap((contract) => {
    const step = stepOf(state, contract, context)
    return step && 'decide' in step ? [step] : []
  })
}

/** Steps of contracts for which WeChat has to be asked. */
export function wechatSteps(state: MemberState, context: StepContext): WechatStep[] {
  return state.contracts.flatMap((contract) => {
    const step = stepOf(state, contract, context)
    return step && 'kind' in step ? [step] : []
  })
}

/** The order of one attempt: the same number however often it is begun. */
export function chargeOrderId(contractCode: string, { chargeOn, attempts, plannedAt }: RenewalCycle): string {
  const seed = `charge ${contractCode} ${plannedAt} ${attempts + 1}`
  return derivedOperationId(seed, startOfDay(chargeOn))
}

/** The one thing that this contract needs now, or null. */
function stepOf(
  state: MemberState,
  contract: RenewalContract,
  context: StepContext,
): MemberStep | WechatStep | null {
  const dueAt = contractDueAt(state, contract)
  if (dueAt === null || dueAt > context.now) return null
  if (contract.state === 'signing') return signingStep(contract, context)
  if (context.release.closing && isOver(state, contract)) return closingStep(contract, context)
  if (contract.cycle) return cycleStep(state, contract, contract.cycle, context)
  return contract.purpose === 'as_saved' ? savedStep(state, contract, context) : topUpStep(contract, context)
}

/** Asked about, since the page's own answer may be lost; void after a day. */
function signingStep(contract: RenewalContract, { now }: StepContext): MemberStep | WechatStep {
  const { contractCode, createdAt } = contract
  if (createdAt + 2 * SIGNING_LIFE_MS > now) return { kind: 'check_signature', contract }
  return {
    operationId: `void:${contractCode}`,
    command: 'payment.voidContract',
    input: { contractCode },
    decide: (state) => endContract(state, { contractCode, by: 'expired', now }),
  }
}

/** In a shop that closes: a charge under way comes to its end, and what was saved is still paid for. */
function isOver(state: MemberState, { purpose, planId, state: stage }: RenewalContract): boolean {
  if (stage === 'charging') return false
  if (purpose !== 'as_saved') return true
  return savedPeriodOf(state, planId) === null && openStatement(state, planId) === null
}

/** A shop that closes charges nobody in advance any more (实施条例 22), and opens no new term. */
function closingStep({ contractCode }: RenewalContract, { now }: StepContext): MemberStep {
  return {
    operationId: `closing:${contractCode}`,
    command: 'payment.endForClosing',
    input: { contractCode },
    decide: (state) => endContract(state, { contractCode, by: 'shop', now }),
  }
}

function cycleStep(
  state: MemberState,
  contract: RenewalContract,
  cycle: RenewalCycle,
  { release, now }: StepContext,
): MemberStep | WechatStep | null {
  const { contractCode } = contract
  const { chargeOn, plannedAt, notice, wechatNoticeOn } = cycle
  const step: CycleStep = { contractCode, chargeOn, plannedAt, release, now }
  if (contract.state === 'charging' && cycle.orderId !== null)
    return { kind: 'watch', contract, cycle, orderId: cycle.orderId }
  if (cycle.givenUp !== null) return ofCycle('lapse', step, (current) => lapse(current, step))
  if (!isWanted(state, contract, cycle, now))
    return ofCycle('drop', step, (current) => dropCycle(current, step))
  if (wechatNoticeOn !== null) {
    if (!isDebitDay(wechatNoticeOn, shanghaiDay(now)) && shanghaiDay(now) > chargeOn)
      return ofCycle('give_up', step, (current) => giveUp(current, step))
    return withinHours(now) === now
      ? { kind: 'charge', contract, cycle, orderId: chargeOrderId(contractCode, cycle) }
      : null
  }
  if (countsFor(chargeOn, notice.deliveredAt)) {
    if (tooLateToTell(chargeOn, now)) return ofCycle('give_up', step, (current) => giveUp(current, step))
    return withinHours(now) === now ? { kind: 'tell_wechat', contract, cycle } : null
  }
  // Whoever is told today could still read it in time.
  if (countsFor(chargeOn, now))
    return ofCycle(`notice:${notice.sendings + 1}`, step, (current) => sendNotice(current, step))
  return ofCycle('miss', step, (current) => missNotice(current, step))
}

/** The card still ends on that day; the balance is still low; the statement still stands. */
function isWanted(state: MemberState, contract: RenewalContract, cycle: RenewalCycle, now: number): boolean {
  const { purpose, planId, topUp, amount } = contract
  switch (purpose) {
    case 'renewal': {
      const end = cardEnd(state, planId, now)
      return end === null ? ranUntilLately(state, planId, now) : shanghaiDay(end - 1) <= cycle.chargeOn
    }
    case 'top_up':
      return (
        topUp !== null &&
        walletBalance(state.wallet) < topUp.below &&
        chargedIn(topUp, now) + amount <= topUp.monthlyMost
      )
    case 'as_saved':
      return state.statements.some(
        ({ id, state: stands }) => id === cycle.statementId && stands === 'charging',
      )
  }
}

/**
 * The card may have ended a few days ago: the contract was signed in its last week, or the charge
 * is being tried again. A card that was given back or exchanged is no reason to charge.
 */
function ranUntilLately({ memberships }: MemberState, planId: string, now: number): boolean {
  return memberships.some(
    (membership) =>
      membership.planId === planId &&
      membership.periods.some(
        (period) => stands(period) && Math.max(period.graceUntil ?? 0, period.endsAt + LATE_CHARGE_MS) > now,
      ),
  )
}

function savedStep(
  state: MemberState,
  { contractCode, planId }: RenewalContract,
  { release, now }: StepContext,
): MemberStep | null {
  const period = savedPeriodOf(state, planId)
  if (!period) {
    const opened = state.memberships
      .flatMap(({ periods }) => periods)
      .filter(({ as }) => as === 'as_saved').length
    return {
      operationId: `open:${contractCode}:${opened + 1}`,
      command: 'payment.openSavedPeriod',
      input: { contractCode, number: opened + 1 },
      decide: (current) => openSavedPeriod(current, { contractCode, release, now }),
    }
  }
  const statement = openStatement(state, planId)
  const statementId = statement?.id ?? period.orderId
  if (statement)
    return {
      operationId: `proceed:${statementId}:${statement.disputeUntil}`,
      command: 'payment.proceedWithStatement',
      input: { statementId },
      decide: (current) => proceedWithStatement(current, { statementId, now }),
    }
  return {
    operationId: `state:${statementId}`,
    command: 'payment.issueStatement',
    input: { statementId },
    decide: (current) => issueStatement(current, { contractCode, now }),
  }
}

function topUpStep(contract: RenewalContract, { now }: StepContext): MemberStep {
  const { contractCode } = contract
  const day = shanghaiDay(now)
  return {
    operationId: `plan:${contractCode}:${day}`,
    command: 'payment.planTopUp',
    input: { contractCode, day },
    decide: (current) => planTopUp(current, { contractCode, now }),
  }
}

function ofCycle(
  name: string,
  { contractCode, plannedAt }: CycleStep,
  decide: MemberStep['decide'],
): MemberStep {
  return {
    operationId: `${name}:${contractCode}:${plannedAt}`,
    command: `payment.cycle.${name.split(':')[0] ?? ''}`,
    input: { contractCode, plannedAt },
    decide,
  }
}
