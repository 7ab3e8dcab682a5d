import type { DealRecord } from '../contract/catalogue'
import { addDays } from './calendar'
import { latestReceipts } from './day-figures'
import type { Facts, JournalEntry } from './decision'
import type { Release } from './release'

/** What was really paid on one day, without a card: the lowest price of each product and plan. */
export interface Deals {
  readonly products: ReadonlyMap<string, DealRecord>
  readonly plans: ReadonlyMap<string, DealRecord>
}

/** A promotion is compared with the seven days before it; older days only matter if none is there. */
const KEPT_DAYS = 45

/**
 * The evidence for was-prices (M006, L4): prices that somebody paid on this day. A line with a
 * saving was paid under other conditions and proves nothing; an undone receipt was no deal.
 */
export function dealsOf(entries: readonly JournalEntry[], day: string): Deals {
  const products = new Map<string, DealRecord>()
  const plans = new Map<string, DealRecord>()
  for (const { receipt } of latestReceipts(entries)) {
    if (receipt.state !== 'settled' || receipt.day !== day) continue
    for (const { productId, saved, unitListPrice } of receipt.lines)
      if (productId !== null && saved === 0) lower(products, productId, unitListPrice, receipt.receiptId, day)
  }
  for (const { facts } of entries)
    if (facts.kind === 'card' && isOpenDeal(facts))
      lower(plans, facts.planId, facts.paid + (facts.credit ?? 0), facts.orderId, day)
  return { products, plans }
}

/** A trial, a score's price and a charge under a contract have conditions of their own: no was-price. */
function isOpenDeal({ as }: Extract<Facts, { kind: 'card' }>): boolean {
  return as === undefined || as === 'regular' || as === 'upgrade'
}

/** The release with a day's deals added; the last deal of each thing stays, however old. */
export function withDeals(release: Release, deals: Deals, day: string): Release {
  const oldest = addDays(day, -KEPT_DAYS)
  const extend = (known: readonly DealRecord[], deal: DealRecord | undefined): DealRecord[] => {
    const all = deal ? [...known.filter((other) => other.day !== day), deal] : [...known]
    return all.filter((record, index) => record.day >= oldest || index === all.length - 1)
  }
  return {
    ...release,
    products: release.products.map((product) => ({
      ...product,
      deals: extend(product.deals, deals.products.get(product.id)),
    })),
    plans: release.plans.map((plan) => ({ ...plan, deals: extend(plan.deals, deals.plans.get(plan.id)) })),
  }
}

function lower(
  deals: Map<string, DealRecord>,
  id: string,
  price: number,
  evidenceId: string,
  day: string,
): void {
  const known = deals.get(id)
  if (!known || price < known.lowest) deals.set(id, { day, lowest: price, evidenceId })
}
