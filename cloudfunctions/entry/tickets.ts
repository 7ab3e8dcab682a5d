import type { BasketLine } from '../contract/counter'

/** What the back end's signed tickets say. They travel through a phone, so they hold no secret. */

/** A member who was resolved at the counter: for ten minutes, for this clerk and branch. */
export interface VisitTicket {
  readonly memberId: string
  readonly branchId: string
  readonly clerk: string
  /** The code that was shown, consumed by settling; null when found by phone. */
  readonly codeTag: string | null
  /** Somebody of the household stands there: `memberId` is the card's holder then (M116). */
  readonly helper?: { readonly memberId: string; readonly membershipId: string }
  /** A friend stands there, with a code that pays at most so many fen from the balance (M015). */
  readonly friend?: { readonly codeId: string; readonly most: number }
}

/** A price promised for 60 s, bound to the visit. Its id is the settlement's operation id. */
export interface QuoteTicket extends VisitTicket {
  readonly quoteId: string
  readonly quotedAt: number
  readonly lines: readonly BasketLine[]
  /** The coupons that were asked for; empty none, absent the best. */
  readonly couponLotIds?: readonly string[]
  /** Points that were asked for. */
  readonly points?: number
  /** Brought to the buyer, for this fee in fen; to whom, as a keyed digest (M056). */
  readonly delivery?: { readonly fee: number; readonly recipient?: string }
  /** The release that was priced with: a newer one doesn't break the promise. */
  readonly release: number
  /** Digest of the priced basket as it was shown. */
  readonly digest: string
  /** When the visit ends, for a new quote. */
  readonly visitUntil: number
}

export interface InvitationTicket {
  readonly invitationId: string
  readonly role: 'clerk' | 'manager'
  readonly branchIds: string[]
  readonly issuedAt: number
}

export function invitationStock(invitationId: string): string {
  return `invitation:${invitationId}`
}

/** An invitation to use a card together (M116), for one person. */
export interface HouseholdTicket {
  readonly invitationId: string
  readonly ownerId: string
  readonly membershipId: string
  /** Epoch ms; the ticket itself lives a day longer, so that a repeated call finds its answer. */
  readonly expiresAt: number
}

export function householdStock(invitationId: string): string {
  return `household:${invitationId}`
}

export const OWNER_CLAIM_STOCK = 'owner-claim'
