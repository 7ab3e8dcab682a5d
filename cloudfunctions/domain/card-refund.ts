import { type Refusal, refuse } from '../contract/refusals'
import { account, transfer } from './balances'
import { shanghaiDay, shanghaiMonth } from './calendar'
import { findPeriod, monthsMoved, withoutPeriod } from './card-shortening'
import type { Decision, Facts, RefundReason } from './decision'
import { stands } from './family'
import type { MemberState, Period } from './member'
import { shareRoundedUp, yuanText } from './money'
import { daysOf } from './period-days'
import { type RefundCause, refundBy, sevenDayRight } from './refund-clock'
import type { InterestTerms } from './refund-interest'
import { type RefundPart, refundParts, refundsDue } from './refund-parts'
import { type Deduction, type Revoked, withRevocations } from './refund-revocations'
import type { Release } from './release'
import { receivedBy } from './transfer-items'
import { lastServedDay } from './shop-closing'
import { closedUp } from './waiting-cards'

export type CardRefundBasis = 'seven_days_unused' | 'seven_days_used' | 'remaining_period' | 'minor'

export interface CardRefundQuote {
  /** Fen paid, by this order and those that it was upgraded from, and what went back before. */
  readonly paid: number
  readonly refunded: number
  readonly refund: number
  readonly basis: CardRefundBasis
  /** The arithmetic, in a sentence that the member can check. */
  readonly explanation: string
  /** refund = paid - refunded - their sum. */
  readonly deductions: Deduction[]
  readonly ends: string[]
  /** The last day on which the card counts if it is given back now. */
  readonly endsOn: string
}

export interface CardRefundRequest {
  readonly orderId: string
  readonly paidAt: number
  /** Absent: the member's own wish. */
  readonly cause?: RefundCause
  readonly release: Release
  readonly now: number
}

/**
 * What giving this purchase back would return now. At any time the remaining share of the whole
 * period, bonus months included, rounded up (法释〔2025〕4号 22), of the price less what was handed
 * over with it; within seven days of the payment what was paid less what it saved, if that is more
 * (14, 15). A minor gets the better of the two at any time (民法典 157); for the shop's own cause
 * nothing is taken off for what came with the card (18, 21). Refuses REFUND_NOT_POSSIBLE: unknown
 * order, given back or upgraded before, term over; and PAYMENT_OPEN while a receipt priced with this
 * period waits to be paid.
 */
export function refundQuote(state: MemberState, request: CardRefundRequest): CardRefundQuote | Refusal {
  const quoted = quoteWithEnd(state, request)
  return 'ok' in quoted ? quoted : quoted.quote
}

function quoteWithEnd(
  state: MemberState,
  request: CardRefundRequest,
): { quote: CardRefundQuote; revoked: Revoked } | Refusal {
  const { orderId, paidAt, cause = 'consumer', now } = request
  const found = findPeriod(state, orderId)
  if (!found || !stands(found.period)) return refuse('REFUND_NOT_POSSIBLE')
  if (hasOpenPayment(state, orderId, now)) return refuse('PAYMENT_OPEN')
  const { membership, period } = found
  const right = sevenDayRight(paidAt, now)
  if (cause === 'seven_days' && right === 'over') return refuse('REFUND_NOT_POSSIBLE')
  const revoked = withRevocations(state, request)
  const goods = cause === 'operator' ? [] : revoked.deductions
  const through = cause === 'operator' ? lastServedDay(request.release, now) : shanghaiDay(now)
  const byTime = shareOfTerm(period, daysOf(membership, period, through), goods)
  const unspent = lessSavings(period, goods)
  const hasRight = right === 'running' || cause === 'minor' || cause === 'seven_days'
  const best = hasRight && unspent.refund >= byTime.refund ? unspent : byTime
  if (best.refund === 0) return refuse('REFUND_NOT_POSSIBLE')
  const quote = {
    paid: period.paid,
    refunded: period.returned ?? 0,
    ...best,
    basis: cause === 'minor' ? ('minor' as const) : best.basis,
    ends: [...endsOf(period), ...revoked.ends],
    endsOn: period.startsAt > now ? shanghaiDay(period.startsAt - 1) : shanghaiDay(now),
  }
  return { quote, revoked }
}

/**
 * Gives a purchase back: its period ends now, later periods of the card and cards that wait behind
 * it move forward, fees and months are reversed, what came with it ends, and the money is due through
 * the orders that paid it, or by the shop's transfer where WeChat would refuse.
 * @param expected fen that the person was shown: REFUND_CHANGED (detail: the quote) if it differs
 */
export function refundCard(
  state: MemberState,
  command: CardRefundRequest & {
    /** Tells this refund from others of the same order; the number at WeChat is made of it. */
    readonly suffix: string
    readonly expected: number
    /** Refunds that the order had before. */
    readonly refunds?: number
    readonly refundDays?: number
    readonly interest?: InterestTerms
  },
): Decision<Extract<Facts, { kind: 'card_refund' }>> {
  const { orderId, cause = 'consumer', expected, now } = command
  const quoted = quoteWithEnd(state, command)
  if ('ok' in quoted) return quoted
  const { quote, revoked } = quoted
  if (quote.refund !== expected) return refuse('REFUND_CHANGED', quote)
  return giveBack(revoked, {
    ...command,
    orderId,
    amount: quote.refund,
    basis: quote.basis,
    reason: cause === 'operator' || cause === 'minor' ? cause : 'member_request',
    now,
  })
}

