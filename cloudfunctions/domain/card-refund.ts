import { type Refusal, refuse } from '../contract/refusals'
import { account, transfer } from './balances'
import { addDays, addMonths, daysBetween, endOfTerm, shanghaiDay, shanghaiMonth } from './calendar'
import type { Decision, Facts, Posting } from './decision'
import type { Membership, MemberState, Period } from './member'
import { shareRoundedUp, yuanText } from './money'

/** Through the end of the seventh day; the day of payment is not counted (法释〔2025〕4号 14, 民法典 201). */
const RIGHT_DAYS = 7

export type RefundBasis = 'seven_days_unused' | 'seven_days_used' | 'remaining_period'

export interface RefundQuote {
  readonly paid: number
  readonly refund: number
  readonly basis: RefundBasis
  /** The arithmetic, in a sentence that the member can check. */
  readonly explanation: string
  /** The last day on which the card counts if it is given back now. */
  readonly endsOn: string
}

/**
 * What giving this purchase back would return now: within seven days what was paid less what it
 * saved; at any time the remaining share of the term, rounded up (法释〔2025〕4号 22). The better of
 * the two for the member. Refuses REFUND_NOT_POSSIBLE: unknown order, given back before, term over;
 * and PAYMENT_OPEN while a receipt priced with this period waits to be paid.
 */
export function refundQuote(
  state: MemberState,
  { orderId, paidAt, now }: { orderId: string; paidAt: number; now: number },
): RefundQuote | Refusal {
  const found = findPeriod(state, orderId)
  if (!found || found.period.refunded > 0) return refuse('REFUND_NOT_POSSIBLE')
  if (hasOpenPayment(state, orderId, now)) return refuse('PAYMENT_OPEN')
  const { membership, period } = found
  const today = shanghaiDay(now)
  const { all, remaining } = daysOf(membership, period, today)
  const share = shareRoundedUp(period.paid, remaining, all)
  const withinRight = daysBetween(shanghaiDay(paidAt), today) <= RIGHT_DAYS
  const unspent = withinRight ? Math.max(0, period.paid - period.saved) : 0
  const refund = Math.min(Math.max(share, unspent), period.paid)
  if (refund === 0) return refuse('REFUND_NOT_POSSIBLE')
  const basis =
    !withinRight || share > unspent
      ? 'remaining_period'
      : period.saved > 0
        ? 'seven_days_used'
        : 'seven_days_unused'
  return {
    paid: period.paid,
    refund,
    basis,
    explanation: explain(basis, period, remaining, all),
    endsOn: period.startsAt > now ? shanghaiDay(period.startsAt - 1) : today,
  }
}

/**
 * Gives a purchase back: its period ends now, later periods of the card move forward to begin now,
 * fees and months are reversed and the money is due through the order's own payment.
 * @param expected fen that the member was shown: REFUND_CHANGED (detail: the quote) if it differs
 */
export function refundCard(
  state: MemberState,
  command: { orderId: string; refundId: string; expected: number; paidAt: number; now: number },
): Decision<Extract<Facts, { kind: 'card_refund' }>> {
  const { orderId, refundId, expected, now } = command
  const quote = refundQuote(state, command)
  if ('ok' in quote) return quote
  if (quote.refund !== expected) return refuse('REFUND_CHANGED', quote)
  const found = findPeriod(state, orderId)
  if (!found) return refuse('REFUND_NOT_POSSIBLE')
  const { membership, period } = found
  const { refund, basis } = quote
  const month = shanghaiMonth(now)
  const cards = withoutPeriod(membership, period, refund, now)
  return {
    ok: true,
    state: {
      ...state,
      fees: { ...state.fees, [month]: (state.fees[month] ?? 0) - refund },
      memberships: state.memberships.flatMap((held) => (held === membership ? cards : [held])),
    },
    postings: [
      ...transfer('cash', 'shop/cards', 'payer/wechat', refund),
      ...transfer('fee', account.fees(month), 'shop/fees', refund),
      ...monthsMoved(membership, cards),
    ],
    facts: { kind: 'card_refund', orderId, refundId, amount: refund, basis },
    due: [
      {
        kind: 'refund',
        key: `refund:${refundId}`,
        owner: 'payment',
        refundId,
        orderId,
        amount: refund,
        reason: 'member_request',
      },
    ],
  }
}

