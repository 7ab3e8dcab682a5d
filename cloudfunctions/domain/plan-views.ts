import type { Output } from '../contract'
import type { MemberPriceRule, PlanTerms } from '../contract/catalogue'
import type { PlanSummary } from '../contract/views'
import { benefitRule } from './benefit-words'
import { addMonths, daysBetween, shanghaiDay } from './calendar'
import { currentPrice, currentReference } from './catalogue'
import { monthsOf } from './family'
import { ceilDivide, percentOf, yuanText } from './money'
import { type PriceRow, priceTable, type Terms } from './price-table'
import type { Plan, PlanVersion, Release } from './release'

/** What a plan's pages show. Costs never leave the back end: only prices that follow from them. */

type PlanPrice = Output<'membership.plan'>['prices'][number]
type UsablePrice = Output<'membership.home'>['usable'][number]
type CalculatorItem = Output<'membership.calculator'>['items'][number]
type BenefitView = Output<'membership.plan'>['benefits'][number]

const MOST_TIMES_A_WEEK = 14

/** A use count of others needs at least this many cards before it says anything (M043). */
const FEWEST_MEMBERSHIPS = 10

/** A plan in brief; per day is the price by the days that buying today gives, rounded up (M005). */
export function planSummary(plan: Plan, version: PlanVersion, now: number): PlanSummary {
  const { name, oneLine, months, mode, family } = version.terms
  const { price } = currentPrice(plan, now)
  return {
    planId: plan.id,
    versionId: version.id,
    name,
    oneLine,
    price,
    months,
    perDay: perDay(price, version.terms, now),
    reference: currentReference(plan, now),
    ...(mode && { mode }),
    ...(family && { family }),
  }
}

/** What is on sale, in the owner's order, the plans of a family together where its first one stands. */
export function planSummaries(release: Release, now: number): PlanSummary[] {
  const onSale = release.plans.flatMap((plan) => {
    const version = release.versions[plan.versionId]
    return plan.onSale && version ? [planSummary(plan, version, now)] : []
  })
  const keyOf = ({ planId, family }: PlanSummary) => family?.id ?? `plan ${planId}`
  const keys = [...new Set(onSale.map(keyOf))]
  return keys.flatMap((key) => onSale.filter((one) => keyOf(one) === key))
}

/** Plans as a ladder: the cheapest day first (M005). */
export function planLadder(release: Release, now: number): PlanSummary[] {
  return planSummaries(release, now).sort((a, b) => a.perDay - b.perDay)
}

/** List and member price of each product that the plan makes cheaper, with the evidence (M043). */
export function planPrices(version: PlanVersion, release: Release, now: number): PlanPrice[] {
  return cheaperRows(termsOf(version), release, now).map(({ row, memberPrice }) => ({
    productId: row.product.id,
    name: row.product.name,
    photo: row.product.photo,
    listPrice: row.list,
    listPriceId: row.listPriceId,
    listPriceSince: row.since,
    memberPrice,
    saves: row.list - memberPrice,
  }))
}

/** What a holder can use now, the largest saving first (M083). */
export function usablePrices(terms: Terms, release: Release, now: number): UsablePrice[] {
  return cheaperRows(terms, release, now)
    .map(({ row, memberPrice }) => ({
      productId: row.product.id,
      name: row.product.name,
      photo: row.product.photo,
      listPrice: row.list,
      memberPrice,
      saves: row.list - memberPrice,
    }))
    .sort((a, b) => b.saves - a.saves)
}

/** 回本计算器: plain arithmetic with today's prices, no forecast and no emotion (M046). */
export function calculatorItems(version: PlanVersion, release: Release, now: number): CalculatorItem[] {
  const fee = priceOf(version, release, now)
  const days = termDays(monthsOf(version.terms), now)
  return cheaperRows(termsOf(version), release, now).map(({ row, memberPrice }) => {
    const saves = row.list - memberPrice
    const timesToBreakEven = ceilDivide(fee, saves)
    const byTimes = Array.from({ length: MOST_TIMES_A_WEEK }, (_, index) => index + 1)
    return {
      productId: row.product.id,
      name: row.product.name,
      photo: row.product.photo,
      listPrice: row.list,
      memberPrice,
      saves,
      timesToBreakEven,
      weeksByTimesAWeek: byTimes.map((times) => ceilDivide(timesToBreakEven, times)),
      // Whole purchases that fit into the term, never a fraction of one.
      netByTimesAWeek: byTimes.map((times) => saves * Math.floor((days * times) / 7) - fee),
    }
  })
}

