import type { PlanTerms } from '../contract/catalogue'
import { guaranteeMargin, guaranteeRefund } from './guarantee'
import { appliesTo } from './member-price'
import type { Membership, Period } from './member'
import type { Release } from './release'

/** What the running guarantees of one plan come to today (F1, F3). Fen. */
export interface PlanOutlook {
  readonly planId: string
  readonly planName: string
  readonly cards: number
  readonly fees: number
  readonly saved: number
  /** What they would pay back if all were settled now. */
  readonly refunds: number
  /** Real cost of one yuan saved; null where no product of the plan has a cost. */
  readonly costBasisPoints: number | null
  /** What the shop keeps of the fees after refunds and that cost; null without costs. */
  readonly margin: number | null
}

const WHOLE = 10_000

/** By plan, in the order in which the release has them. */
export function guaranteeOutlook(
  cards: readonly Pick<Membership, 'planId' | 'periods'>[],
  release: Release,
  now: number,
): PlanOutlook[] {
  return release.plans.flatMap(({ id, versionId }) => {
    const terms = release.versions[versionId]?.terms
    const periods = cards
      .filter(({ planId }) => planId === id)
      .flatMap((card) => card.periods.filter((period) => runs(period, now)))
    if (!terms || periods.length === 0) return []
    const costBasisPoints = costOfSavings(terms, release)
    const sum = (of: (period: Period, basisPoints: number) => number) =>
      periods.reduce((total, period) => total + of(period, period.guarantee?.basisPoints ?? WHOLE), 0)
    return {
      planId: id,
      planName: terms.name,
      cards: periods.length,
      fees: sum(({ paid }) => paid),
      saved: sum(({ saved }) => Math.max(0, saved)),
      refunds: sum(({ paid, saved }, basisPoints) => guaranteeRefund(paid, saved, basisPoints)),
      costBasisPoints,
      margin:
        costBasisPoints === null
          ? null
          : sum(({ paid, saved }, basisPoints) =>
              guaranteeMargin(paid, Math.max(0, saved), { basisPoints, costBasisPoints }),
            ),
    }
  })
}

/** Promised, begun and not settled. */
function runs({ guarantee, refunded, startsAt }: Period, now: number): boolean {
  return guarantee?.settledAt === null && refunded === 0 && startsAt <= now
}

/**
 * Real cost of one yuan of list price over the products that the plan has member prices or discounts
 * for: what giving a yuan away costs the shop. Products without a cost say nothing.
 */
export function costOfSavings(
  { memberPrices, categoryDiscounts }: PlanTerms,
  release: Release,
): number | null {
  const covered = release.products.filter(
    (product) =>
      product.cost > 0 &&
      (memberPrices.some((benefit) => appliesTo(benefit, product)) ||
        categoryDiscounts.some(({ categoryId }) => categoryId === product.categoryId)),
  )
  const list = covered.reduce((sum, { prices }) => sum + (prices.at(-1)?.price ?? 0), 0)
  const cost = covered.reduce((sum, product) => sum + product.cost, 0)
  return list === 0 ? null : Math.floor((cost * WHOLE) / list)
}
