import type { OrderChannel } from '../contract/coupon-templates'
import type { ReceiptLine } from '../contract/views'
import type { CouponLot } from './coupon'
import type { CouponTerms } from './coupon-terms'
import { isUsable } from './coupons'
import { isDeliveryLine } from './delivery-fee'
import { percentOf, splitByLargestRemainder } from './money'

/** A lot of the wallet with the terms that it was issued with. */
export interface HeldCoupon {
  readonly lot: CouponLot
  readonly terms: CouponTerms
}

/** Where and when a basket is sold, as far as a coupon asks. */
export interface CouponOccasion {
  readonly at: number
  /** Absent: no branch asks for it, as in a preview. */
  readonly branchId?: string | undefined
  readonly channel: OrderChannel
}

/** A coupon held against the lines of one basket, at their prices before any coupon. */
export interface FittedCoupon extends HeldCoupon {
  /** The lines that it takes from, by index. */
  readonly targets: readonly number[]
  /** Fen to be paid of the goods in its scope, which its threshold asks about. */
  readonly payable: number
  /** Fen that the basket lacks of its threshold. */
  readonly missing: number
  /** Fen that it takes off at most: all that it takes off if nothing else does before. */
  readonly most: number
}

/** Kinds in the order in which they take: what is free first, then shares, then sums, then the fee. */
const KINDS = ['product', 'percent', 'amount', 'delivery'] as const

/**
 * Holds a coupon against a basket; null where it can't count at all: not at this time, branch or
 * channel, or nothing of the basket is in its scope (M058).
 */
export function fitted(
  held: HeldCoupon,
  lines: readonly ReceiptLine[],
  { at, branchId, channel }: CouponOccasion,
): FittedCoupon | null {
  const { lot, terms } = held
  const { scope, threshold, value } = terms
  if (!isUsable(lot, at)) return null
  if (scope.channels && !scope.channels.includes(channel)) return null
  if (scope.branchIds && (branchId === undefined || !scope.branchIds.includes(branchId))) return null
  const goods: number[] = []
  let fee = -1
  let payable = 0
  for (let index = 0; index < lines.length; index += 1) {
    const line = lines[index] as ReceiptLine
    if (isDeliveryLine(line)) fee = index
    else if (isInScope(line, scope)) {
      goods.push(index)
      payable += line.paid
    }
  }
  const targets = targetsOf(value.kind, goods, fee, lines)
  if (targets.length === 0) return null
  const most = taken(held, amountLeft(targets, lines), unitPrice(lines[targets[0] ?? 0]))
  return most === 0 ? null : { ...held, targets, payable, missing: Math.max(0, threshold - payable), most }
}

/** Fen that a coupon takes off lines of which so much is left, never more than that. */
export function takenFrom(coupon: FittedCoupon, left: readonly number[]): number {
  let sum = 0
  for (const index of coupon.targets) sum += left[index] ?? 0
  return taken(coupon, sum, coupon.most)
}

/** What each line bears of a coupon's amount, by largest remainder over what is left of them. */
export function sharesOf(
  { targets }: FittedCoupon,
  amount: number,
  left: readonly number[],
): readonly { readonly index: number; readonly share: number }[] {
  const shares = splitByLargestRemainder(
    amount,
    targets.map((index) => left[index] ?? 0),
  )
  return targets.map((index, at) => ({ index, share: shares[at] ?? 0 }))
}

/**
 * The stacking order: by kind, of one kind the narrower scope first, so that the wider one still
 * finds something to take off; then the one that ends first, then by id, so that it is one order.
 */
export function byStacking(a: FittedCoupon, b: FittedCoupon): number {
  return (
    KINDS.indexOf(a.terms.value.kind) - KINDS.indexOf(b.terms.value.kind) ||
    a.payable - b.payable ||
    a.lot.until - b.lot.until ||
    (a.lot.id < b.lot.id ? -1 : a.lot.id > b.lot.id ? 1 : 0)
  )
}

/** What a coupon is worth by its own words, in fen: of equal choices the smaller is spent. */
export function faceValue({ terms: { value }, most }: FittedCoupon): number {
  switch (value.kind) {
    case 'amount':
      return value.amount
    case 'percent':
    case 'delivery':
      return value.most
    case 'product':
      return most
  }
}

function taken({ terms: { value } }: HeldCoupon, left: number, unit: number): number {
  switch (value.kind) {
    case 'amount':
      return Math.min(value.amount, left)
    case 'percent':
      return Math.min(percentOf(left, value.basisPoints), value.most)
    case 'product':
      return Math.min(unit, left)
    case 'delivery':
      return Math.min(value.most, left)
  }
}

/** A free product is one unit of the cheapest in scope, as it stands before any coupon. */
function targetsOf(
  kind: CouponTerms['value']['kind'],
  goods: readonly number[],
  fee: number,
  lines: readonly ReceiptLine[],
): readonly number[] {
  if (kind === 'delivery') return fee < 0 ? [] : [fee]
  if (kind !== 'product') return goods
  let cheapest = -1
  for (const index of goods) {
    const line = lines[index]
    if (!line?.productId || line.paid === 0) continue
    if (cheapest < 0 || unitPrice(line) < unitPrice(lines[cheapest])) cheapest = index
  }
  return cheapest < 0 ? [] : [cheapest]
}

/** What one unit of a line costs, rounded up: a free one is wholly free. */
function unitPrice(line: ReceiptLine | undefined): number {
  return line ? Math.ceil(line.paid / line.quantity) : 0
}

function isInScope(
  { productId, categoryId }: ReceiptLine,
  { categoryIds, productIds }: CouponTerms['scope'],
): boolean {
  if (!categoryIds && !productIds) return true
  if (categoryIds?.includes(categoryId)) return true
  return productId !== null && productIds?.includes(productId) === true
}

function amountLeft(targets: readonly number[], lines: readonly ReceiptLine[]): number {
  let sum = 0
  for (const index of targets) sum += lines[index]?.paid ?? 0
  return sum
}
