import type { Tender } from '../contract/primitives'

/**
 * Goods that were brought back of one receipt, while more of it may come back (M048, thread 11). The
 * units alone: what they gave back and took back follows from them and the receipt.
 */
export interface GoodsReturn {
  receiptId: string
  /** When nothing of it can come back any more, whatever the rules are then. Epoch ms. */
  until: number
  /** Units returned by line. */
  quantities: Record<string, number>
  /** How many returns there were: numbers the next one's refund. */
  times: number
}

export type GoodsReturnFacts = {
  kind: 'goods_return'
  receiptId: string
  branchId: string
  lines: { line: number; name: string; quantity: number; paid: number; saved: number }[]
  /** Fen: what goes back in all, and where to. */
  refund: number
  saved: number
  tender: Tender
  toBalance: number
  inCash: number
  toWechat: number
  points: { takenBack: number; debt: number; returned: number }
  growth: number
  /** What came back into the wallet, with the fen that it had taken off; only the whole receipt brings it. */
  coupons: { lotId: string; title: string; amount: number }[]
  at: number
  /** With this nothing is left of the receipt: it was an order no more. */
  whole?: true
}
