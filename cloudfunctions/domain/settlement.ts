import type { Tender } from '../contract/primitives'
import { isRefusal, type Refusal, refuse } from '../contract/refusals'
import { shanghaiDay, shanghaiMonth } from './calendar'
import { periodSaved, savedByCard, savedByPeriod } from './card-savings'
import type { Decision, Due, Facts, Posting } from './decision'
import { periodAt } from './entitled'
import { useFriendCode } from './friend-code'
import type { MemberState, Period, ReceiptFacts } from './member'
import type { PricedBasket } from './pricing'
import { mayBeTakenBack, mayStillCount, move, postingsOf } from './receipt-booking'
import { type Counting, withEffects } from './receipt-effects'
import type { Release } from './release'
import { CODE_REMEMBERED_MS, forgetEnded, isOpen, pruneCounters } from './retention'
import { savedIfSettled, savedNow } from './savings'
import { payFromWallet, type WalletPayment } from './tenders'
import type { Spend } from './wallet-spending'

export { savingsOf } from './receipt-booking'
export { isOpen } from './retention'
export { savedIfSettled, savedNow } from './savings'

type ReceiptDecision = Decision<Extract<Facts, { kind: 'receipt' }>>

const MINUTE_MS = 60_000

export interface Settlement {
  readonly receiptId: string
  readonly priced: PricedBasket
  readonly branch: { readonly id: string; readonly name: string }
  /** The clerk's member number. */
  readonly clerk: string
  readonly tender: Tender
  /** The tag of the code that was scanned; null for a member found by phone. */
  readonly codeTag: string | null
  readonly now: number
  /** The rules that a receipt earns by. */
  readonly release: Release
  /** When the basket was priced, which decides the period that its savings count for (H4). */
  readonly pricedAt?: number
  readonly undoMinutes: number
  /** What the highlighted plan would have saved, for who has no card. */
  readonly missed: number
  /** The same, as it was shown with this bill (M114); absent: it wasn't. */
  readonly asMember?: NonNullable<ReceiptFacts['asMember']>
  /** To whom a delivery goes, as a keyed digest (M056). */
  readonly recipient?: string | undefined
  /** How long the member may take to pay on the phone. */
  readonly payMinutes: number
  /** For tender `stored_value`: what the clerk takes otherwise, and how the versions spend. */
  readonly balance?: { readonly shortfall: number; readonly spendOrderOf: Spend['spendOrderOf'] }
  /** The helper who stands at the counter, and the card that both use (M116). */
  readonly helper?: { readonly memberId: string; readonly membershipId: string }
  /** A friend's bill, paid with this code from the balance (M015). */
  readonly friend?: { readonly codeId: string; readonly most: number }
}

/** True for a code that settled something in the last minutes: it never does so again. */
export function codeAlreadyUsed(state: MemberState, tag: string, now: number): boolean {
  return state.usedCodes.some((used) => used.tag === tag && used.until > now)
}

/** The receipt that waits for this member's payment, if it still may be paid. */
export function payableReceipt(state: MemberState, receiptId: string, now: number): ReceiptFacts | null {
  return state.receipts.find((receipt) => receipt.receiptId === receiptId && isOpen(receipt, now)) ?? null
}

/**
 * Settles a priced basket. Paid outside (`external`, or nothing to pay) or from the balance
 * (`stored_value`) it counts at once; to be paid on the phone (`wechat`) it waits and counts nothing
 * yet. The code is consumed either way. Refuses CODE_USED, PAYMENT_OPEN while another receipt waits,
 * OPERATION_REUSED for a receipt that is known, QUOTE_CHANGED for savings of a card or a coupon that
 * no longer counts, BALANCE_SHORT (see `payFromWallet`), FRIEND_CODE_LIMIT, and VISIT_INVALID where
 * nobody's code allows to spend the balance; MEMBER_FROZEN with a code of who reported a loss.
 */
