import type { MemberPriceRule, PlanTerms } from '../contract/catalogue'
import type { SavingProof } from '../contract/views'
import { priceRecordAt } from './price-history'
import { appliesTo, memberUnitPrice, ruleUnitPrice } from './member-price'
import type { Product, Release } from './release'

/** A plan's rules as a version pins them; null where no card counts. */
export interface Terms {
  readonly versionId: string
  readonly terms: PlanTerms
}

/** What one product costs a member, worked out once for all baskets. */
export interface PriceRow {
  readonly product: Product
  readonly list: number
  readonly listPriceId: string
  readonly since: number
  /** The member's unit price; the list price where no rule goes below it. */
  readonly memberPrice: number
  readonly memberRule: ProofHead | null
  /** Lower prices for so many units a day (M116), the lowest first; null where there are none. */
  readonly limited: readonly LimitedRule[] | null
  readonly discount: CategoryRule | null
}

/** A member price that holds for a few units a day. */
export interface LimitedRule extends ProofHead {
  readonly price: number
  readonly perDay: number
}

/** The part of a proof that doesn't depend on the basket. */
export interface ProofHead {
  readonly benefitId: string
  readonly title: string
  readonly planVersionId: string
  readonly rule: SavingProof['rule']
}

/** A category's best discount (M113); `slot` numbers the categories that have one. */
export interface CategoryRule extends ProofHead {
  readonly slot: number
  readonly basisPoints: number
}

/** What a category's rules do to an amount typed in at the counter. */
export interface CategoryRow {
  readonly name: string
  readonly percent: ProofHead | null
  readonly percentBasisPoints: number
  readonly discount: CategoryRule | null
}

export interface PriceTable {
  /** From here on the rows hold; before, `at` decides which price record counts. */
  readonly validFrom: number
  readonly rows: ReadonlyMap<string, PriceRow>
  readonly categories: ReadonlyMap<string, CategoryRow>
  readonly discounts: number
  /** Whether any price holds for a few units a day only. */
  readonly limits: boolean
}

const WHOLE = 10_000

/** Without a card: the shop's own terms, which are none. */
const NO_TERMS: Pick<PlanTerms, 'memberPrices' | 'categoryDiscounts'> = {
  memberPrices: [],
  categoryDiscounts: [],
}

const tables = new WeakMap<Release, WeakMap<object, PriceTable>>()

/**
 * The price table of a release under these terms, for an instant. It is kept with the release and
 * the terms (both immutable), and built anew only for a quote older than the newest price.
 */
export function priceTable(release: Release, terms: Terms | null, at: number): PriceTable {
  let ofRelease = tables.get(release)
  if (!ofRelease) tables.set(release, (ofRelease = new WeakMap()))
  const key = terms ? terms.terms : NO_TERMS
  let table = ofRelease.get(key)
  if (!table) ofRelease.set(key, (table = build(release, terms, Infinity)))
  return at >= table.validFrom ? table : build(release, terms, at)
}

function build(release: Release, terms: Terms | null, at: number): PriceTable {
  const { memberPrices: all, categoryDiscounts } = terms?.terms ?? NO_TERMS
  const memberPrices = all.filter(({ perDay }) => perDay === undefined)
  const versionId = terms?.versionId ?? ''
  const discounts = bestDiscounts(categoryDiscounts, versionId)
  const rows = new Map<string, PriceRow>()
  let validFrom = 0
  for (const product of release.products) {
    const record = priceRecordAt(product, at)
    if (!record) continue
    validFrom = Math.max(validFrom, record.since)
    if (!product.available) continue
    const best = memberUnitPrice(memberPrices, product, record.price)
    rows.set(product.id, {
      product,
      list: record.price,
      listPriceId: record.id,
      since: record.since,
      memberPrice: best?.price ?? record.price,
      memberRule: best && head(best.benefit, versionId, shown(best.benefit.rule, best.price)),
      limited: limitedRules(all, product, {
        list: record.price,
        below: best?.price ?? record.price,
        versionId,
      }),
      discount: discounts.get(product.categoryId) ?? null,
    })
  }
  const categories = new Map<string, CategoryRow>()
  for (const { id, name } of release.categories) {
    const percent = bestPercent(memberPrices, id, versionId)
    categories.set(id, {
      name,
      percent: percent?.head ?? null,
      percentBasisPoints: percent?.basisPoints ?? WHOLE,
      discount: discounts.get(id) ?? null,
    })
  }
  const limits = all.length > memberPrices.length
  return { validFrom, rows, categories, discounts: discounts.size, limits }
}

/** The prices for a few units a day that go below what holds for any number of them. */
function limitedRules(
  benefits: PlanTerms['memberPrices'],
  product: Product,
  { list, below, versionId }: { list: number; below: number; versionId: string },
): LimitedRule[] | null {
  const rules = benefits.flatMap((benefit): LimitedRule[] => {
    const { perDay, rule } = benefit
    if (perDay === undefined || !appliesTo(benefit, product)) return []
    const price = ruleUnitPrice(rule, list, product.cost)
    return price < below ? [{ ...head(benefit, versionId, shown(rule, price)), price, perDay }] : []
  })
  return rules.length === 0 ? null : rules.sort((a, b) => a.price - b.price)
}

function bestPercent(
  benefits: PlanTerms['memberPrices'],
  categoryId: string,
  versionId: string,
): { basisPoints: number; head: ProofHead } | null {
  let best: { basisPoints: number; head: ProofHead } | null = null
  for (const benefit of benefits) {
    const { scope, rule } = benefit
    if (scope.kind !== 'category' || scope.categoryId !== categoryId || rule.kind !== 'percent') continue
    if (rule.basisPoints >= (best?.basisPoints ?? WHOLE)) continue
    best = { basisPoints: rule.basisPoints, head: head(benefit, versionId, rule) }
  }
  return best
}

function bestDiscounts(
  benefits: PlanTerms['categoryDiscounts'],
  versionId: string,
): Map<string, CategoryRule> {
  const best = new Map<string, CategoryRule>()
  for (const benefit of benefits) {
    const basisPoints = Math.min(benefit.basisPoints, WHOLE)
    const before = best.get(benefit.categoryId)
    if (basisPoints === 0 || (before && before.basisPoints >= basisPoints)) continue
    best.set(benefit.categoryId, {
      ...head(benefit, versionId, { kind: 'category_discount', basisPoints }),
      slot: before?.slot ?? best.size,
      basisPoints,
    })
  }
  return best
}

function head(
  benefit: { id: string; title: string },
  planVersionId: string,
  rule: SavingProof['rule'],
): ProofHead {
  return Object.freeze({
    benefitId: benefit.id,
    title: benefit.title,
    planVersionId,
    rule: Object.freeze(rule),
  })
}

/** The rule as members may see it: the price that follows from the cost, never the cost (M042). */
function shown(rule: MemberPriceRule, price: number): SavingProof['rule'] {
  return rule.kind === 'cost_plus' ? { kind: 'cost_plus', price } : rule
}
