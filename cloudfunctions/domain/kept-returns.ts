import { addDays, startOfDay } from './calendar'
import type { GoodsReturn } from './goods-return'
import type { ReceiptFacts } from './member'

/** The longest that any rule may let goods come back, and a day for clocks. */
const KEPT_DAYS = 32

interface WithReturns {
  readonly returns: readonly GoodsReturn[]
}

/** Returns of receipts of which nothing can come back any more leave. */
export function keptReturns({ returns }: WithReturns, now: number): GoodsReturn[] {
  return returns.filter(({ until }) => until > now)
}

/** How long the state remembers what came back of a receipt. Epoch ms. */
export function returnKeptUntil({ day }: Pick<ReceiptFacts, 'day'>): number {
  return startOfDay(addDays(day, KEPT_DAYS))
}

/**
 * Units of a receipt that came back, by line, as far as the state knows; null where it remembers no
 * more and only the journal can tell.
 */
export function returnedUnits(
  state: WithReturns,
  receipt: Pick<ReceiptFacts, 'receiptId' | 'day' | 'returnDays'>,
  now: number,
): { line: number; quantity: number }[] | null {
  const known = state.returns.find(({ receiptId }) => receiptId === receipt.receiptId)
  if (!known && receipt.returnDays !== undefined && now >= returnKeptUntil(receipt)) return null
  return Object.entries(known?.quantities ?? {}).map(([line, quantity]) => ({ line: Number(line), quantity }))
}