export function settleReceipt(state: MemberState, settlement: Settlement): ReceiptDecision {
  const { receiptId, priced, codeTag, tender, now, helper, friend } = settlement
  if (state.receipts.some((receipt) => receipt.receiptId === receiptId)) return refuse('OPERATION_REUSED')
  if (codeTag !== null && codeAlreadyUsed(state, codeTag, now)) return refuse('CODE_USED')
  // A helper's own phone isn't lost; what is the holder's own is spent by nobody (L5).
  if (codeTag !== null && !helper && state.frozen) return refuse('MEMBER_FROZEN')
  if (state.receipts.some((receipt) => isOpen(receipt, now))) return refuse('PAYMENT_OPEN')
  const pricedAt = settlement.pricedAt ?? now
  const period = friend ? null : periodAt(state, pricedAt, helper?.membershipId)
  if (!period && savedByCard(priced) > 0) return refuse('QUOTE_CHANGED')
  if (!mayStillCount(state, priced, now)) return refuse('QUOTE_CHANGED')
  const paying = tender === 'stored_value' ? fromBalance(state, settlement) : null
  if (isRefusal(paying)) return paying
  if (friend && !paying) return refuse('INPUT_INVALID', { path: 'tender' })

  const waits = tender === 'wechat' && priced.paid > 0
  const receipt: ReceiptFacts = {
    receiptId,
    at: now,
    day: shanghaiDay(now),
    branchId: settlement.branch.id,
    branchName: settlement.branch.name,
    clerk: settlement.clerk,
    state: waits ? 'awaiting_payment' : 'settled',
    lines: priced.lines,
    list: priced.list,
    paid: priced.paid,
    saved: priced.saved,
    tender,
    orderId: null,
    periodOrderId: period?.orderId ?? null,
    missed: period || friend ? 0 : settlement.missed,
    undoUntil: now + settlement.undoMinutes * MINUTE_MS,
    undoneAt: null,
    payUntil: waits ? now + settlement.payMinutes * MINUTE_MS : null,
    savedNow: savedIfSettled(state, priced.saved, now, savedByPeriod(priced, period?.orderId ?? null)),
    ...partsOf(settlement, period, paying),
  }
  const consumed = withCodeUsed(paying ? { ...state, wallet: paying.wallet } : state, settlement)
  return waits
    ? decided(withReceipt(consumed, receipt), receipt, [], now)
    : book(withReceipt(consumed, receipt), { receipt, release: settlement.release, now }, shanghaiMonth(now))
}

/** What only some receipts have; absent elsewhere, so that an ordinary one stays as small as it was. */
function partsOf(
  { priced, helper, friend, recipient, asMember, release }: Settlement,
  period: Period | null,
  paying: WalletPayment | null,
): Partial<ReceiptFacts> {
  const counted = savedByPeriod(priced, period?.orderId ?? null)
  const returnDays = release.loyalty?.returnDays ?? 0
  return {
    ...(returnDays > 0 ? { returnDays } : {}),
    ...(period && counted !== priced.saved ? { periodSaved: counted } : {}),
    ...(paying ? { tenders: paying.tenders, walletShares: paying.walletShares } : {}),
    ...(priced.coupons ? { coupons: [...priced.coupons] } : {}),
    ...(priced.points ? { pointsSpent: { ...priced.points, shares: [] } } : {}),
    ...(priced.delivery
      ? { delivery: { ...priced.delivery, ...(recipient && priced.coupons ? { recipient } : {}) } }
      : {}),
    ...(priced.draws ? { draws: [...priced.draws] } : {}),
    ...(asMember ? { asMember } : {}),
    ...(helper ? { by: helper.memberId } : {}),
    ...(friend ? { forFriend: true as const } : {}),
  }
}

