import type { RefundReason } from './decision'
import type { Period } from './member'
import type { Asked } from './refund-parts'

/** Orders are documents of their own: paying -> paid -> delivered, paying -> closed, closed -> paid. */
export interface Order {
  /** Operation id of `payment.buy`; the `out_trade_no` at WeChat Pay. */
  _id: string
  kind: 'card' | 'counter' | 'top_up' | 'charge' | 'flash'
  memberId: string
  /** Who pays: WeChat Pay lets only this person pay the order. */
  openid: string
  state: 'paying' | 'paid' | 'delivered' | 'closed' | 'refunding' | 'refunded'
  title: string
  amount: number
  /** The number of the release that it was agreed in: what its copy is made from (L6). */
  release?: number
  /** Frozen: sent again unchanged, byte for byte, for the same order number. */
  request: { description: string; timeExpire: string; total: number }
  card: {
    planId: string
    versionId: string
    agreements: { id: string; version: string }[]
    /** Which of the plan's prices; absent: regular. */
    as?: NonNullable<Period['as']>
    /** The price that was asked when the order was made, before any credit; absent: the version's. */
    price?: number
    /** Fen of the former card that count towards the price (M017). */
    credit?: number
    /** The offer of that day that it was bought with (M088). */
    peak?: CardOrder['peak']
  } | null
  topUp?: {
    planId: string
    versionId: string
    stepId: string
    principal: number
    bonus: number
    agreements: { id: string; version: string }[]
  }
  /** A piece of a day's rush, with the terms that it was sold with (M030). */
  flash?: {
    flashSaleId: string
    day: string
    title: string
    productId: string
    perMember: number
    branchIds: string[]
    /** Epoch ms. */
    pickUpUntil: number
    agreements: { id: string; version: string }[]
  }
  /** A charge under a contract: nobody stands at the phone (L11). */
  charge?: {
    contractCode: string
    contractId: string
    cycleOn: string
    plannedAt: number
    statementId?: string
  }
  /** WeChat's word that it knows of the delivery (L16); absent while it doesn't. */
  shippingReportedAt?: number
  /** Telling WeChat of it; absent where it needn't know. */
  shipping?: { dueAt: number | null; attempts: number; lastError: string | null }
  receiptId: string | null
  createdAt: number
  expiresAt: number
  paidAt: number | null
  transactionId: string | null
  deliveredAt: number | null
  closedAt: number | null
  /** Fen reserved or given back, by refund id; their sum never exceeds `amount`. */
  refunds: Record<string, number>
  refundedTotal: number
  /** WeChat takes one refund of an order a minute (L11); absent: none so far. */
  lastRefundAt?: number
  inputDigest: string
  /** When the minute timer looks at it next; null when nothing is open. */
  nextDueAt: number | null
}

export interface Refund {
  /** The `out_refund_no`: the same for ever, so that a retry can't pay twice. */
  _id: string
  orderId: string
  /** Who has what was paid for; the payer, where that is somebody else since (L6). */
  memberId: string
  payerId?: string
  transactionId: string
  amount: number
  total: number
  reason: RefundReason
  /**
   * manual: WeChat can't any more, a person transfers it (L11). review: nothing is reserved, a
   * person decides; then refused, or granted and carried out as a refund of its own.
   */
  state: 'reserved' | 'processing' | 'succeeded' | 'abnormal' | 'manual' | 'review' | 'refused' | 'granted'
  /** The order's title and payment, and what was asked; absent on refunds that nobody asked for. */
  title?: string
  paidAt?: number
  asked?: Asked
  /** WeChat gave it back to the shop for a while: until its end it bears interest. */
  heldUp?: true
  /** Who brought it to an end by hand, under which operation, with which reason or evidence. */
  byHand?: { operationId: string; memberId: string; note: string }
  createdAt: number
  /** When WeChat took it: the day of its bill. */
  acceptedAt?: number
  finishedAt: number | null
  nextDueAt: number | null
}

/** A card's order as the rules of its delivery need it. */
export interface CardOrder {
  readonly orderId: string
  readonly planId: string
  readonly versionId: string
  /** Fen that were paid. */
  readonly amount: number
  readonly paidAt: number
  /** When the order was made: absent, when it was paid. An upgrade's credit is of that moment. */
  readonly createdAt?: number
  /** Absent: regular. */
  readonly as?: NonNullable<Period['as']>
  /** The price that was asked when the order was made; absent: the version's. */
  readonly price?: number
  readonly credit?: number
  /** Months or coupons on top, promised when the order was made (M088). */
  readonly peak?: { id: string; bonusMonths: number; coupon?: { version: string; count: number } }
}
