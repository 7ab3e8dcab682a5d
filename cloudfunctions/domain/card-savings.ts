import type { SavingProof } from '../contract/views'
import type { ReceiptFacts } from './member'
import type { PricedBasket } from './pricing'

/** Which savings are a card's own, so that its period counts them. */

/** What a proof names where the benefit is a tier's, `tier:{tierId}`, and no plan's. */
export const OF_A_TIER = 'tier:'

/** Of what a receipt saved, what its card's running period counts (M048). */
export function periodSaved({ saved, periodSaved: counted = saved }: ReceiptFacts): number {
  return counted
}

/**
 * Of a basket's savings what the card gave: not the price of stored value, which is another
 * contract's, nor a tier's benefits, points, or coupons that another order granted.
 */
export function savedByPeriod(
  basket: Pick<PricedBasket, 'lines' | 'coupons'>,
  periodOrderId: string | null,
): number {
  if (periodOrderId === null) return 0
  let sum = savedByCard(basket)
  for (const { lotId, amount } of basket.coupons ?? [])
    if (lotId.startsWith(`${periodOrderId}:`)) sum += amount
  return sum
}

/** What only a card that counts can save, its coupons aside. */
export function savedByCard({ lines }: Pick<PricedBasket, 'lines'>): number {
  let sum = 0
  for (const { proofs } of lines) for (const proof of proofs) if (isOfCard(proof)) sum += proof.amount
  return sum
}

/** True for what a card of the member's own saved, its coupons aside. */
export function isOfCard({ rule: { kind }, planVersionId }: SavingProof): boolean {
  return (
    kind !== 'stored_value' && kind !== 'coupon' && kind !== 'points' && !planVersionId.startsWith(OF_A_TIER)
  )
}
