import { type Refusal, refuse } from '../contract/refusals'
import { shanghaiDay } from './calendar'
import type { MemberState } from './member'
import {
  countsFor,
  firstChargeAt,
  isDebitDay,
  LEAST_NOTICE_MS,
  nextAttemptAt,
  nextNoticeAt,
  wechatNoticeAt,
  withinHours,
} from './renewal-calendar'
import type { RenewalContract, RenewalCycle } from './renewal-contract'
import { type CycleStep, cycleOf, moved, recorded, tell } from './renewal-moves'
import type { ContractDecision } from './renewal-signing'

/**
 * One cycle of a contract: told, told by WeChat, charged, tried again, given up (L1, L11, M087).
 * Each step names the cycle it belongs to by its day, so that a step of yesterday's plan changes
 * nothing in today's.
 */

/** Sends the notice to the member, or sends it again: only its delivery counts. */
export function sendNotice(state: MemberState, step: CycleStep): ContractDecision {
  const found = cycleOf(state, step)
  if ('ok' in found) return found
  const { contract, cycle } = found
  const { now, chargeOn } = step
  if (cycle.notice.deliveredAt !== null) return refuse('OPERATION_REUSED')
  const sendings = cycle.notice.sendings + 1
  const next: RenewalCycle = {
    ...cycle,
    notice: { ...cycle.notice, sentAt: cycle.notice.sentAt ?? now, sendings },
    nextStepAt: nextNoticeAt(chargeOn, now) ?? wechatNoticeAt(chargeOn),
  }
  return moved(state, step, contract, next, 'notice_sent', [
    tell(state, contract, step, 'renewal_notice', `${chargeOn}:${sendings}`),
  ])
}

/** Only WeChat's word that it was sent, or the member's opening it, is a delivery (M087). */
export function noticeDelivered(
  state: MemberState,
  step: Omit<CycleStep, 'release'> & { readonly channel: 'message' | 'inbox' },
): ContractDecision {
  const found = cycleOf(state, step)
  if ('ok' in found) return found
  const { contract, cycle } = found
  if (cycle.notice.sentAt === null) return refuse('NOTICE_MISSING')
  if (cycle.notice.deliveredAt !== null) return recorded(state, contract, 'notice_delivered', step, null)
  const { now, channel, chargeOn } = step
  const waits = cycle.wechatNoticeOn === null && cycle.givenUp === null
  const next: RenewalCycle = {
    ...cycle,
    notice: { ...cycle.notice, deliveredAt: now, channel },
    ...(waits ? { nextStepAt: Math.max(now, wechatNoticeAt(chargeOn)) } : {}),
  }
  return moved(state, step, contract, next, 'notice_delivered', [])
}

/** No delivered notice in time: nothing is charged, and the member is told to renew by hand (M087). */
export function missNotice(state: MemberState, step: CycleStep): ContractDecision {
  const found = cycleOf(state, step)
  if ('ok' in found) return found
  if (countsFor(step.chargeOn, found.cycle.notice.deliveredAt)) return refuse('CONTRACT_EXISTS')
  return givenUp(state, step, found, 'notice_missing', 'NOTICE_MISSING')
}

/** WeChat has sent its own notice today: the charge waits out today and tomorrow. */
export function wechatTold(state: MemberState, step: CycleStep): ContractDecision {
  const found = cycleOf(state, step)
  if ('ok' in found) return found
  const { contract, cycle } = found
  const { now, chargeOn } = step
  const { deliveredAt } = cycle.notice
  if (!countsFor(chargeOn, deliveredAt)) return refuse('NOTICE_MISSING')
  const today = shanghaiDay(now)
  const wechatNoticeOn = cycle.wechatNoticeOn ?? today
  const next = { ...cycle, wechatNoticeOn, nextStepAt: firstChargeAt(chargeOn, wechatNoticeOn, deliveredAt) }
  return moved(state, step, { ...contract, state: 'announced' }, next, 'wechat_notice', [])
}

/**
 * Null when this cycle may be charged now. NOTICE_MISSING: no recorded delivered notice five whole
 * days before, or none of WeChat's, or for less; BUSY: not in WeChat's hours or days.
 */
export function chargeRefusal(cycle: RenewalCycle, amount: number, now: number): Refusal | null {
  const { notice, wechatNoticeOn, givenUp: over } = cycle
  if (notice.deliveredAt === null || notice.deliveredAt + LEAST_NOTICE_MS > now)
    return refuse('NOTICE_MISSING')
  if (wechatNoticeOn === null || over !== null) return refuse('NOTICE_MISSING')
  if (amount > cycle.amount) return refuse('NOTICE_MISSING')
  if (shanghaiDay(now) < cycle.chargeOn) return refuse('BUSY')
  return isDebitDay(wechatNoticeOn, shanghaiDay(now)) && withinHours(now) === now ? null : refuse('BUSY')
}

/** Puts the books into "charging" before WeChat is asked, so that nobody asks for it twice. */
export function beginCharge(
  state: MemberState,
  step: CycleStep & { readonly orderId: string },
): ContractDecision {
  const found = cycleOf(state, step)
  if ('ok' in found) return found
  const { contract, cycle } = found
  if (contract.state === 'charging') return refuse('CONTRACT_EXISTS')
  const refusal = chargeRefusal(cycle, cycle.amount, step.now)
  if (refusal) return refusal
  const next: RenewalCycle = {
    ...cycle,
    attempts: cycle.attempts + 1,
    orderId: step.orderId,
    nextStepAt: step.now + WATCH_MS,
  }
  return moved(state, step, { ...contract, state: 'charging' }, next, 'charge_begun', [])
}

