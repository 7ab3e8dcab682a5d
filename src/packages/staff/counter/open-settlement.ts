import type { Input, Tender } from '@/services/contract'

/**
 * A settlement that was sent and whose end is not known yet. It is stored before the first sending
 * and until the end is known, so that it is shown again however the page was left.
 */
export interface OpenSettlement {
  branchId: string
  /** The signed quote: sending it again answers the same and settles nothing twice. */
  quote: string
  quoteId: string
  memberNumber: string
  displayName: string
  tender: Tender
  paid: number
  /** Of it, what the clerk takes beside the balance: part of the same settlement. */
  shortfall?: number
  saved: number
  /** Epoch ms of the server. */
  startedAt: number
  /** The back end has it and waits for the member to pay on the phone. */
  awaiting: boolean
}

export const SETTLEMENT_KEY = 'open-settlement'

/** A quote answers a repeated settlement for a day; after that only the receipt can tell. */
const REPEATABLE_MS = 23 * 60 * 60 * 1000

/** How to find out where it stands: by sending it again, or by asking for the receipt. */
export function isRepeatable(open: OpenSettlement, now: number): boolean {
  return !open.awaiting && now - open.startedAt < REPEATABLE_MS
}

export function settleInput({
  branchId,
  quote,
  tender,
  shortfall = 0,
}: OpenSettlement): Input<'counter.settle'> {
  return { branchId, quote, tender, ...(shortfall > 0 ? { shortfall } : {}) }
}

export function receiptInput({ branchId, memberNumber, quoteId }: OpenSettlement): Input<'counter.receipt'> {
  return { branchId, memberNumber, receiptId: quoteId }
}
