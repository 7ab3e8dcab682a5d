import type { AccountClosed } from './account-closing'
import { shanghaiDay } from './calendar'
import type { JournalEntry } from './decision'
import type { GoodsReturnFacts } from './goods-return'
import type { ReceiptFacts } from './member'

/** What happened on one Shanghai day: counts and fen. */
export interface DayFigures {
  receipts: number
  paid: number
  saved: number
  cards: number
  cardTakings: number
  joined: number
  abnormalRefunds: number
  branches: Record<string, { receipts: number; paid: number; saved: number }>
}

export const NO_FIGURES: DayFigures = {
  receipts: 0,
  paid: 0,
  saved: 0,
  cards: 0,
  cardTakings: 0,
  joined: 0,
  abnormalRefunds: 0,
  branches: {},
}

/**
 * Folds the entries of one day, each given once. A receipt appears in several entries as it
 * moves (settled, paid, undone): only its last word of the day counts. One that was settled on an
 * earlier day and undone on this one is taken off this day, so that the days sum to the ledger.
 * Who accepts a newer agreement keeps the day of joining and is not counted again.
 */
export function dayFigures(entries: readonly JournalEntry[]): DayFigures {
  const figures: DayFigures = { ...NO_FIGURES, branches: {} }
  const joined = new Set<string>()
  for (const { facts, day, memberId } of entries) {
    if (facts.kind === 'card') {
      figures.cards += 1
      figures.cardTakings += facts.paid
      if (facts.joins) joined.add(memberId)
    } else if (facts.kind === 'top_up' && facts.joins) joined.add(memberId)
    else if (facts.kind === 'goods_return') takeOff(figures, facts)
    else if (facts.kind === 'card_refund') figures.cardTakings -= facts.amount
    else if (facts.kind === 'account_closed') figures.cardTakings -= cardsBack(facts)
    else if (facts.kind === 'joined' && shanghaiDay(facts.at) === day) joined.add(memberId)
  }
  figures.joined = joined.size
  for (const { receipt, day } of latestReceipts(entries)) {
    const sign = receipt.state === 'settled' ? 1 : receipt.state === 'undone' && receipt.day < day ? -1 : 0
    if (sign === 0) continue
    const branch = (figures.branches[receipt.branchId] ??= { receipts: 0, paid: 0, saved: 0 })
    for (const sums of [figures, branch]) {
      sums.receipts += sign
      sums.paid += sign * receipt.paid
      sums.saved += sign * receipt.saved
    }
  }
  return figures
}

/** Of what a closed account got back, the fees of its cards. */
function cardsBack({ refunds }: AccountClosed): number {
  return refunds.reduce((sum, { of, amount }) => sum + (of === 'card' || of === 'pack' ? amount : 0), 0)
}

/** What came back counts on the day on which it came, so that the days sum to the ledger. */
function takeOff(figures: DayFigures, { branchId, refund, saved }: GoodsReturnFacts): void {
  const branch = (figures.branches[branchId] ??= { receipts: 0, paid: 0, saved: 0 })
  for (const sums of [figures, branch]) {
    sums.paid -= refund
    sums.saved -= saved
  }
}

/** A receipt only moves forward: that tells, where it went from one member to another (M062). */
const PROGRESS: Readonly<Record<ReceiptFacts['state'], number>> = {
  awaiting_payment: 0,
  cancelled: 1,
  settled: 1,
  undone: 2,
}

interface ReceiptWord {
  version: number
  memberId: string
  receipt: ReceiptFacts
}

function isLater(one: ReceiptWord, other: ReceiptWord): boolean {
  return one.memberId === other.memberId
    ? one.version > other.version
    : PROGRESS[one.receipt.state] > PROGRESS[other.receipt.state]
}

/** Each receipt once, in its latest state, the newest first. */
export function latestReceipts(
  entries: readonly JournalEntry[],
): { memberId: string; day: string; receipt: ReceiptFacts }[] {
  const latest = new Map<string, { version: number; memberId: string; day: string; receipt: ReceiptFacts }>()
  for (const { facts, memberId, day, versionAfter } of entries) {
    if (facts.kind !== 'receipt') continue
    const known = latest.get(facts.receipt.receiptId)
    const entry = { version: versionAfter, memberId, day, receipt: facts.receipt }
    if (!known || isLater(entry, known)) latest.set(facts.receipt.receiptId, entry)
  }
  return [...latest.values()].sort((a, b) => b.receipt.at - a.receipt.at)
}
