/** Goods that were brought back of one receipt, while more of it may come back (M048, thread 11). */
export interface GoodsReturn {
  receiptId: string
  /** When nothing of it can come back any more. Epoch ms. */
  until: number
  /** Units returned by line. */
  quantities: Record<string, number>
  /** What all returns together gave back and took back: each new one adds the difference. */
  refunded: number
  saved: number
  points: number
  growth: number
  pointsReturned: number
  /** How many returns there were: numbers the next one's operation and refund. */
  times: number
}

export type GoodsReturnFacts = {
  kind: 'goods_return'
  receiptId: string
  lines: { line: number; quantity: number }[]
  refund: number
  toBalance: number
  inCash: number
  toWechat: number
  points: { takenBack: number; debt: number; returned: number }
  growth: number
  coupons: string[]
  at: number
}
