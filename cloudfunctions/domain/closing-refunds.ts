import { isRefusal, type Refusal, type RefusalCode, refuse } from '../contract/refusals'
import { shanghaiDay } from './calendar'
import { isCouponPack } from './coupon-pack-refund'
import { isCardLot } from './coupon-terms'
import type { Due, Posting } from './decision'
import { returnFlash } from './flash-sales'
import type { MemberState } from './member'
import { decideRefund, quoteRefund, type RefundableOrder, type RefundQuote } from './refund'
import { refundBy, refundChannel } from './refund-clock'
import type { Release } from './release'
import type { Voucher } from './voucher'

/** All that goes back when an account is closed: each order by its own quote, one after another. */

export type ClosingKind = 'card' | 'top_up' | 'pack' | 'voucher'

export interface ClosingQuote extends RefundQuote {
  readonly kind: ClosingKind
}

export interface ClosingContext {
  readonly release: Release
  /** The orders of `closingOrders`; null for one that is unknown or can't be given back. */
  readonly orders: ReadonlyMap<string, RefundableOrder | null>
  readonly now: number
}

export interface GivenBack {
  readonly ok: true
  readonly state: MemberState
  readonly postings: readonly Posting[]
  readonly due: readonly Due[]
  readonly quotes: readonly ClosingQuote[]
}

/** Nothing comes back for these, or nobody knows of an order: they end with the account. */
const NOTHING_BACK: readonly RefusalCode[] = ['REFUND_NOT_POSSIBLE', 'ORDER_NOT_FOUND', 'VOUCHER_UNUSABLE']

interface Item {
  readonly orderId: string
  readonly kind: ClosingKind
  readonly at: number
}

/**
 * The orders that are asked for what comes back, the newest first: a card that waits behind another
 * hasn't begun, and must not begin on the way.
 */
export function closingOrders(state: MemberState): string[] {
  return [...new Set(itemsOf(state).map(({ orderId }) => orderId))]
}

function itemsOf(state: MemberState): Item[] {
  const found: Item[] = [
    ...state.memberships.flatMap(({ periods }) =>
      periods.map(({ orderId, startsAt }) => ({ orderId, kind: 'card' as const, at: startsAt })),
    ),
    ...state.wallet.lots.map(({ orderId, paidAt }) => ({ orderId, kind: 'top_up' as const, at: paidAt })),
    ...state.coupons
      .filter(isCardLot)
      .filter(({ orderId }) => isCouponPack(state, orderId))
      .map(({ orderId, from }) => ({ orderId, kind: 'pack' as const, at: from })),
    ...paidVouchers(state).map(({ orderId, from }) => ({ orderId, kind: 'voucher' as const, at: from })),
  ]
  return found.sort((a, b) => b.at - a.at || (a.orderId < b.orderId ? -1 : 1))
}

function paidVouchers({ vouchers }: MemberState): (Voucher & { orderId: string; paid: number })[] {
  return vouchers.flatMap((voucher) =>
    voucher.state === 'open' && voucher.orderId !== undefined && voucher.paid !== undefined
      ? [{ ...voucher, orderId: voucher.orderId, paid: voucher.paid }]
      : [],
  )
}

/**
 * Gives everything back that can be given back. Refuses PAYMENT_OPEN while a receipt waits to be
 * paid, REFUND_WAITS within a minute of an order's last refund, and CLOSING_CHANGED for an order that
 * came since the orders were read: nothing may end without having been asked for.
 */
export function giveAllBack(state: MemberState, context: ClosingContext): GivenBack | Refusal {
  const done = new Set<string>()
  let given: GivenBack = { ok: true, state, postings: [], due: [], quotes: [] }
  for (const { orderId, kind } of itemsOf(state)) {
    if (done.has(orderId)) continue
    done.add(orderId)
    const next =
      kind === 'voucher' ? voucherBack(given, orderId, context) : orderBack(given, orderId, kind, context)
    if (!isRefusal(next)) given = next
    else if (!NOTHING_BACK.includes(next.code)) return next
  }
  return given
}

function orderBack(
  given: GivenBack,
  orderId: string,
  kind: ClosingKind,
  { release, orders, now }: ClosingContext,
): GivenBack | Refusal {
  const order = orders.get(orderId)
  if (order === undefined) return refuse('CLOSING_CHANGED')
  if (order === null) return refuse('ORDER_NOT_FOUND')
  const quote = quoteRefund(given.state, order, 'consumer', { release, now })
  if ('ok' in quote) return quote
  const decided = decideRefund(
    given.state,
    order,
    { cause: 'consumer', expected: quote.refund },
    { release, now },
  )
  return decided.ok ? added(given, decided, { ...quote, kind }) : decided
}

function voucherBack(given: GivenBack, orderId: string, context: ClosingContext): GivenBack | Refusal {
  const { release, orders, now } = context
  if (!orders.has(orderId)) return refuse('CLOSING_CHANGED')
  const voucher = paidVouchers(given.state).find((one) => one.orderId === orderId)
  if (!voucher) return refuse('VOUCHER_UNUSABLE')
  const { id: voucherId, paid } = voucher
  const paidAt = orders.get(orderId)?.paidAt ?? now
  const refundDays = release.settings?.prepaid?.refundDays
  const decided = returnFlash(given.state, { voucherId, paidAt, expected: paid, refundDays, now })
  if (!decided.ok) return decided
  return added(given, decided, {
    kind: 'voucher',
    orderId,
    paid,
    refunded: 0,
    refund: paid,
    basis: 'unused_voucher',
    explanation: '没有取用的凭证,全额退回',
    deductions: [],
    ends: [voucher.title],
    endsOn: shanghaiDay(now),
    channel: refundChannel({ paidAt }, now),
    by: refundBy(now, refundDays),
    afterReview: null,
  })
}

function added(
  given: GivenBack,
  decided: Pick<GivenBack, 'state' | 'postings' | 'due'>,
  quote: ClosingQuote,
): GivenBack {
  return {
    ok: true,
    state: decided.state,
    postings: [...given.postings, ...decided.postings],
    due: [...given.due, ...decided.due],
    quotes: [...given.quotes, quote],
  }
}
