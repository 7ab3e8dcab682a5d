import type { Input, ReceiptLine } from '@/services/contract'

export type BasketLine = Input<'counter.quote'>['lines'][number]

/** What is being bought: products by count, and amounts by category for what has no product. */
export interface Basket {
  /** Product id to count; the order of the keys is the order of the first taps. */
  readonly quantities: Readonly<Record<string, number>>
  readonly amounts: readonly AmountLine[]
}

export interface AmountLine {
  readonly categoryId: string
  /** Integer fen. */
  readonly amount: number
}

export const MOST_LINES = 100
export const MOST_OF_ONE = 999

export const EMPTY_BASKET: Basket = { quantities: {}, amounts: [] }

/**
 * The basket with one product's count changed by `by`, between 0 and 999. A product that would be
 * the 101st line leaves the basket as it is.
 */
export function changeQuantity(basket: Basket, productId: string, by: number): Basket {
  const before = basket.quantities[productId] ?? 0
  const after = Math.min(MOST_OF_ONE, Math.max(0, before + by))
  if (after === before || (before === 0 && isFull(basket))) return basket
  const { [productId]: _removed, ...others } = basket.quantities
  if (after === 0) return { ...basket, quantities: others }
  const quantities =
    before === 0 ? { ...others, [productId]: after } : { ...basket.quantities, [productId]: after }
  return { ...basket, quantities }
}

/** The basket with an amount more; unchanged for nothing, or when it is full. */
export function addAmount(basket: Basket, line: AmountLine): Basket {
  if (line.amount <= 0 || isFull(basket)) return basket
  return { ...basket, amounts: [...basket.amounts, line] }
}

export function removeAmount(basket: Basket, index: number): Basket {
  return { ...basket, amounts: basket.amounts.filter((_, at) => at !== index) }
}

/** The lines as the back end takes them, with the amount that is being typed as the last one. */
export function linesOf(basket: Basket, typed: AmountLine | null = null): BasketLine[] {
  const products = Object.entries(basket.quantities).map(([productId, quantity]) => ({ productId, quantity }))
  const amounts = typed && typed.amount > 0 ? [...basket.amounts, typed] : basket.amounts
  return [...products, ...amounts].slice(0, MOST_LINES)
}

export function isFull(basket: Basket): boolean {
  return Object.keys(basket.quantities).length + basket.amounts.length >= MOST_LINES
}

/** Pieces of products, each amount counting as one. */
export function pieces(basket: Basket): number {
  return Object.values(basket.quantities).reduce((sum, quantity) => sum + quantity, 0) + basket.amounts.length
}

/**
 * The quoted lines that each line of the basket became, in its order: several where today's units
 * of a price end within it (M116).
 */
export function quotedParts(
  lines: readonly BasketLine[],
  quoted: readonly ReceiptLine[],
): readonly (readonly ReceiptLine[])[] {
  let at = 0
  return lines.map((line) => {
    const from = at
    let open = 'quantity' in line ? line.quantity : 1
    for (; open > 0 && at < quoted.length; at += 1) open -= quoted[at]?.quantity ?? 0
    return quoted.slice(from, at)
  })
}
