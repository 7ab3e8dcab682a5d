import type { Tender } from '../contract/primitives'
import { refuse } from '../contract/refusals'
import { account, transfer } from './balances'
import { shanghaiDay, shanghaiMonth } from './calendar'
import type { Decision, Facts, Posting } from './decision'
import type { MemberState, ReceiptFacts } from './member'
import { currentPeriod } from './membership'
import type { PricedBasket } from './pricing'
import { CODE_REMEMBERED_MS, isOpen, pruneCounters } from './retention'
import { savedIfSettled, savedNow, type SavingsBySource, withSavings } from './savings'

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
  /** When the basket was priced, which decides the period that its savings count for (H4). */
  readonly pricedAt?: number
  readonly undoMinutes: number
  /** What the highlighted plan would have saved, for who has no card. */
  readonly missed: number
  /** How long the member may take to pay on the phone. */
  readonly payMinutes: number
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
 * Settles a priced basket. Paid outside (`external`, or nothing to pay) it counts at once; to be
 * paid on the phone (`wechat`) it waits and counts nothing yet. The code is consumed either way.
 * Refuses CODE_USED, PAYMENT_OPEN while another receipt waits, OPERATION_REUSED for a receipt that
 * is known, and QUOTE_CHANGED for savings of a card that no longer counts.
 */
export function settleReceipt(state: MemberState, settlement: Settlement): ReceiptDecision {
  const { receiptId, priced, codeTag, tender, now } = settlement
  if (state.receipts.some((receipt) => receipt.receiptId === receiptId)) return refuse('OPERATION_REUSED')
  if (codeTag !== null && codeAlreadyUsed(state, codeTag, now)) return refuse('CODE_USED')
  if (state.receipts.some((receipt) => isOpen(receipt, now))) return refuse('PAYMENT_OPEN')
  const period = currentPeriod(state, settlement.pricedAt ?? now)
  if (!period && priced.saved > 0) return refuse('QUOTE_CHANGED')

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
    missed: period ? 0 : settlement.missed,
    undoUntil: now + settlement.undoMinutes * MINUTE_MS,
    undoneAt: null,
    payUntil: waits ? now + settlement.payMinutes * MINUTE_MS : null,
    savedNow: savedIfSettled(state, priced.saved, now),
  }
  const consumed: MemberState =
    codeTag === null
      ? state
      : { ...state, usedCodes: [...state.usedCodes, { tag: codeTag, until: now + CODE_REMEMBERED_MS }] }
  return waits
    ? decided(withReceipt(consumed, receipt), receipt, [], now)
    : book(withReceipt(consumed, receipt), receipt, shanghaiMonth(now), now)
}

/**
 * A waiting receipt was paid through WeChat Pay: from here on it counts, in the month of its own
 * time. Refuses RECEIPT_NOT_FOUND, ORDER_CLOSED when it was cancelled or its card was given back,
 * ALREADY_SETTLED for a second payment, PRICE_CHANGED for another amount; whoever calls gives the
 * money back then.
 */
