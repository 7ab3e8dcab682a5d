import { operationTime } from '../contract/operation-id'
import type { Due, RefundReason } from './decision'
import type { MemberState, Period } from './member'
import { findPeriod } from './card-shortening'
import { type RefundChannel, refundChannel } from './refund-clock'
import type { InterestTerms } from './refund-interest'

/** One order's part of what goes back: money returns only the way it came. */
export interface RefundPart {
  readonly orderId: string
  readonly refundId: string
  readonly amount: number
  readonly channel: RefundChannel
}

/** What a refund is, for everybody who follows it up. */
export interface Asked {
  readonly basis: string
  readonly channel: RefundChannel | 'review'
  /** Epoch ms at which it was asked for. */
  readonly at: number
  /** The last day on which it may be carried out (消法 53). */
  readonly by: string
  /** Who asked, where somebody else paid: it was passed on, the money still goes back the way it came (L6). */
  readonly holder?: string
  /** What it bears until it is sent; absent: nothing. */
  readonly interest?: InterestTerms
}

/**
 * Splits a refund over the orders that paid a period, its own first, then the newest: each gives at
 * most what it paid, less what went back of it before.
 * @param suffix tells refunds of one order apart: the same for ever, so that a retry can't pay twice
 */
export function refundParts(
  state: Pick<MemberState, 'memberships'>,
  period: Period,
  refund: { amount: number; suffix: string; paidAt: number; refunds?: number; now: number },
): RefundPart[] {
  let skip = period.returned ?? 0
  let left = refund.amount
  const parts: RefundPart[] = []
  for (const { orderId, amount } of paidBy(period)) {
    const gone = Math.min(skip, amount)
    skip -= gone
    const part = Math.min(left, amount - gone)
    left -= part
    if (part === 0) continue
    const own = orderId === period.orderId
    const payment = own ? refund : { paidAt: paidAtOf(state, orderId) }
    parts.push({
      orderId,
      refundId: `${orderId}-${refund.suffix}`,
      amount: part,
      channel: refundChannel(payment, refund.now),
    })
  }
  if (left > 0) throw new Error(`a refund of ${period.orderId} exceeds what was paid by ${left}`)
  return parts
}

/** The orders behind a period, in the order in which they give back. */
export function paidBy({ orderId, paid, sources }: Period): { orderId: string; amount: number }[] {
  if (!sources) return [{ orderId, amount: paid }]
  const rank = (source: { orderId: string }) =>
    source.orderId === orderId ? Number.POSITIVE_INFINITY : operationTime(source.orderId)
  return [...sources].sort((a, b) => (rank(a) === rank(b) ? 0 : rank(b) > rank(a) ? 1 : -1))
}

/** An order's number holds the time of its making: before its payment by minutes, never after. */
function paidAtOf(state: Pick<MemberState, 'memberships'>, orderId: string): number {
  return findPeriod(state, orderId)?.period.boughtAt ?? operationTime(orderId)
}

/** The follow-ups that carry the parts out; the first bears the interest of all of them. */
export function refundsDue(
  parts: readonly RefundPart[],
  { reason, interest, ...asked }: Omit<Asked, 'channel'> & { reason: RefundReason },
): Due[] {
  return parts.map(({ orderId, refundId, amount, channel }, index) => ({
    kind: 'refund',
    key: `refund:${refundId}`,
    owner: 'payment',
    refundId,
    orderId,
    amount,
    reason,
    asked: { ...asked, channel, ...(interest && index === 0 ? { interest } : {}) },
  }))
}