/** A helper may use the card, never the holder's money; a friend's bill has a limit of its own. */
function fromBalance(state: MemberState, settlement: Settlement): WalletPayment | Refusal {
  const { priced, balance, codeTag, helper, friend, now } = settlement
  if (codeTag === null || !balance) return refuse('VISIT_INVALID')
  if (helper) return refuse('BALANCE_SHORT', { available: 0, covers: 0, shortfall: priced.paid })
  if (friend && priced.paid > friend.most) return refuse('FRIEND_CODE_LIMIT', { most: friend.most })
  return payFromWallet(state.wallet, { priced, ...balance, now })
}

function withCodeUsed(state: MemberState, { codeTag, friend, receiptId, now }: Settlement): MemberState {
  if (codeTag === null) return state
  const usedCodes = [...state.usedCodes, { tag: codeTag, until: now + CODE_REMEMBERED_MS }]
  if (!friend) return { ...state, usedCodes }
  return { ...state, usedCodes, wallet: useFriendCode(state.wallet, friend.codeId, receiptId) }
}

/**
 * A waiting receipt was paid through WeChat Pay: from here on it counts, in the month of its own
 * time. Refuses RECEIPT_NOT_FOUND, ORDER_CLOSED when it was cancelled, its card was given back, or
 * its coupons, its points or its units of the day went to another meanwhile, ALREADY_SETTLED for a second payment, PRICE_CHANGED for another amount; whoever calls gives the
 * money back then.
 */
export function payReceipt(
  state: MemberState,
  payment: {
    receiptId: string
    orderId: string
    amount: number
    paidAt: number
    release: Release
    now: number
  },
): ReceiptDecision {
  const { now } = payment
  const waiting = find(state, payment.receiptId)
  if (!waiting) return refuse('RECEIPT_NOT_FOUND')
  if (waiting.state === 'cancelled') return refuse('ORDER_CLOSED')
  if (waiting.state !== 'awaiting_payment') return refuse('ALREADY_SETTLED')
  if (payment.amount !== waiting.paid) return refuse('PRICE_CHANGED')
  if (waiting.periodOrderId !== null && wasGivenBack(state, waiting.periodOrderId))
    return refuse('ORDER_CLOSED')
  if (!mayStillCount(state, { ...waiting, points: waiting.pointsSpent }, now)) return refuse('ORDER_CLOSED')
  const receipt: ReceiptFacts = {
    ...waiting,
    state: 'settled',
    orderId: payment.orderId,
    undoUntil: waiting.undoUntil - waiting.at + now,
    payUntil: null,
  }
  const { release } = payment
  return book(withReceipt(state, receipt), { receipt, release, now }, shanghaiMonth(receipt.at))
}

/** Stops waiting for a payment. Refuses RECEIPT_NOT_FOUND, ALREADY_SETTLED once it was paid. */
export function cancelReceipt(
  state: MemberState,
  { receiptId, branchId, now }: { receiptId: string; branchId?: string; now: number },
): ReceiptDecision {
  const waiting = find(state, receiptId, branchId)
  if (!waiting) return refuse('RECEIPT_NOT_FOUND')
  if (waiting.state === 'cancelled') return decided(state, waiting, [], now)
  if (waiting.state !== 'awaiting_payment') return refuse('ALREADY_SETTLED')
  const receipt: ReceiptFacts = {
    ...waiting,
    state: 'cancelled',
    payUntil: null,
    savedNow: nothingSaved(state, now),
  }
  return decided(withReceipt(state, receipt), receipt, [], now)
}

/**
 * Takes a settled receipt back, once: what it saved is subtracted in the present month (refunds
 * count in their own), the period gets its saving off, and what was paid on the phone is due back
 * through its order. The code stays used. Refuses RECEIPT_NOT_FOUND, PAYMENT_OPEN while it still
 * waits to be paid, ALREADY_UNDONE, UNDO_TOO_LATE (its window is over, or its card was given back).
 */
