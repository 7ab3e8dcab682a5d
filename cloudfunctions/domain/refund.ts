import type { RefundBasis } from '../contract/refunds'
import { type Refusal, refuse } from '../contract/refusals'
import { shanghaiDay, shanghaiMonth } from './calendar'
import { type CardRefundQuote, moneyBack, refundCard, refundFacts, refundQuote } from './card-refund'
import { findPeriod } from './card-shortening'
import { isCouponPack, packRefundQuote } from './coupon-pack-refund'
import type { Decision, Facts } from './decision'
import type { MemberState } from './member'
import {
  type RefundCause,
  type RefundChannel,
  refundBy,
  refundChannel,
  refundWaits,
  sevenDayRight,
} from './refund-clock'
import {
  type InterestTerms,
  interestFrom,
  interestTerms,
  type ShownInterest,
  shownInterest,
} from './refund-interest'
import { refundParts, refundsDue } from './refund-parts'
import { withRevocations } from './refund-revocations'
import { stoppedSince, treatedCause } from './shop-closing'
import { receivedBy } from './transfer-items'
import type { Release } from './release'
import { refundTopUp, topUpRefundQuote } from './top-up-refund'

/** The paid order that is to be given back, as far as the rules need it. */
export interface RefundableOrder {
  readonly orderId: string
  readonly paidAt: number
  /** How many refunds it had, and when the last one was sent. */
  readonly refunds: number
  readonly lastRefundAt: number | null
  /** Fen of the payment that have not gone back; absent: none. */
  readonly left?: number
  /** It was passed on since: the money goes back to who paid (L6). */
  readonly paidByAnother?: boolean
}

export interface RefundContext {
  readonly release: Release
  readonly now: number
  /** The day on which it was asked for or the shop stopped, if that was before: interest runs from it. */
  readonly since?: string | undefined
}

export interface RefundQuote extends Omit<CardRefundQuote, 'basis'> {
  readonly orderId: string
  readonly basis: RefundBasis
  readonly channel: RefundChannel
  /** The last day on which it may be carried out. */
  readonly by: string
  /** What a person may grant if the seventh day was a holiday; null outside of those days. */
  readonly afterReview: { readonly refund: number; readonly explanation: string } | null
  /** What the refund bears until it is sent; absent while the owner's table has no rate. */
  readonly interest?: ShownInterest
  /** It goes back to somebody else, who paid. */
  readonly toPayer?: true
}

type Money = Extract<Facts, { kind: 'card_refund' | 'top_up_refund' }>

/**
 * What giving an order back returns now, whatever it bought: a card, a top-up, a pack of coupons. A
 * shop that closes is the cause, whoever asks (18). Refuses REFUND_NOT_POSSIBLE and PAYMENT_OPEN.
 */
export function quoteRefund(
  state: MemberState,
  order: RefundableOrder,
  cause: RefundCause,
  context: RefundContext,
): RefundQuote | Refusal {
  const { release, now } = context
  const treated = treatedCause(cause, release)
  const quote = quoteOf(state, order, treated, context)
  if ('ok' in quote) return quote
  const days = release.settings?.prepaid?.refundDays
  const bears = interestOf(quote.refund, order, treated, context)
  return {
    orderId: order.orderId,
    paid: quote.paid,
    refunded: quote.refunded,
    refund: quote.refund,
    basis: quote.basis,
    explanation: quote.explanation,
    deductions: quote.deductions,
    ends: quote.ends,
    endsOn: quote.endsOn,
    channel: refundChannel(order, now),
    by: refundBy(now, days),
    afterReview: cause === 'consumer' ? afterReview(state, order, quote.refund, context) : null,
    ...(order.paidByAnother ? { toPayer: true as const } : {}),
    ...(bears ? { interest: shownInterest(bears, { ...order, refund: quote.refund, now }) } : {}),
  }
}

function interestOf(
  principal: number,
  { paidAt }: RefundableOrder,
  cause: RefundCause,
  { release, now, since = stoppedSince(release, now) }: RefundContext,
): InterestTerms | null {
  return interestTerms(release.settings, { cause, principal, paidAt, from: interestFrom(since, paidAt, now) })
}

/** A last day that was a holiday moves on (民法典 203): what the right would return, if it is more. */
function afterReview(
  state: MemberState,
  order: RefundableOrder,
  refund: number,
  context: RefundContext,
): RefundQuote['afterReview'] {
  if (sevenDayRight(order.paidAt, context.now) !== 'doubtful') return null
  const right = quoteOf(state, order, 'seven_days', context)
  if ('ok' in right || right.refund <= refund) return null
  return { refund: right.refund, explanation: `如果付款后第7天是法定假日,可由门店审核:${right.explanation}` }
}

type Quoted = Omit<CardRefundQuote, 'basis'> & { readonly basis: RefundBasis }

function quoteOf(
  state: MemberState,
  { orderId, paidAt }: RefundableOrder,
  cause: RefundCause,
  { release, now }: RefundContext,
): Quoted | Refusal {
  const lot = state.wallet.lots.find((candidate) => candidate.orderId === orderId)
  if (lot) {
    if (awaitsBalance(state, orderId)) return refuse('PAYMENT_OPEN')
    const asked = topUpCause(cause, paidAt, now)
    if ('ok' in asked) return asked
    const quote = topUpRefundQuote(lot, asked)
    return 'ok' in quote ? quote : { ...quote, endsOn: shanghaiDay(now) }
  }
  if (isCouponPack(state, orderId)) return packRefundQuote(state, { orderId, release, now })
  return refundQuote(state, { orderId, paidAt, cause, release, now })
}