function findPeriod(state: MemberState, orderId: string): { membership: Membership; period: Period } | null {
  for (const membership of state.memberships) {
    const period = membership.periods.find((candidate) => candidate.orderId === orderId)
    if (period) return { membership, period }
  }
  return null
}

function hasOpenPayment(state: MemberState, orderId: string, now: number): boolean {
  return state.receipts.some(
    (receipt) =>
      receipt.state === 'awaiting_payment' &&
      receipt.periodOrderId === orderId &&
      (receipt.payUntil ?? 0) > now,
  )
}

/** Months leave the card that shrank; what moved to a card of its own arrives there. */
function monthsMoved(before: Membership, after: readonly Membership[]): Posting[] {
  return after.flatMap(({ id, months }) =>
    transfer(
      'card_months',
      account.months(id),
      'shop/months',
      (id === before.id ? before.months : 0) - months,
    ),
  )
}

/** Periods that were not given back and begin after this one ends. */
function laterThan(membership: Membership, period: Period): Period[] {
  return membership.periods.filter((other) => other.refunded === 0 && other.startsAt >= period.endsAt)
}

function monthsOf(periods: readonly Period[]): number {
  return periods.reduce((sum, period) => sum + period.months, 0)
}

/**
 * Days of a period and those still to come after today, both by the anchor: the start day comes
 * free and is in neither, so that giving back on the day of purchase returns everything.
 */
function daysOf(membership: Membership, period: Period, today: string): { all: number; remaining: number } {
  const monthsAfter = membership.months - monthsOf(laterThan(membership, period))
  const first = addDays(addMonths(membership.anchor, monthsAfter - period.months), 1)
  const end = addDays(addMonths(membership.anchor, monthsAfter), 1)
  const tomorrow = addDays(today, 1)
  return {
    all: daysBetween(first, end),
    remaining: Math.max(0, daysBetween(tomorrow > first ? tomorrow : first, end)),
  }
}

/**
 * The cards once a period has been given back. What was stacked on it moves forward: behind the
 * period before it, or, where the given one was running, as a card of its own that begins today.
 */
function withoutPeriod(membership: Membership, period: Period, refund: number, now: number): Membership[] {
  const later = laterThan(membership, period)
  const runs = period.startsAt <= now
  const given: Period = { ...period, refunded: refund, startsAt: Math.min(period.startsAt, now), endsAt: now }
  const staying = membership.periods.filter((other) => !later.includes(other))
  const rest = {
    ...membership,
    months: membership.months - period.months - monthsOf(later),
    endsAt: runs ? now : period.startsAt,
    periods: staying.map((other) => (other === period ? given : other)),
  }
  const [firstLater] = later
  if (!firstLater) return [rest]
  if (runs) {
    const own = { id: firstLater.orderId, planId: membership.planId, anchor: shanghaiDay(now), startsAt: now }
    return [rest, stack({ ...own, months: 0, endsAt: now, periods: [] }, later)]
  }
  return [stack(rest, later)]
}

/** The card with these periods put behind what it has, by its anchor. */
function stack(membership: Membership, periods: readonly Period[]): Membership {
  return periods.reduce((card, period) => {
    const months = card.months + period.months
    const endsAt = endOfTerm(card.anchor, months)
    return {
      ...card,
      months,
      endsAt,
      periods: [...card.periods, { ...period, startsAt: card.endsAt, endsAt }],
    }
  }, membership)
}

function explain(basis: RefundBasis, period: Period, remaining: number, all: number): string {
  switch (basis) {
    case 'seven_days_unused':
      return `付款后7天内,这张卡还没有省过钱,全额退回${yuanText(period.paid)}`
    case 'seven_days_used':
      return `付款后7天内,退回支付的${yuanText(period.paid)}减去已省的${yuanText(period.saved)}`
    case 'remaining_period':
      return `有效期共${all}天,还剩${remaining}天,按比例退回:${yuanText(period.paid)}×${remaining}÷${all},不足一分按一分计`
  }
}
