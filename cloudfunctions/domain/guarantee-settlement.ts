import { type Refusal, refuse } from '../contract/refusals'
import { addMonths, lastDayOf, shanghaiMonth, startOfDay } from './calendar'
import { giveBack, hasOpenPayment, moneyBack, refundFacts } from './card-refund'
import { findPeriod } from './card-shortening'
import type { Decision, Facts } from './decision'
import { stands } from './family'
import { type GuaranteeStanding, guaranteeStanding } from './guarantee'
import type { GuaranteeContract, MemberState, Period } from './member'
import type { MemberStep, StepContext } from './member-steps'
import { refundBy } from './refund-clock'
import { refundParts, refundsDue } from './refund-parts'
import { withRevocations } from './refund-revocations'
import type { Release } from './release'
import { receivedBy } from './transfer-items'

/** Tells the guarantee's refund from others of the same order. */
const SUFFIX = 'g'

type Settled = Extract<Facts, { kind: 'card_refund' }>

/** Where an order's guarantee stands. Refuses GUARANTEE_NOT_POSSIBLE for one that has none. */
export function guaranteeOf(
  state: Pick<MemberState, 'memberships'>,
  orderId: string,
): { period: Period; standing: GuaranteeStanding } | Refusal {
  const period = findPeriod(state, orderId)?.period
  const standing = period && guaranteeStanding(period)
  return period && standing ? { period, standing } : refuse('GUARANTEE_NOT_POSSIBLE')
}

export interface Settlement {
  readonly orderId: string
  readonly release: Release
  readonly now: number
}

/**
 * Settles a guarantee that is due by itself (M047): the difference goes back once, the card runs on
 * to its end. Refuses GUARANTEE_NOT_POSSIBLE before its day, after it was settled and for a card
 * that was given back; PAYMENT_OPEN while a receipt may still add to what was saved.
 */
export function settleGuarantee(state: MemberState, settlement: Settlement): Decision<Settled> {
  const { orderId, release, now } = settlement
  const found = guaranteeOf(state, orderId)
  if ('ok' in found) return found
  const { period, standing } = found
  if (standing.state !== 'running' || now < (period.guarantee?.settleBy ?? now))
    return refuse('GUARANTEE_NOT_POSSIBLE')
  if (hasOpenPayment(state, orderId, now)) return refuse('PAYMENT_OPEN')
  const { refund } = standing
  const month = shanghaiMonth(now)
  const parts = refundParts(state, period, {
    amount: refund,
    suffix: SUFFIX,
    paidAt: period.boughtAt,
    now,
  })
  const settled = settledPeriod(period, refund, now)
  return {
    ok: true,
    state: {
      ...state,
      fees: refund === 0 ? state.fees : { ...state.fees, [month]: (state.fees[month] ?? 0) - refund },
      memberships: state.memberships.map((membership) => ({
        ...membership,
        periods: membership.periods.map((one) =>
          one.orderId === orderId ? { ...settled, returned: (one.returned ?? 0) + refund } : one,
        ),
      })),
    },
    postings: moneyBack(parts, month),
    facts: refund === 0 ? nothingDue(orderId) : refundFacts(orderId, 'guarantee', parts),
    due: refundsDue(parts, {
      basis: 'guarantee',
      reason: 'guarantee',
      ...receivedBy(state, orderId),
      at: now,
      by: refundBy(now, release.settings?.prepaid?.refundDays),
    }),
  }
}

/**
 * The member asks for the difference within the last month: it goes back at once, and the
 * card ends with what came with it. Refuses GUARANTEE_NOT_POSSIBLE earlier, settled, given back, or
 * with nothing to pay; REFUND_CHANGED (detail: the standing) for another figure; PAYMENT_OPEN.
 */
export function claimGuarantee(
  state: MemberState,
  { expected, ...settlement }: Settlement & { readonly expected: number },
): Decision<Settled> {
  const { orderId, release, now } = settlement
  const found = guaranteeOf(state, orderId)
  if ('ok' in found) return found
  const { period, standing } = found
  if (standing.state !== 'running' || !isClaimable(period, now) || standing.refund === 0)
    return refuse('GUARANTEE_NOT_POSSIBLE')
  if (hasOpenPayment(state, orderId, now)) return refuse('PAYMENT_OPEN')
  if (standing.refund !== expected) return refuse('REFUND_CHANGED', standing)
  const { guarantee } = settledPeriod(period, standing.refund, now)
  return giveBack(withRevocations(state, settlement), {
    orderId,
    suffix: SUFFIX,
    amount: standing.refund,
    basis: 'guarantee',
    reason: 'guarantee',
    given: guarantee ? { guarantee } : {},
    paidAt: period.boughtAt,
    now,
    ...(release.settings?.prepaid ? { refundDays: release.settings.prepaid.refundDays } : {}),
  })
}

/** True in the last month before it is settled by itself: the member may ask for the difference. */
export function isClaimable(period: Period, now: number): boolean {
  const { guarantee } = period
  if (!guarantee || !stands(period)) return false
  return now >= startOfDay(claimFrom(guarantee))
}

/** The first day on which the member may ask for the difference: a month before it is settled. */
export function claimFrom({ settleBy }: Pick<GuaranteeContract, 'settleBy'>): string {
  return addMonths(lastDayOf(settleBy), -1)
}

/** One step for each guarantee whose day has come; once per period, by its operation id. */
export function guaranteeSteps({ memberships }: MemberState, { release, now }: StepContext): MemberStep[] {
  return memberships
    .flatMap(({ periods }) => periods)
    .filter(
      ({ guarantee, refunded }) =>
        guarantee?.settledAt === null && refunded === 0 && guarantee.settleBy <= now,
    )
    .map(({ orderId }) => ({
      operationId: `guarantee:${orderId}`,
      command: 'payment.settleGuarantee',
      input: { orderId },
      decide: (state) => settleGuarantee(state, { orderId, release, now }),
    }))
}

function settledPeriod(period: Period, refund: number, now: number): Period {
  const { guarantee } = period
  return guarantee ? { ...period, guarantee: { ...guarantee, settledAt: now, refunded: refund } } : period
}

function nothingDue(orderId: string): Settled {
  return { kind: 'card_refund', orderId, refundId: `${orderId}-${SUFFIX}`, amount: 0, basis: 'guarantee' }
}