export function payReceipt(
  state: MemberState,
  payment: { receiptId: string; orderId: string; amount: number; paidAt: number; now: number },
): ReceiptDecision {
  const { now } = payment
  const waiting = find(state, payment.receiptId)
  if (!waiting) return refuse('RECEIPT_NOT_FOUND')
  if (waiting.state === 'cancelled') return refuse('ORDER_CLOSED')
  if (waiting.state !== 'awaiting_payment') return refuse('ALREADY_SETTLED')
  if (payment.amount !== waiting.paid) return refuse('PRICE_CHANGED')
  if (waiting.periodOrderId !== null && wasGivenBack(state, waiting.periodOrderId))
    return refuse('ORDER_CLOSED')
  const receipt: ReceiptFacts = {
    ...waiting,
    state: 'settled',
    orderId: payment.orderId,
    undoUntil: waiting.undoUntil - waiting.at + now,
    payUntil: null,
  }
  return book(withReceipt(state, receipt), receipt, shanghaiMonth(receipt.at), now)
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
  command: { receiptId: string; branchId?: string; now: number; refundId?: string },
): ReceiptDecision {
  const { now } = command
  const settled = find(state, command.receiptId, command.branchId)
  if (!settled) return refuse('RECEIPT_NOT_FOUND')
  if (settled.state === 'awaiting_payment') return refuse('PAYMENT_OPEN')
  if (settled.state !== 'settled') return refuse('ALREADY_UNDONE')
  if (now >= settled.undoUntil) return refuse('UNDO_TOO_LATE')
  // What the card saved was settled when it was given back: taking it back again would lose fen.
  const { saved, periodOrderId } = settled
  if (saved > 0 && periodOrderId !== null && wasGivenBack(state, periodOrderId))
    return refuse('UNDO_TOO_LATE')

  const month = shanghaiMonth(now)
  const undone: ReceiptFacts = { ...settled, state: 'undone', undoneAt: now }
  const without = move(withReceipt(state, undone), undone, month, -1)
  const receipt: ReceiptFacts = { ...undone, savedNow: nothingSaved(without, now) }
  const decision = decided(withReceipt(without, receipt), receipt, postingsOf(receipt, month, -1), now)
  const { orderId } = receipt
  if (!decision.ok || orderId === null || receipt.paid === 0) return decision
  const refundId = command.refundId ?? `${orderId}-u`
  return {
    ...decision,
    due: [
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

/** What a receipt saved, by source: the sums of its lines' proofs. */
export function savingsOf(receipt: Pick<ReceiptFacts, 'lines'>): SavingsBySource {
  const sums: SavingsBySource = {}
  for (const { proofs } of receipt.lines) {
    for (const { source, amount } of proofs) sums[source] = (sums[source] ?? 0) + amount
  }
  return sums
}

/** The receipt counts: savings, period, replay without a card; its answer is what the state says then. */
function book(state: MemberState, receipt: ReceiptFacts, month: string, now: number): ReceiptDecision {
  const counted = move(state, receipt, month, 1)
  const answered: ReceiptFacts = { ...receipt, savedNow: savedNow(counted, receipt, now) }
  return decided(withReceipt(counted, answered), answered, postingsOf(answered, month, 1), now)
}

function decided(
  state: MemberState,
  receipt: ReceiptFacts,
  postings: Posting[],
  now: number,
): ReceiptDecision {
  return {
    ok: true,
    state: pruneCounters(state, now),
    postings,
    facts: { kind: 'receipt', receipt },
    due: [],
  }
}

/** Adds (or takes off) what a receipt counts for. */
function move(state: MemberState, receipt: ReceiptFacts, month: string, sign: 1 | -1): MemberState {
  return {
    ...state,
    savings: withSavings(state.savings, month, savingsOf(receipt), sign),
    memberships:
      receipt.periodOrderId === null || receipt.saved === 0
        ? state.memberships
        : state.memberships.map((membership) => ({
            ...membership,
            periods: membership.periods.map((period) =>
              period.orderId === receipt.periodOrderId
                ? { ...period, saved: period.saved + sign * receipt.saved }
                : period,
            ),
          })),
    missed: receipt.periodOrderId === null ? withMissed(state.missed, receipt, sign) : state.missed,
  }
}

/** The day's count of orders without a card, and what a card would have saved on them (M114). */
function withMissed(
  missed: MemberState['missed'],
  receipt: ReceiptFacts,
  sign: 1 | -1,
): MemberState['missed'] {
  const before = missed.find(({ day }) => day === receipt.day) ?? { day: receipt.day, orders: 0, amount: 0 }
  const orders = before.orders + sign
  const rest = missed.filter(({ day }) => day !== receipt.day)
  if (orders <= 0) return rest
  return [...rest, { day: receipt.day, orders, amount: before.amount + sign * receipt.missed }].sort(
    (a, b) => (a.day < b.day ? -1 : 1),
  )
}

function postingsOf(receipt: ReceiptFacts, month: string, sign: 1 | -1): Posting[] {
  const payer = receipt.orderId === null ? 'payer/external' : 'payer/wechat'
  const postings = transfer('cash', payer, 'shop/sales', sign * receipt.paid)
  for (const [source, amount] of Object.entries(savingsOf(receipt))) {
    const saved = account.saved(month, source as keyof SavingsBySource)
    postings.push(...transfer('saving', 'shop/list_price', saved, sign * amount))
  }
  if (receipt.periodOrderId !== null) {
    const period = account.period(receipt.periodOrderId)
    postings.push(...transfer('period_saving', 'shop/periods', period, sign * receipt.saved))
  }
  return postings
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
