import type { BasketLine } from '../contract/counter'
import { type Refusal, refuse } from '../contract/refusals'
import type { ReceiptLine, SavingProof } from '../contract/views'
import { highlightedPlan } from './catalogue'
import { drawsOfOrder, type FirstOfDay } from './first-of-day'
import { type Draw, type DrawnLine, withDailyQuantities } from './daily-quantities'
import type { ReceiptFacts } from './member'
import { percentOf, splitByLargestRemainder } from './money'
import {
  type CategoryRow,
  type CategoryRule,
  type LimitedRule,
  type PriceTable,
  type ProofHead,
  type Terms,
  priceTable,
} from './price-table'
import { takeOrderSteps, type OrderTerms } from './order-steps'
import type { Release } from './release'
import { shanghaiDay } from './calendar'
import type { WalletTerms } from './wallet-spending'

export type { Terms } from './price-table'

export interface Basket extends OrderTerms {
  readonly release: Release
  /** The terms of the card that counts at `at`; null prices like anybody without one (M089). */
  readonly terms: Terms | null
  readonly lines: readonly BasketLine[]
  /** What stored value makes of each list price while it lasts (M014). */
  readonly wallet?: WalletTerms | null
  /** The card whose daily quantities are drawn on, and what was drawn of them today (M116). */
  readonly quantities?: { readonly membershipId: string; drawn(benefitId: string): number }
  /** Prices of the first order of the day (M028). */
  readonly firstOfDay?: readonly FirstOfDay[]
}

/** A basket with its price: paid = list - saved, for the whole and for each line (I11). */
export interface PricedBasket {
  readonly lines: ReceiptLine[]
  readonly list: number
  readonly paid: number
  readonly saved: number
  /** The coupons that were taken off, in `saved` already, in the order in which they took. */
  readonly coupons?: readonly ReceiptCoupon[]
  /** Points that were taken off, in `saved` already, and their fen. */
  readonly points?: { readonly points: number; readonly off: number }
  /** Brought to the buyer: the fee is a line of its own. */
  readonly delivery?: NonNullable<ReceiptFacts['delivery']>
  /** Units that settling draws from daily quantities. */
  readonly draws?: readonly Draw[]
}

/** One coupon of a receipt, with the fen that it took off. */
export interface ReceiptCoupon {
  readonly lotId: string
  readonly title: string
  readonly amount: number
}

const WHOLE = 10_000
const NO_PROOFS: SavingProof[] = []

/**
 * Prices a basket, in this order: (1) each line at its list price; (2) for each line the lowest
 * member price that applies (M042), today's quantities of it as far as they go (M116), the price of
 * the day's first order (M028), or that of stored value (M014), whichever is lowest; (3) whole-category
 * discounts (M113), computed on the order per category. A line takes either (2) or (3), whichever
 * saves more, (2) when equal; so the order as a whole never costs more than any other choice would.
 * (4) What counts for the order: see `takeOrderSteps`. Each saving carries its proof.
 * Refuses BASKET_EMPTY, PRODUCT_UNAVAILABLE (detail: which), INPUT_INVALID and what the steps refuse.
 */
export function priceBasket(basket: Basket): PricedBasket | Refusal {
  const { release, terms, at, wallet = null, quantities, firstOfDay = [] } = basket
  if (basket.lines.length === 0) return refuse('BASKET_EMPTY')
  const table = priceTable(release, terms, at)
  let lines = basket.lines
  let drawn: readonly DrawnLine[] | null = null
  if (table.limits) {
    const before = quantities ? (benefitId: string) => quantities.drawn(benefitId) : none
    drawn = withDailyQuantities(lines, table, before, wallet?.basisPoints ?? WHOLE)
    lines = drawn.map(({ line }) => line)
  }
  const walletHead = wallet && headOf(wallet)
  const priced: ReceiptLine[] = new Array<ReceiptLine>(lines.length)
  let discounted: CategoryRule[] | null = null
  let list = 0
  let saved = 0
  for (let index = 0; index < lines.length; index += 1) {
    const line = lines[index] as BasketLine
    let result: ReceiptLine
    let discount: CategoryRule | null
    if ('productId' in line) {
      const row = table.rows.get(line.productId)
      if (row === undefined) return refuse('PRODUCT_UNAVAILABLE', { productId: line.productId })
      const quantity = line.quantity
      if (!Number.isInteger(quantity) || quantity < 1) return refuse('INPUT_INVALID')
      const lineList = row.list * quantity
      result = {
        productId: row.product.id,
        categoryId: row.product.categoryId,
        name: row.product.name,
        quantity,
        unitListPrice: row.list,
        listPriceId: row.listPriceId,
        listPriceSince: row.since,
        list: lineList,
        paid: lineList,
        saved: 0,
        proofs: NO_PROOFS,
      }
      const limit = drawn === null ? null : (drawn[index]?.rule ?? null)
      const rule = limit ?? row.memberRule
      const memberPrice = limit?.price ?? row.memberPrice
      if (rule !== null) save(result, lineList - memberPrice * quantity, 'member_price', rule)
      if (walletHead !== null)
        lower(result, percentOf(row.list, walletHead.rule.basisPoints) * quantity, walletHead)
      for (const first of firstOfDay)
        if (first.open && first.productIds.includes(row.product.id))
          lower(result, first.price * quantity, first.head)
      discount = row.discount
    } else {
      const row = table.categories.get(line.categoryId)
      if (row === undefined) return refuse('PRODUCT_UNAVAILABLE', { categoryId: line.categoryId })
      if (!Number.isInteger(line.amount) || line.amount < 1) return refuse('INPUT_INVALID')
      result = amountLine(line.categoryId, line.amount, row)
      if (walletHead !== null) lower(result, percentOf(line.amount, walletHead.rule.basisPoints), walletHead)
      discount = row.discount
    }
    if (discount !== null && result.list * discount.basisPoints > result.saved * WHOLE) {
      discounted ??= new Array<CategoryRule>(lines.length)
      discounted[index] = discount
    }
    priced[index] = result
    list += result.list
    saved += result.saved
  }
  if (discounted !== null) saved += takeDiscounts(priced, discounted, table)
  const totals: PricedBasket = { lines: priced, list, paid: list - saved, saved }
  const ofLines = drawn === null || !quantities ? [] : drawsOf(priced, drawn, quantities.membershipId, at)
  const draws = firstOfDay.length === 0 ? ofLines : [...ofLines, ...drawsOfOrder(firstOfDay, priced)]
  const result = draws.length === 0 ? totals : { ...totals, draws }
  return takeOrderSteps(result, basket)
}