export function undoReceipt(
  state: MemberState,
  command: { receiptId: string; branchId?: string; release: Release; now: number; refundId?: string },
): ReceiptDecision {
  const { now } = command
  const settled = find(state, command.receiptId, command.branchId)
  if (!settled) return refuse('RECEIPT_NOT_FOUND')
  if (settled.state === 'awaiting_payment') return refuse('PAYMENT_OPEN')
  if (settled.state !== 'settled') return refuse('ALREADY_UNDONE')
  if (now >= settled.undoUntil) return refuse('UNDO_TOO_LATE')
  // What the card saved was settled when it was given back: taking it back again would lose fen.
  const { periodOrderId } = settled
  if (periodSaved(settled) > 0 && periodOrderId !== null && wasGivenBack(state, periodOrderId))
    return refuse('UNDO_TOO_LATE')
  if (!mayBeTakenBack(state, settled, now)) return refuse('UNDO_TOO_LATE')

  const month = shanghaiMonth(now)
  const undone: ReceiptFacts = { ...settled, state: 'undone', undoneAt: now }
  const moved = move(withReceipt(state, undone), undone, { month, sign: -1, now })
  const without = withEffects(moved, { receipt: undone, release: command.release, now }, 'takeBack')
  const receipt: ReceiptFacts = { ...without.receipt, savedNow: nothingSaved(without.state, now) }
  const postings = [...postingsOf(state, receipt, month, -1), ...without.postings]
  const decision = decided(withReceipt(without.state, receipt), receipt, postings, now, without.due)
  const { orderId } = receipt
  if (!decision.ok || orderId === null || receipt.paid === 0) return decision
  const refundId = command.refundId ?? `${orderId}-u`
  return {
    ...decision,
    due: [
      ...decision.due,
      {
        kind: 'refund',
        key: `refund:${refundId}`,
        owner: 'payment',
        refundId,
        orderId,
        amount: receipt.paid,
        reason: 'undo',
      },
    ],
  }
}

/** The receipt counts: savings, period, replay without a card; its answer is what the state says then. */
function book(state: MemberState, counting: Counting, month: string): ReceiptDecision {
  const { receipt, now } = counting
  const counted = withEffects(move(state, receipt, { month, sign: 1, now }), counting, 'count')
  const answered: ReceiptFacts = { ...counted.receipt, savedNow: savedNow(counted.state, receipt, now) }
  const postings = [...postingsOf(state, answered, month, 1), ...counted.postings]
  return decided(withReceipt(counted.state, answered), answered, postings, now, counted.due)
}

function decided(
  state: MemberState,
  receipt: ReceiptFacts,
  postings: Posting[],
  now: number,
  due: readonly Due[] = [],
): ReceiptDecision {
  const kept = forgetEnded(pruneCounters(state, now), now)
  return {
    ok: true,
    state: kept.state,
    postings: [...postings, ...kept.postings],
    facts: { kind: 'receipt', receipt },
    due,
  }
}

function nothingSaved(state: MemberState, now: number): ReceiptFacts['savedNow'] {
  return savedNow(state, { saved: 0 }, now)
}

function find(state: MemberState, receiptId: string, branchId?: string): ReceiptFacts | undefined {
  return state.receipts.find(
    (receipt) => receipt.receiptId === receiptId && (branchId === undefined || receipt.branchId === branchId),
  )
}

function wasGivenBack(state: MemberState, orderId: string): boolean {
  return state.memberships.some(({ periods }) =>
    periods.some((period) => period.orderId === orderId && period.refunded > 0),
  )
}

/** The state with this receipt in place of the one it follows, or added. */
function withReceipt(state: MemberState, receipt: ReceiptFacts): MemberState {
  const known = state.receipts.some(({ receiptId }) => receiptId === receipt.receiptId)
  return {
    ...state,
    receipts: known
      ? state.receipts.map((one) => (one.receiptId === receipt.receiptId ? receipt : one))
      : [...state.receipts, receipt],
  }
}
