/**
 * A papay contract and where its cycle stands (M049, M087, L1, L11): without a delivered notice at
 * least five days before, nothing is charged.
 */
export interface RenewalContract {
  /** Ours, at most 32 characters; WeChat's own number comes with the signature. */
  contractCode: string
  contractId: string | null
  /** WeChat's `plan_id` that it was signed under: one live contract each and person. */
  templateId: string
  purpose: 'renewal' | 'top_up' | 'as_saved'
  planId: string
  versionId: string
  /** Fen at most each time. */
  amount: number
  /** What was accepted with it, and in which release: what its copy is made from (L6). */
  agreements?: { id: string; version: string }[]
  release?: number
  state: 'signing' | 'active' | 'announced' | 'charging' | 'retrying' | 'suspended' | 'terminated'
  createdAt: number
  signedAt: number | null
  terminatedAt: number | null
  terminatedBy: 'member' | 'wechat' | 'shop' | 'expired' | null
  /** For `top_up`: which step, below which balance, and the most in a month (M117). */
  topUp: AutoTopUp | null
  /** The cycle that is under way, or the next one. */
  cycle: RenewalCycle | null
}

/** What was signed: the journal keeps it, for a copy after the contract has left the state (L6). */
export type SignedTerms = Pick<
  RenewalContract,
  | 'contractCode'
  | 'contractId'
  | 'purpose'
  | 'versionId'
  | 'amount'
  | 'agreements'
  | 'release'
  | 'createdAt'
  | 'signedAt'
  | 'topUp'
>

export interface AutoTopUp {
  stepId: string
  below: number
  monthlyMost: number
  /** What was taken in the latest month in which anything was. */
  charged: { month: string; amount: number } | null
  /** After a charge that didn't come about: not before this moment again. Epoch ms. */
  pausedUntil: number | null
}

export interface RenewalCycle {
  /** When it was planned: what tells it from another cycle with the same day. Epoch ms. */
  plannedAt: number
  /** Day of the charge. */
  chargeOn: string
  /** Fen that were announced: the charge is never above (L11). */
  amount: number
  /** The notice to the member: when it was due, sent, and delivered. Epoch ms. */
  notice: {
    dueAt: number
    sentAt: number | null
    /** How often it was sent. */
    sendings: number
    deliveredAt: number | null
    channel: 'message' | 'inbox' | null
  }
  /** WeChat's own notice, day D of "D and D + 1 wait". */
  wechatNoticeOn: string | null
  attempts: number
  /** The order that is being charged. */
  orderId: string | null
  /** The statement that is charged, for `as_saved`. */
  statementId?: string
  /** Nothing more is charged in this cycle: no notice was delivered, or every attempt failed. */
  givenUp: 'notice_missing' | 'charge_failed' | null
  /** When the timer has to look again. Epoch ms. */
  nextStepAt: number
}

/** What a card that is paid by what it saved owes for one period (M050, F14). */
export interface SavedStatement {
  /** The period's order. */
  id: string
  planId: string
  versionId: string
  saved: number
  cap: number
  charge: number
  issuedAt: number
  disputeUntil: number
  state: 'open' | 'disputed' | 'charging' | 'charged' | 'waived' | 'failed'
  orderId: string | null
}

export type RenewalFacts =
  | {
      kind: 'contract'
      contractCode: string
      event:
        | 'prepared'
        | 'signed'
        | 'notice_sent'
        | 'notice_delivered'
        | 'notice_failed'
        | 'wechat_notice'
        | 'charge_begun'
        | 'charge_failed'
        | 'planned'
        | 'dropped'
        | 'lapsed'
        | 'terminated'
      amount: number | null
      day: string | null
      at: number
      /** For `signed`. */
      signed?: SignedTerms
      /** Who ended it, for `terminated`. */
      by?: NonNullable<RenewalContract['terminatedBy']>
      /** Why not, as WeChat or the rules say it. */
      code?: string
    }
  | {
      kind: 'statement'
      contractCode: string
      statementId: string
      saved: number
      charge: number
      state: SavedStatement['state']
      at: number
    }
