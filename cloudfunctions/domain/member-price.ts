import type { MemberPriceRule, PlanTerms } from '../contract/catalogue'
import { percentOf } from './money'

type MemberPriceBenefit = PlanTerms['memberPrices'][number]

/** What a product must tell for a member price to be made from it. */
export interface PricedProduct {
  readonly id: string
  readonly categoryId: string
  readonly cost: number
}

/** The unit price that a rule makes, floored to the fen; not yet compared with the list price (M042). */
export function ruleUnitPrice(rule: MemberPriceRule, listPrice: number, cost: number): number {
  switch (rule.kind) {
    case 'fixed':
      return rule.price
    case 'percent':
      return percentOf(listPrice, rule.basisPoints)
    case 'cost_plus':
      return percentOf(cost, rule.basisPoints)
  }
}

export function appliesTo(benefit: MemberPriceBenefit, product: PricedProduct): boolean {
  return benefit.scope.kind === 'products'
    ? benefit.scope.productIds.includes(product.id)
    : benefit.scope.categoryId === product.categoryId
}

/**
 * The lowest member price of one unit and the benefit that makes it; null when no benefit goes
 * below the list price. Of equal prices the plan's first benefit wins.
 */
export function memberUnitPrice(
  benefits: PlanTerms['memberPrices'],
  product: PricedProduct,
  listPrice: number,
): { price: number; benefit: MemberPriceBenefit } | null {
  let best: { price: number; benefit: MemberPriceBenefit } | null = null
  for (const benefit of benefits) {
    if (!appliesTo(benefit, product)) continue
    const price = ruleUnitPrice(benefit.rule, listPrice, product.cost)
    if (price < (best?.price ?? listPrice)) best = { price, benefit }
  }
  return best
}