/** What stored value promises, as the head of a proof. */
function headOf({ basisPoints, versionId, stepId, title }: WalletTerms) {
  return {
    benefitId: stepId,
    title,
    planVersionId: versionId,
    rule: { kind: 'stored_value' as const, basisPoints },
  }
}

/** The price of stored value, where it is lower than what the line costs so far. */
function lower(line: ReceiptLine, paid: number, head: ProofHead): void {
  if (paid < line.paid) save(line, line.list - paid, 'member_price', head)
}

function none(): number {
  return 0
}

/** Units of daily quantities, as far as their price is what the line costs in the end. */
function drawsOf(
  lines: readonly ReceiptLine[],
  drawn: readonly DrawnLine[],
  membershipId: string,
  at: number,
): Draw[] {
  const units = new Map<string, { rule: LimitedRule; units: number }>()
  for (const [index, { quantity, proofs }] of lines.entries()) {
    const rule = drawn[index]?.rule
    if (!rule || proofs[0]?.rule !== rule.rule) continue
    const before = units.get(rule.benefitId)?.units ?? 0
    units.set(rule.benefitId, { rule, units: before + quantity })
  }
  const day = shanghaiDay(at)
  return [...units.values()].map((one) => ({
    membershipId,
    benefitId: one.rule.benefitId,
    day,
    units: one.units,
    perDay: one.rule.perDay,
  }))
}

/** An amount typed in: the percent rules of its category, nothing made from a product's figures. */
function amountLine(categoryId: string, amount: number, row: CategoryRow): ReceiptLine {
  const line: ReceiptLine = {
    productId: null,
    categoryId,
    name: row.name,
    quantity: 1,
    unitListPrice: amount,
    listPriceId: '',
    listPriceSince: null,
    list: amount,
    paid: amount,
    saved: 0,
    proofs: NO_PROOFS,
  }
  if (row.percent !== null) {
    save(line, amount - percentOf(amount, row.percentBasisPoints), 'member_price', row.percent)
  }
  return line
}

/**
 * Replaces the member price of the chosen lines by their category's discount: one floor for the
 * category on the whole order, split to the lines by largest remainder. Comparing unrounded shares
 * with whole fen makes the order's total the best of all choices.
 * @returns by how much more is saved than before
 */
function takeDiscounts(
  lines: ReceiptLine[],
  chosen: readonly (CategoryRule | undefined)[],
  table: PriceTable,
): number {
  let more = 0
  for (let slot = 0; slot < table.discounts; slot += 1) {
    let rule: CategoryRule | undefined
    const members: ReceiptLine[] = []
    const weights: number[] = []
    let sum = 0
    for (let index = 0; index < lines.length; index += 1) {
      const line = lines[index]
      const own = chosen[index]
      if (line === undefined || own?.slot !== slot) continue
      rule = own
      members.push(line)
      weights.push(line.list)
      sum += line.list
    }
    if (rule === undefined) continue
    const shares = splitByLargestRemainder(percentOf(sum, rule.basisPoints), weights)
    for (let index = 0; index < members.length; index += 1) {
      const line = members[index] as ReceiptLine
      more -= line.saved
      save(line, shares[index] ?? 0, 'benefit', rule)
      more += line.saved
    }
  }
  return more
}

function save(line: ReceiptLine, amount: number, source: SavingProof['source'], head: ProofHead): void {
  line.saved = amount
  line.paid = line.list - amount
  line.proofs =
    amount === 0
      ? NO_PROOFS
      : [
          {
            source,
            benefitId: head.benefitId,
            title: head.title,
            amount,
            planVersionId: head.planVersionId,
            rule: head.rule,
          },
        ]
}

/**
 * What the highlighted plan would have saved on a real basket at its time, in fen (M114); 0 when
 * no plan is on sale or the basket has no price.
 */
export function counterfactual(release: Release, lines: readonly BasketLine[], at: number): number {
  const plan = highlightedPlan(release)
  const version = plan && release.versions[plan.versionId]
  if (!version) return 0
  const priced = priceBasket({ release, terms: { versionId: version.id, terms: version.terms }, lines, at })
  return 'ok' in priced ? 0 : priced.saved
}
