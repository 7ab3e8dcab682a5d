import type { BasketLine } from '../contract/counter'
import { latestReceipts } from './day-figures'
import type { JournalEntry } from './decision'
import { isDeliveryLine } from './delivery-fee'

/** An order of the past as it could be rung up again: what was taken home and not brought back. */
export interface PastOrder {
  readonly receiptId: string
  /** Epoch ms of the receipt: which price record counts, and which day. */
  readonly at: number
  readonly day: string
  readonly lines: readonly BasketLine[]
  /** Fen that it saved without any card: by stored value, or as the first of its day. */
  readonly already: number
}

/** Prices that who has no card has all the same. */
const OWN_PRICES: readonly string[] = ['stored_value', 'first_of_day']

/**
 * The orders that stand among these entries, the oldest first: undone and unpaid ones are none, a
 * friend's bill isn't the member's habit, and goods that came back were not bought.
 * @param entries each once; returns of receipts that aren't among them are left aside
 */
export function pastOrders(entries: readonly JournalEntry[]): PastOrder[] {
  const returned = new Map<string, number>()
  for (const { facts } of entries)
    if (facts.kind === 'goods_return')
      for (const { line, quantity } of facts.lines) {
        const key = `${facts.receiptId}/${line}`
        returned.set(key, (returned.get(key) ?? 0) + quantity)
      }
  return latestReceipts(entries)
    .filter(({ receipt }) => receipt.state === 'settled' && !receipt.forFriend)
    .map(({ receipt: { receiptId, at, day, lines } }) => ({
      receiptId,
      at,
      day,
      already: lines.reduce(
        (sum, { proofs }) =>
          proofs.reduce((own, { rule, amount }) => own + (OWN_PRICES.includes(rule.kind) ? amount : 0), sum),
        0,
      ),
      lines: lines.flatMap((line, index): BasketLine[] => {
        const quantity = line.quantity - (returned.get(`${receiptId}/${index}`) ?? 0)
        if (isDeliveryLine(line) || quantity < 1) return []
        return line.productId === null
          ? [{ categoryId: line.categoryId, amount: line.list }]
          : [{ productId: line.productId, quantity }]
      }),
    }))
    .filter(({ lines }) => lines.length > 0)
    .sort((a, b) => a.at - b.at)
}
