import type { Transaction } from './payment-port'

/**
 * What the payment function needs of WeChat's recurring debit (委托代扣, wechat.md 1.12). Money is
 * integer fen, instants are epoch ms. Expected failures are kinds; `unknown` means that the outcome
 * can't be told and has to be queried with the same numbers, never assumed. Only what a signed
 * answer says is anything else than `unknown`.
 */
export interface PapayPort {
  /** What `wx.navigateToMiniProgram` takes for WeChat's signing page, signed with the APIv2 key. */
  signing(contract: {
    contractCode: string
    templateId: string
    /** Shown on WeChat's page: no emoji, nothing secret. */
    displayAccount: string
    /** Unique for each contract: an int64 without leading zero. */
    requestSerial: string
    now: number
  }): SigningPage
  queryContract(contract: ContractReference): Promise<ContractResult>
  /** Ends a contract from the merchant's side; ending an ended one is no failure. */
  endContract(contract: ContractReference): Promise<EndResult>
  /**
   * WeChat's own notice before a debit, only between 07:00 and 22:00. On day D it is sent, D and
   * D + 1 wait, debits run from D + 2 through D + 1 + `days` and take at most `amount`.
   */
  announce(notice: { contractId: string; amount: number; days: number }): Promise<AnnounceResult>
  /** `accepted` is no payment: the debit notice or a query says how it ended. */
  charge(charge: {
    orderId: string
    contractId: string
    amount: number
    description: string
  }): Promise<ChargeResult>
  queryCharge(orderId: string): Promise<ChargeState>
  /** Reads one of WeChat's XML callbacks: its signature is the only evidence. */
  open(rawBody: Buffer): PapayNotice
}

export interface SigningPage {
  readonly appId: string
  readonly path: string
  readonly extraData: Record<string, string>
}

export interface ContractReference {
  readonly contractCode: string
  readonly templateId: string
}

export type ContractResult =
  | { kind: 'signed'; contractId: string; openid: string | null; signedAt: number }
  | { kind: 'ended'; by: 'member' | 'shop' | 'wechat' | 'expired' }
  | { kind: 'not_signed' }
  | { kind: 'unknown'; code: string }

export type EndResult = { kind: 'ended' } | { kind: 'unknown'; code: string }

export type AnnounceResult =
  | { kind: 'announced' }
  /** Between 22:00 and 07:00, or too often: the same again later. */
  | { kind: 'later'; code: string }
  | { kind: 'contract_ended'; code: string }
  | { kind: 'rejected'; code: string }
  | { kind: 'unknown'; code: string }

export type ChargeResult =
  | { kind: 'accepted' }
  /** Nothing was taken under this number yet: the same number again later. */
  | { kind: 'later'; code: string }
  /** This number will never be debited; another attempt needs another one. */
  | { kind: 'failed'; code: string }
  | { kind: 'contract_ended'; code: string }
  | { kind: 'unknown'; code: string }

export type ChargeState =
  | { kind: 'paid'; transaction: Transaction }
  | { kind: 'refunded'; transaction: Transaction }
  | { kind: 'pending' }
  | { kind: 'failed'; code: string }
  | { kind: 'absent' }
  | { kind: 'unknown'; code: string }

export type PapayNotice =
  | {
      kind: 'contract'
      change: 'signed' | 'ended'
      contractCode: string
      templateId: string
      contractId: string
      openid: string
      /** When it was signed or ended. */
      at: number
      by: 'member' | 'shop' | 'wechat' | 'expired'
    }
  | { kind: 'charged'; transaction: Transaction }
  | { kind: 'charge_failed'; orderId: string; code: string }
  | { kind: 'refused'; reason: string }