/** The plan's promises in words: each is made from its rule, so that it can't say more. */
export function benefitViews(terms: PlanTerms, release: Release): BenefitView[] {
  const category = (id: string) => release.categories.find((one) => one.id === id)?.name ?? id
  const product = (id: string) => release.products.find((one) => one.id === id)?.name ?? id
  const memberPrices = terms.memberPrices.map(({ id, title, scope, rule, perDay: units }) => ({
    id,
    title,
    detail: `${
      scope.kind === 'category'
        ? `“${category(scope.categoryId)}”全部商品`
        : scope.productIds.map(product).join('、')
    }${ruleText(rule)}${units === undefined ? '' : `,每天共${units}件`}`,
  }))
  const discounts = terms.categoryDiscounts.map(({ id, title, categoryId, basisPoints }) => ({
    id,
    title,
    detail: `“${category(categoryId)}”整单立减${percentText(basisPoints)},与会员价取更省的一种`,
  }))
  const benefits = (terms.benefits ?? []).map((offer) => ({
    id: offer.id,
    title: offer.title,
    detail: `${offer.detail}(${benefitRule(offer, release)})`,
  }))
  return [...memberPrices, ...discounts, ...benefits]
}

/** What a plan has, one short line each: the ladder shows what a rank has beyond the lower ones. */
export function offerTitles(terms: PlanTerms): string[] {
  return [
    ...terms.memberPrices.map(({ title }) => title),
    ...terms.categoryDiscounts.map(({ title }) => title),
    ...(terms.coupons ?? []).map(({ title, count }) => `${title}×${count}`),
    ...(terms.gifts ?? []).map(({ name, quantity }) => `赠${name}×${quantity}`),
    ...(terms.partnerPerks ?? []).flatMap(({ title, substituteOnly }) => (substituteOnly ? [] : [title])),
    ...(terms.benefits ?? []).map(({ title }) => title),
    ...(terms.guarantee ? ['没省够补差'] : []),
    ...(terms.household ? [`可加${terms.household.helpers}位家人`] : []),
  ]
}

/**
 * Fee per use by the median of real uses, rounded up; between two values the lower, so that the
 * claim is never flattering (M043). Null from fewer than ten memberships, or when the median is none.
 */
export function perUsePrice(fee: number, usesPerMembership: readonly number[]): number | null {
  if (usesPerMembership.length < FEWEST_MEMBERSHIPS) return null
  const sorted = [...usesPerMembership].sort((a, b) => a - b)
  const median = sorted[Math.floor((sorted.length - 1) / 2)] ?? 0
  return median > 0 ? ceilDivide(fee, median) : null
}

/** The price by the days that buying today gives, bonus months included; 0 without a term. */
export function perDay(price: number, terms: PlanTerms, now: number): number {
  const days = termDays(monthsOf(terms), now)
  return days > 0 ? ceilDivide(price, days) : 0
}

/** What this version is sold for now: a promotion counts while it runs (M006). */
export function priceOf(version: PlanVersion, release: Release, now: number): number {
  const plan = release.plans.find(({ id }) => id === version.planId)
  return plan?.versionId === version.id ? currentPrice(plan, now).price : version.terms.price
}

/** Days that a term bought today covers, the free start day not counted. */
function termDays(months: number, now: number): number {
  const today = shanghaiDay(now)
  return daysBetween(today, addMonths(today, months))
}

function termsOf(version: PlanVersion): Terms {
  return { versionId: version.id, terms: version.terms }
}

/** Rows where the card makes one unit cheaper, by member price or by category discount. */
function cheaperRows(terms: Terms, release: Release, now: number): { row: PriceRow; memberPrice: number }[] {
  return [...priceTable(release, terms, now).rows.values()].flatMap((row) => {
    const discounted = row.list - (row.discount ? percentOf(row.list, row.discount.basisPoints) : 0)
    const memberPrice = Math.min(row.memberPrice, discounted)
    return memberPrice < row.list ? [{ row, memberPrice }] : []
  })
}

/** 9000 is 9折; a cost-plus rule says no more than that there is a member price. */
function ruleText(rule: MemberPriceRule): string {
  switch (rule.kind) {
    case 'fixed':
      return `会员价${yuanText(rule.price)}`
    case 'percent':
      return `会员${trimmed(rule.basisPoints, 1000)}折`
    case 'cost_plus':
      return '享会员价'
  }
}

/** Basis points as a percentage without trailing zeros: 12050 is 120.5%. */
export function percentText(basisPoints: number): string {
  return `${trimmed(basisPoints, 100)}%`
}

/** An exact decimal of an integer over 100 or 1000, without trailing zeros. */
function trimmed(value: number, unit: 100 | 1000): string {
  const digits = unit === 100 ? 2 : 3
  const rest = String(value % unit)
    .padStart(digits, '0')
    .replace(/0+$/, '')
  return `${Math.floor(value / unit)}${rest ? `.${rest}` : ''}`
}
