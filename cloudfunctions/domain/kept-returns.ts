import type { GoodsReturn } from './goods-return'

/** Returns of receipts of which nothing can come back any more leave. */
export function keptReturns(
  { returns }: { readonly returns: readonly GoodsReturn[] },
  now: number,
): GoodsReturn[] {
  return returns.filter(({ until }) => until > now)
}
