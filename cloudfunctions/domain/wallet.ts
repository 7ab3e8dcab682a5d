/**
 * Stored value as it stands in the member's state (M014): principal that was paid in, bonus that
 * was given on top, kept apart by top-up, because each is given back by its own rule (L6).
 */
export interface Wallet {
  /** Top-ups with money left, or whose principal can still be asked back; the oldest first. */
  lots: TopUpLot[]
  /** Fen a month that the member wants to spend at most; only shown, never enforced (M117). */
  budget: number | null
  /** A registered name lifts the cap (L5); digest and mask only. */
  registeredName: { digest: string; masked: string; at: number } | null
  /** Codes that friends' bills may be paid with, until they are used or expire (M015). */
  friendCodes: FriendCode[]
  /** Fen taken from the balance in a month, less what came back in it: for the budget (M117). */
  spent: { month: string; amount: number }
}

export interface TopUpLot {
  /** The order that paid it in. */
  orderId: string
  planId: string
  versionId: string
  stepId: string
  paidAt: number
  /** Fen paid in and fen given on top; they never change. */
  principal: number
  bonus: number
  principalLeft: number
  bonusLeft: number
  /** List price of what was taken with this lot: its value before any discount (法释〔2025〕4号 19). */
  listSpent: number
  /** Principal that went back. */
  refunded: number
  /** When the last of it was spent: goods that it paid may still come back. */
  emptiedAt?: number
  /** When it came from somebody else, who paid it and whom a refund goes back to (L6). */
  receivedAt?: number
}

export interface FriendCode {
  /** The last part of the code, drawn by the entry point. */
  id: string
  /** Fen at most. */
  most: number
  until: number
  usedBy: string | null
}

/** What one receipt took from the wallet, lot by lot: an undo puts back exactly this. */
export interface WalletShare {
  readonly orderId: string
  readonly principal: number
  readonly bonus: number
  readonly list: number
}

/** What goes along when two members turn out to be one person (M062); codes and masks stay behind. */
export interface CarriedWallet {
  lots: TopUpLot[]
  budget: number | null
  registered: { digest: string; at: number } | null
  spent: Wallet['spent']
}

export const EMPTY_WALLET: Wallet = {
  lots: [],
  budget: null,
  registeredName: null,
  friendCodes: [],
  spent: { month: '1970-01', amount: 0 },
}

export type WalletFacts =
  | {
      kind: 'top_up'
      orderId: string
      planId: string
      versionId: string
      stepId: string
      principal: number
      bonus: number
      /** The contract under which it was charged. */
      contractCode?: string
      /** Set when paying in made a member of who had not joined (M062). */
      joins?: true
    }
  | {
      kind: 'top_up_refund'
      orderId: string
      refundId: string
      amount: number
      bonusVoided: number
      basis: string
    }
  | { kind: 'budget'; monthly: number | null }
  /** With the code's tag, so that the answer stays the same when the secret is another (M062). */
  | { kind: 'friend_code'; id: string; tag: string; most: number; until: number }
  | { kind: 'registered_name'; digest: string; at: number }
