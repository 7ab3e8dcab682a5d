/** What the sandbox remembers of recurring debits. Fen; epoch ms of the test clock. */

export interface WechatContract {
  contractCode: string
  contractId: string
  templateId: string
  openid: string
  displayAccount: string
  requestSerial: string
  notifyUrl: string
  state: 'signed' | 'ended'
  signedAt: number
  endedAt: number | null
  /** `contract_termination_mode`: 1 expired, 2 user, 3 merchant's interface, 4 merchant platform. */
  mode: string | null
  /** The newest pre-debit notice, and all before it, for people to look at. */
  announced: Announcement[]
}

export interface Announcement {
  at: number
  /** Day D, in Shanghai. */
  day: string
  /** Fen at most. */
  amount: number
  count: number
  /** The debit that used it up. */
  usedBy: string | null
}

export interface WechatDebit {
  orderId: string
  contractId: string
  amount: number
  description: string
  notifyUrl: string
  state: 'ACCEPT' | 'SUCCESS' | 'PAY_FAIL'
  acceptedAt: number
  finishesAt: number
  /** Why it failed, as `err_code`. */
  code: string | null
  transactionId: string | null
}

export type SignResult =
  | { kind: 'signed'; extraData: { return_code: 'SUCCESS'; return_msg: string; contract_id: string } }
  | { kind: 'refused_sign' | 'refused_not_ticked' | 'refused_exists' | 'refused_used' }