/** How long until somebody looks whether a charge that was begun has come to an end. */
export const WATCH_MS = 5 * 60_000

/**
 * WeChat's signed word that a charge failed: tried again on the next morning that the notice
 * allows (dunning), else given up. From the first failure on the card counts through its grace.
 */
export function chargeFailed(
  state: MemberState,
  step: CycleStep & { readonly orderId: string; readonly code: string },
): ContractDecision {
  const found = cycleOf(state, step)
  if ('ok' in found) return found
  const { contract, cycle } = found
  if (cycle.orderId !== step.orderId || contract.state !== 'charging') return refuse('CONTRACT_NOT_FOUND')
  const again = cycle.wechatNoticeOn === null ? null : nextAttemptAt(cycle.wechatNoticeOn, step.now)
  const graced = withGrace(state, contract, step)
  const failed = { ...cycle, orderId: null }
  if (again === null) return givenUp(graced, step, { contract, cycle: failed }, 'charge_failed', step.code)
  const next = { ...failed, nextStepAt: again }
  const told = tell(state, contract, step, 'renewal_result', `${step.chargeOn}:failed:${cycle.attempts}`)
  return moved(graced, step, { ...contract, state: 'retrying' }, next, 'charge_failed', [told], step.code)
}

/** The days in which a charge was allowed have passed without one. */
export function giveUp(state: MemberState, step: CycleStep): ContractDecision {
  const found = cycleOf(state, step)
  return 'ok' in found ? found : givenUp(state, step, found, 'charge_failed', 'WINDOW_OVER')
}

/** What was planned is no longer wanted: the balance was filled up by hand, the card was given back. */
export function dropCycle(state: MemberState, step: CycleStep): ContractDecision {
  const found = cycleOf(state, step)
  if ('ok' in found) return found
  const { contract } = found
  const rest = contract.purpose === 'renewal' ? 'suspended' : 'active'
  return moved(state, step, { ...contract, state: rest }, null, 'dropped', [])
}

/** The card has ended, its grace too: nothing more is charged until the member buys again. */
export function lapse(state: MemberState, step: CycleStep): ContractDecision {
  const found = cycleOf(state, step)
  if ('ok' in found) return found
  if (found.cycle.givenUp === null) return refuse('CONTRACT_EXISTS')
  return moved(state, step, { ...found.contract, state: 'suspended' }, null, 'lapsed', [])
}

function givenUp(
  state: MemberState,
  step: CycleStep,
  { contract, cycle }: { contract: RenewalContract; cycle: RenewalCycle },
  why: 'notice_missing' | 'charge_failed',
  code: string,
): ContractDecision {
  const next: RenewalCycle = { ...cycle, givenUp: why, nextStepAt: endOfGrace(state, contract, step.now) }
  const event = why === 'notice_missing' ? 'notice_failed' : 'charge_failed'
  const told = tell(state, contract, step, 'renewal_result', `${step.chargeOn}:${why}`)
  const over = { ...contract, state: 'suspended' as const }
  if (contract.purpose === 'renewal') return moved(state, step, over, next, event, [told], code)
  const rest = contract.topUp
    ? { ...over, state: 'active' as const, topUp: { ...contract.topUp, pausedUntil: step.now + PAUSE_MS } }
    : over
  return moved(withFailedStatement(state, cycle), step, rest, null, event, [told], code)
}

/** An automatic top-up that didn't come about is not begun again for so long. */
const PAUSE_MS = 30 * 86_400_000

/** Who let a statement fail owes it no more: the shop bears what it gave before being paid (M050). */
function withFailedStatement(state: MemberState, { statementId }: RenewalCycle): MemberState {
  if (statementId === undefined) return state
  const statements = state.statements.map((statement) =>
    statement.id === statementId ? { ...statement, state: 'failed' as const } : statement,
  )
  return { ...state, statements }
}

/** When the card of a contract stops counting, if nothing is paid. */
function endOfGrace(state: MemberState, { planId }: RenewalContract, now: number): number {
  const ends = state.memberships
    .filter((membership) => membership.planId === planId)
    .flatMap(({ periods }) => periods.map(({ endsAt, graceUntil }) => graceUntil ?? endsAt))
  return Math.max(now, ...ends)
}

/** Days of grace stand from the first failed charge: benefits go on while it is tried again. */
function withGrace(
  state: MemberState,
  { purpose, planId }: RenewalContract,
  { release, now }: CycleStep,
): MemberState {
  const days = release.settings?.autoRenew?.graceDays ?? 0
  if (purpose !== 'renewal' || days === 0) return state
  return {
    ...state,
    memberships: state.memberships.map((membership) =>
      membership.planId === planId
        ? {
            ...membership,
            periods: membership.periods.map((period) =>
              period.endsAt === membership.endsAt && period.endsAt + days * 86_400_000 > now
                ? { ...period, graceUntil: period.endsAt + days * 86_400_000 }
                : period,
            ),
          }
        : membership,
    ),
  }
}
