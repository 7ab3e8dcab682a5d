/** What the sandbox remembers. Money is integer fen, instants are epoch ms of the test clock. */

export interface WechatOrder {
  orderId: string
  description: string
  total: number
  currency: string
  openid: string
  timeExpire: number
  notifyUrl: string
  attach: string | null
  /** The body of the first call with sorted keys: a repetition must say the same. */
  request: string
  createdAt: number
  closedAt: number | null
  prepayIds: { id: string; at: number }[]
  /** One, or two when the fault `secondPayment` let a person pay again. */
  transactions: WechatTransaction[]
}

export interface WechatTransaction {
  transactionId: string
  payerTotal: number
  paidAt: number
}

export interface WechatRefund {
  /** WeChat's own number. */
  id: string
  refundId: string
  orderId: string
  transactionId: string
  amount: number
  payerAmount: number
  total: number
  payerTotal: number
  reason: string | null
  notifyUrl: string | null
  request: string
  status: 'PROCESSING' | 'SUCCESS' | 'ABNORMAL' | 'CLOSED'
  createdAt: number
  finishesAt: number
}

export interface WechatNotice {
  id: string
  orderId: string
  eventType: string
  url: string
  /** The encrypted envelope, the same in every attempt. */
  body: string
  createdAt: number
  /** Sending order among those due at the same moment. */
  sequence: number
  due: number
  state: 'pending' | 'held' | 'lost' | 'delivered' | 'given_up'
  /** Rounds of the retry table gone through; what `resend` sends is not among them. */
  rounds: number
  attempts: NoticeAttempt[]
  faults: NoticeFaults
}

export interface NoticeAttempt {
  at: number
  /** The receiver's HTTP status; null when none came within 5 seconds. */
  status: number | null
}

export interface NoticeFaults {
  /** How often each attempt is sent, and whether all at once. */
  copies: number
  parallel: boolean
  delayMs: number
  /** Waits for `release`, so that notices can be reordered. */
  hold: boolean
  /** Never sent: the merchant has to ask. */
  lose: boolean
  signedBy: 'wechat' | 'platform' | 'foreign' | 'unknown_serial' | 'probe'
  encryptedBy: 'api_v3_key' | 'foreign'
  /** A byte of the body is changed after signing. */
  tampered: boolean
  skewMs: number
  /** Fields of the decrypted resource that are replaced; signature and encryption stay right. */
  alter: Record<string, unknown>
}

export const NO_NOTICE_FAULTS: NoticeFaults = {
  copies: 1,
  parallel: false,
  delayMs: 0,
  hold: false,
  lose: false,
  signedBy: 'wechat',
  encryptedBy: 'api_v3_key',
  tampered: false,
  skewMs: 0,
  alter: {},
}

const SHANGHAI_MS = 8 * 3_600_000

/** RFC 3339 to the second with +08:00, as WeChat writes it. */
export function shanghaiTime(moment: number): string {
  return `${new Date(moment + SHANGHAI_MS).toISOString().slice(0, 19)}+08:00`
}
