import type { CatalogueDraft } from '../contract/catalogue'
import { agreementProblems } from './agreement-checks'
import { benefitProblems } from './benefit-checks'
import { type Refusal, refuse } from '../contract/refusals'
import { careProblems } from './care-checks'
import { complianceProblems, type DraftProblem } from './compliance'
import { couponProblems } from './coupon-checks'
import { DELIVERY_CATEGORY } from './delivery-fee'
import { appliesTo, ruleUnitPrice } from './member-price'
import { messageProblems } from './message-fields'
import { yuanText } from './money'
import { offerProblems, type Publishing } from './offer-checks'
import { participationProblems } from './participation-checks'
import { acquisitionProblems } from './referral-checks'
import { pointsProblems } from './points-checks'
import { tierProblems } from './tier-checks'
import { winBackProblems } from './win-back-checks'

/**
 * What the draft's schema can't see: that what it names exists, that names are unique, that no
 * member price lies below cost by accident (M042), that no text promises what the law forbids.
 * Null when it may be released.
 */
export function checkDraft(draft: CatalogueDraft, publishing: Publishing): Refusal | null {
  const [problem] = problemsBesideCost(draft, publishing)
  if (problem) return refuse('DRAFT_INVALID', problem)
  const [below] = pricesBelowCost(draft)
  return below ? refuse('PRICE_BELOW_COST', below.detail) : null
}

/** Everything that stands in the way of publishing this draft, for the owner to mend in one go. */
export function draftProblems(draft: CatalogueDraft, publishing: Publishing): DraftProblem[] {
  return [
    ...problemsBesideCost(draft, publishing),
    ...[...pricesBelowCost(draft)].map(({ path, detail }) => ({
      path,
      code: 'PRICE_BELOW_COST',
      sentence: `${detail.productName}的会员价${yuanText(detail.memberPrice)}低于成本${yuanText(detail.cost)}(${detail.benefitTitle}),如需亏本促销请单独标明`,
    })),
  ]
}

function problemsBesideCost(draft: CatalogueDraft, publishing: Publishing): DraftProblem[] {
  return [
    ...duplicates(draft),
    ...danglingReferences(draft),
    ...complianceProblems(draft),
    ...agreementProblems(draft, publishing),
    ...offerProblems(draft, publishing),
    ...benefitProblems(draft),
    ...couponProblems(draft),
    ...pointsProblems(draft),
    ...tierProblems(draft, publishing),
    ...participationProblems(draft, publishing),
    ...careProblems(draft, publishing),
    ...winBackProblems(draft),
    ...acquisitionProblems(draft),
    ...messageProblems(draft),
  ]
}

function* duplicates(draft: CatalogueDraft): Generator<DraftProblem> {
  const lists = {
    branches: draft.branches,
    categories: draft.categories,
    products: draft.products,
    plans: draft.plans,
    agreements: draft.agreements,
    'coupons.templates': draft.coupons?.templates ?? [],
    'coupons.campaigns': draft.coupons?.campaigns ?? [],
    'coupons.crossCategory': draft.coupons?.crossCategory ?? [],
  }
  for (const [name, items] of Object.entries(lists)) yield* repeated(name, items)
  for (const [index, { id }] of draft.categories.entries())
    if (id === DELIVERY_CATEGORY)
      yield {
        path: `categories.${index}.id`,
        code: 'ID_REPEATED',
        sentence: `编号“${id}”已用于配送费,请改用不同的编号`,
      }
  for (const [index, { terms }] of draft.plans.entries()) {
    yield* repeated(`plans.${index}.terms.memberPrices`, [...terms.memberPrices, ...terms.categoryDiscounts])
    yield* repeated(
      `plans.${index}.terms.agreementIds`,
      terms.agreementIds.map((id) => ({ id })),
    )
    yield* repeated(`plans.${index}.terms.coupons`, terms.coupons ?? [])
    yield* repeated(`plans.${index}.terms.gifts`, terms.gifts ?? [])
    yield* repeated(`plans.${index}.terms.comparators`, terms.comparators ?? [])
    yield* repeated(`plans.${index}.terms.storedValue.ladder`, terms.storedValue?.ladder ?? [])
  }
}

function* repeated(path: string, items: readonly { id: string }[]): Generator<DraftProblem> {
  const seen = new Set<string>()
  for (const [index, { id }] of items.entries()) {
    if (seen.has(id)) {
      yield { path: `${path}.${index}.id`, code: 'ID_REPEATED', sentence: `编号“${id}”重复,请改用不同的编号` }
    }
    seen.add(id)
  }
}

function* danglingReferences(draft: CatalogueDraft): Generator<DraftProblem> {
  const ids = (items: readonly { id: string }[]) => new Set(items.map(({ id }) => id))
  const categories = ids(draft.categories)
  const products = ids(draft.products)
  const agreements = ids(draft.agreements)
  const missing = (path: string, what: string, id: string): DraftProblem => ({
    path,
    code: 'REFERENCE_MISSING',
    sentence: `${what}“${id}”不存在,请先添加或改选`,
  })
  for (const [index, product] of draft.products.entries()) {
    if (!categories.has(product.categoryId)) {
      yield missing(`products.${index}.categoryId`, '分类', product.categoryId)
    }
  }
  for (const [planIndex, { terms }] of draft.plans.entries()) {
    const at = `plans.${planIndex}.terms`
    for (const [index, { scope }] of terms.memberPrices.entries()) {
      const path = `${at}.memberPrices.${index}.scope`
      if (scope.kind === 'category') {
        if (!categories.has(scope.categoryId)) yield missing(`${path}.categoryId`, '分类', scope.categoryId)
      } else {
        const unknown = scope.productIds.find((id) => !products.has(id))
        if (unknown !== undefined) yield missing(`${path}.productIds`, '商品', unknown)
      }
    }
    for (const [index, { categoryId }] of terms.categoryDiscounts.entries()) {
      if (!categories.has(categoryId)) {
        yield missing(`${at}.categoryDiscounts.${index}.categoryId`, '分类', categoryId)
      }
    }
    for (const [index, id] of terms.agreementIds.entries()) {
      if (!agreements.has(id)) yield missing(`${at}.agreementIds.${index}`, '协议', id)
    }
  }
}

/** The product and the benefit whose price lies below its cost; prices and cost in fen. */
interface PriceBelowCost {
  readonly planId: string
  readonly productId: string
  readonly productName: string
  readonly benefitId: string
  readonly benefitTitle: string
  readonly memberPrice: number
  readonly cost: number
}

/** A member price below cost must be meant: the owner says so by marking the benefit (M042). */
function* pricesBelowCost(draft: CatalogueDraft): Generator<{ path: string; detail: PriceBelowCost }> {
  for (const [planIndex, { id: planId, terms }] of draft.plans.entries()) {
    for (const [index, benefit] of terms.memberPrices.entries()) {
      if (benefit.lossLeader) continue
      for (const product of draft.products) {
        if (!appliesTo(benefit, product)) continue
        const price = Math.min(
          product.listPrice,
          ruleUnitPrice(benefit.rule, product.listPrice, product.cost),
        )
        if (price >= product.cost) continue
        yield {
          path: `plans.${planIndex}.terms.memberPrices.${index}`,
          detail: {
            planId,
            productId: product.id,
            productName: product.name,
            benefitId: benefit.id,
            benefitTitle: benefit.title,
            memberPrice: price,
            cost: product.cost,
          },
        }
      }
    }
  }
}