/** Ends the period and lets this much of its price go back: the quote says how much that is. */
export function giveBack(
  revoked: Pick<Revoked, 'state' | 'postings' | 'due'>,
  refund: {
    readonly orderId: string
    readonly suffix: string
    readonly amount: number
    readonly basis: string
    readonly reason: RefundReason
    /** What else the ended period is to say. */
    readonly given?: Partial<Period>
    readonly paidAt: number
    readonly refunds?: number
    readonly refundDays?: number
    readonly interest?: InterestTerms
    readonly now: number
  },
): Decision<Extract<Facts, { kind: 'card_refund' }>> {
  const { orderId, amount, basis, reason, now } = refund
  const { state } = revoked
  const found = findPeriod(state, orderId)
  if (!found) return refuse('REFUND_NOT_POSSIBLE')
  const { membership, period } = found
  const month = shanghaiMonth(now)
  const cards = withoutPeriod(membership, period, { refunded: amount, ...refund.given }, now)
  const shortened = {
    ...state,
    fees: { ...state.fees, [month]: (state.fees[month] ?? 0) - amount },
    memberships: state.memberships.flatMap((held) => (held === membership ? cards : [held])),
  }
  const parts = refundParts(state, period, refund)
  const more = {
    ...(refund.interest ? { interest: refund.interest } : {}),
    ...receivedBy(state, orderId),
  }
  return {
    ok: true,
    state: closedUp(shortened, state.memberships, membership, now),
    postings: [...moneyBack(parts, month), ...monthsMoved(membership, cards), ...revoked.postings],
    facts: refundFacts(orderId, basis, parts),
    due: [
      ...refundsDue(parts, { basis, reason, at: now, by: refundBy(now, refund.refundDays), ...more }),
      ...revoked.due,
    ],
  }
}

/** Fees that are reversed in the month of the refund, and the cash that leaves the shop. */
export function moneyBack(parts: readonly RefundPart[], month: string) {
  return parts.flatMap(({ amount, channel }) => [
    ...transfer('cash', 'shop/cards', channel === 'manual' ? 'payer/transfer' : 'payer/wechat', amount),
    ...transfer('fee', account.fees(month), 'shop/fees', amount),
  ])
}

export function refundFacts(
  orderId: string,
  basis: string,
  parts: readonly RefundPart[],
): Extract<Facts, { kind: 'card_refund' }> {
  return {
    kind: 'card_refund',
    orderId,
    refundId: parts[0]?.refundId ?? '',
    amount: parts.reduce((sum, { amount }) => sum + amount, 0),
    basis,
    ...(parts.some(({ channel }) => channel === 'manual') ? { channel: 'manual' as const } : {}),
    ...(parts.length > 1 ? { parts: parts.map((part) => ({ ...part })) } : {}),
  }
}

/** True while a receipt that was priced with this period or its coupons can still be paid. */
export function hasOpenPayment(state: MemberState, orderId: string, now: number): boolean {
  return state.receipts.some(
    ({ state: at, periodOrderId, coupons = [], payUntil }) =>
      at === 'awaiting_payment' &&
      (periodOrderId === orderId || coupons.some(({ lotId }) => lotId.startsWith(`${orderId}:`))) &&
      (payUntil ?? 0) > now,
  )
}

type Worth = Pick<CardRefundQuote, 'refund' | 'basis' | 'explanation' | 'deductions'>

/** The price less what was handed over with it, by the days that are still to come. */
function shareOfTerm(
  period: Period,
  { all, remaining }: { all: number; remaining: number },
  goods: readonly Deduction[],
): Worth {
  const base = period.paid - (period.returned ?? 0)
  const handedOver = cappedAt(base, goods)
  const worth = base - sumOf(handedOver)
  const refund = shareRoundedUp(worth, remaining, all)
  const used = { title: `已过去的${all - remaining}天`, amount: worth - refund }
  return {
    refund,
    basis: 'remaining_period',
    explanation: `有效期共${all}天,还剩${remaining}天,按比例退回:${yuanText(worth)}×${remaining}÷${all},不足一分按一分计`,
    deductions: [...handedOver, ...(used.amount > 0 ? [used] : [])],
  }
}

/** What was paid less what it saved; what counts among the savings isn't taken off twice. */
function lessSavings(period: Period, goods: readonly Deduction[]): Worth {
  const base = period.paid - (period.returned ?? 0)
  const saved = Math.max(0, period.saved)
  const lines = cappedAt(base, [
    ...(saved > 0 ? [{ title: '用这张卡已省的', amount: saved }] : []),
    ...goods.map((line) => ({ ...line, amount: Math.max(0, line.amount - (line.inSaved ?? 0)) })),
  ])
  const refund = base - sumOf(lines)
  if (saved === 0 && sumOf(lines) === 0)
    return {
      refund,
      basis: 'seven_days_unused',
      explanation: `付款后7天内,这张卡还没有省过钱,全额退回${yuanText(base)}`,
      deductions: lines,
    }
  const rest = sumOf(lines) - Math.min(saved, base)
  return {
    refund,
    basis: 'seven_days_used',
    explanation: `付款后7天内,退回支付的${yuanText(base)}减去已省的${yuanText(Math.min(saved, base))}${rest > 0 ? `和已领取的${yuanText(rest)}` : ''}`,
    deductions: lines,
  }
}

/** The same lines, together never more than there is to take off from: nobody ends up owing (20). */
function cappedAt(most: number, lines: readonly Deduction[]): Deduction[] {
  let left = most
  return lines.map((line) => {
    const amount = Math.min(left, line.amount)
    left -= amount
    return { title: line.title, amount }
  })
}

function sumOf(lines: readonly Deduction[]): number {
  return lines.reduce((sum, { amount }) => sum + amount, 0)
}

function endsOf({ bonusMonths, guarantee }: Period): string[] {
  return [
    ...(bonusMonths ? [`赠送的${bonusMonths}个月`] : []),
    ...(guarantee?.settledAt === null ? ['没省够补差的约定'] : []),
  ]
}