/** The right that a person grants late counts as used on the day of payment. */
function topUpCause(
  cause: RefundCause,
  paidAt: number,
  now: number,
): { cause: 'consumer' | 'operator' | 'minor'; now: number } | Refusal {
  if (cause !== 'seven_days') return { cause, now }
  return sevenDayRight(paidAt, now) === 'over'
    ? refuse('REFUND_NOT_POSSIBLE')
    : { cause: 'consumer', now: paidAt }
}

/** A receipt that waits for its other part on the phone has this top-up's money already. */
function awaitsBalance(state: MemberState, orderId: string): boolean {
  return state.receipts.some(
    (receipt) =>
      receipt.state === 'awaiting_payment' &&
      receipt.walletShares?.some((share) => share.orderId === orderId) === true,
  )
}

/**
 * Gives an order back as it was quoted. Refuses what the quote refuses, REFUND_CHANGED (detail: the
 * new quote) for another figure, and REFUND_WAITS within a minute of the order's last refund.
 */
export function decideRefund(
  state: MemberState,
  order: RefundableOrder,
  command: { readonly cause: RefundCause; readonly expected: number },
  context: RefundContext,
): Decision<Money> {
  const { orderId, paidAt, refunds } = order
  const { release, now } = context
  const [cause, expected] = [treatedCause(command.cause, release), command.expected]
  if (refundWaits(order.lastRefundAt, now)) return refuse('REFUND_WAITS')
  const quote = quoteRefund(state, order, cause, context)
  if ('ok' in quote) return quote
  if (quote.refund !== expected) return refuse('REFUND_CHANGED', quote)
  if (quote.basis === 'unused_coupons') return refundPack(state, order, cause, quote, context)
  if (!state.wallet.lots.some((lot) => lot.orderId === orderId)) {
    const refundDays = release.settings?.prepaid?.refundDays
    const interest = interestOf(quote.refund, order, cause, context)
    return refundCard(state, {
      orderId,
      paidAt,
      cause,
      expected,
      suffix: 'm',
      refunds,
      release,
      now,
      ...(refundDays === undefined ? {} : { refundDays }),
      ...(interest ? { interest } : {}),
    })
  }
  const asked = topUpCause(cause, paidAt, now)
  if ('ok' in asked) return asked
  const { channel, basis, by } = quote
  const refundId = `${orderId}-m`
  const decided = refundTopUp(state, { orderId, refundId, expected, channel, ...asked })
  if (!decided.ok) return decided
  const reason = reasonOf(cause)
  const parts = [{ orderId, refundId, amount: quote.refund, channel }]
  const bears = interestOf(quote.refund, order, cause, context)
  const more = { ...(bears ? { interest: bears } : {}), ...receivedBy(state, orderId) }
  return { ...decided, due: refundsDue(parts, { basis, reason, at: now, by, ...more }) }
}

/**
 * Asks a person to grant what the seven-day right would return, where only its last day is in doubt.
 * Nothing ends yet. Refuses REFUND_CHANGED (detail: the quote) for another figure.
 */
export function requestReview(
  state: MemberState,
  order: RefundableOrder,
  expected: number,
  context: RefundContext,
): Decision<Extract<Facts, { kind: 'refund_request' }>> {
  const { orderId } = order
  const quote = quoteRefund(state, order, 'consumer', context)
  if ('ok' in quote) return quote
  if (quote.afterReview?.refund !== expected) return refuse('REFUND_CHANGED', quote)
  const refundId = reviewId(orderId)
  const { by } = quote
  const asked = {
    basis: 'seven_days_unused',
    channel: 'review' as const,
    at: context.now,
    by,
    ...receivedBy(state, orderId),
  }
  return {
    ok: true,
    state,
    postings: [],
    facts: { kind: 'refund_request', orderId, refundId, amount: expected },
    due: [
      {
        kind: 'refund',
        key: `refund:${refundId}`,
        owner: 'payment',
        refundId,
        orderId,
        amount: expected,
        reason: 'member_request',
        asked,
      },
    ],
  }
}

/** Under which a request waits for a person. */
export function reviewId(orderId: string): string {
  return `${orderId}-r`
}

function refundPack(
  state: MemberState,
  order: RefundableOrder,
  cause: RefundCause,
  quote: RefundQuote,
  context: RefundContext,
): Decision<Money> {
  const { release, now } = context
  const bears = interestOf(quote.refund, order, cause, context)
  const interest = bears ? { interest: bears } : {}
  const { orderId } = order
  const { refund, basis, by, channel } = quote
  const month = shanghaiMonth(now)
  const revoked = withRevocations(state, { orderId, release, now })
  const found = findPeriod(revoked.state, orderId)
  const parts = found
    ? refundParts(revoked.state, found.period, { amount: refund, suffix: 'm', ...order, now })
    : [{ orderId, refundId: `${orderId}-m`, amount: refund, channel }]
  return {
    ok: true,
    state: {
      ...revoked.state,
      fees: { ...revoked.state.fees, [month]: (revoked.state.fees[month] ?? 0) - refund },
      memberships: revoked.state.memberships.map((membership) => ({
        ...membership,
        periods: membership.periods.map((period) =>
          period.orderId === orderId ? { ...period, refunded: refund } : period,
        ),
      })),
    },
    postings: [...moneyBack(parts, month), ...revoked.postings],
    facts: refundFacts(orderId, basis, parts),
    due: [
      ...refundsDue(parts, { basis, reason: 'member_request', at: now, by, ...interest }),
      ...revoked.due,
    ],
  }
}

function reasonOf(cause: RefundCause): 'member_request' | 'operator' | 'minor' {
  return cause === 'operator' || cause === 'minor' ? cause : 'member_request'
}
