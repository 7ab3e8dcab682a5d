import type { CouponOffer } from '../contract/counter'
import { type Refusal, refuse } from '../contract/refusals'
import type { ReceiptLine, SavingProof } from '../contract/views'
import { lastDayOf } from './calendar'
import { isCardLot } from './coupon-terms'
import { bestCombination, type Combination, mayCombine, takeTogether } from './coupon-combination'
import {
  byStacking,
  type CouponOccasion,
  faceValue,
  type FittedCoupon,
  fitted,
  type HeldCoupon,
  sharesOf,
} from './coupon-taking'
import type { PricedBasket } from './pricing'

/** The coupons that may be used, and which of them: absent the best lawful set, empty none. */
export interface CouponChoice {
  readonly held: readonly HeldCoupon[]
  readonly lotIds?: readonly string[]
  /** A person looks at how coupons were used: until so none can be used (M056). */
  readonly waits?: true
}

/**
 * Takes coupons off a basket that stands at its member prices: those that were asked for, else the
 * best lawful set. Never more than is to be paid, and every fen of it stands on a line. Refuses for
 * those that were asked for: COUPON_NOT_YOURS, COUPONS_HELD, COUPON_UNUSABLE for one that may not be
 * used on this basket or would take nothing off, COUPONS_NOT_TOGETHER.
 */
export function takeCoupons(
  basket: PricedBasket,
  { held, lotIds, waits }: CouponChoice,
  occasion: CouponOccasion,
): PricedBasket | Refusal {
  if (lotIds?.length === 0) return basket
  const left = basket.lines.map(({ paid }) => paid)
  if (lotIds === undefined)
    return waits ? basket : takenOff(basket, bestCombination(fittingOf(held, basket.lines, occasion), left))
  const mine = lotIds.map((lotId) => held.find(({ lot }) => lot.id === lotId))
  if (mine.includes(undefined)) return refuse('COUPON_NOT_YOURS')
  if (waits) return refuse('COUPONS_HELD')
  const fitting = fittingOf(
    mine.flatMap((one) => one ?? []),
    basket.lines,
    occasion,
  )
  if (fitting.length < lotIds.length) return refuse('COUPON_UNUSABLE')
  if (new Set(lotIds).size < lotIds.length || !mayCombine(fitting)) return refuse('COUPONS_NOT_TOGETHER')
  const combination = takeTogether(fitting, left)
  return combination.takes.includes(0) ? refuse('COUPON_UNUSABLE') : takenOff(basket, combination)
}

const MOST_OFFERS = 20

/**
 * The coupons that count for a basket, held against it before any coupon: first those that may be
 * used, the one that takes off most first, then those for which the basket lacks least.
 */
export function couponOffers(
  { held, waits }: CouponChoice,
  lines: readonly ReceiptLine[],
  occasion: CouponOccasion,
): CouponOffer[] {
  if (waits) return []
  return held
    .flatMap((one) => fitted(one, lines, occasion) ?? [])
    .sort((a, b) => a.missing - b.missing || better(a, b))
    .slice(0, MOST_OFFERS)
    .map(({ lot, terms, missing, most }) => ({
      lotId: lot.id,
      title: terms.title,
      value: terms.value,
      threshold: terms.threshold,
      alone: terms.combines.kind === 'alone',
      left: lot.left,
      through: lastDayOf(lot.until),
      takesOff: missing === 0 ? most : 0,
      missing,
    }))
}

/** The lines as they stood before coupons and points. */
export function beforeCoupons(lines: readonly ReceiptLine[]): ReceiptLine[] {
  return lines.map((line) => {
    let off = 0
    for (const { rule, amount } of line.proofs)
      if (rule.kind === 'coupon' || rule.kind === 'points') off += amount
    return off === 0 ? line : { ...line, paid: line.paid + off, saved: line.saved - off }
  })
}

function fittingOf(
  held: readonly HeldCoupon[],
  lines: readonly ReceiptLine[],
  occasion: CouponOccasion,
): FittedCoupon[] {
  const fitting: FittedCoupon[] = []
  for (const one of held) {
    const coupon = fitted(one, lines, occasion)
    if (coupon?.missing === 0) fitting.push(coupon)
  }
  return fitting
}

/** Of equal ones the smaller, then the one that ends first, so that nothing better is spent. */
function better(a: FittedCoupon, b: FittedCoupon): number {
  return b.most - a.most || faceValue(a) - faceValue(b) || a.lot.until - b.lot.until || byStacking(a, b)
}

function takenOff(basket: PricedBasket, { coupons, takes, total }: Combination): PricedBasket {
  if (coupons.length === 0) return basket
  const lines = [...basket.lines]
  const left = lines.map(({ paid }) => paid)
  for (const [order, coupon] of coupons.entries()) {
    const amount = takes[order] ?? 0
    const head = proofHead(coupon, amount)
    for (const { index, share } of sharesOf(coupon, amount, left)) {
      const line = lines[index]
      if (share === 0 || !line) continue
      left[index] = line.paid - share
      const proofs = [...line.proofs, { ...head, amount: share }]
      lines[index] = { ...line, paid: line.paid - share, saved: line.saved + share, proofs }
    }
  }
  return {
    ...basket,
    lines,
    paid: basket.paid - total,
    saved: basket.saved + total,
    coupons: coupons.map(({ lot, terms }, order) => ({
      lotId: lot.id,
      title: terms.title,
      amount: takes[order] ?? 0,
    })),
  }
}

/** A sum is proved by what it promised, every other kind by what it came to on this receipt. */
function proofHead({ lot, terms }: FittedCoupon, amount: number): Omit<SavingProof, 'amount'> {
  const { title, value, threshold } = terms
  return {
    source: 'coupon',
    benefitId: isCardLot(lot) ? lot.id.slice(lot.orderId.length + 1) : lot.version,
    title,
    planVersionId: isCardLot(lot) ? lot.versionId : '',
    rule: { kind: 'coupon', amount: value.kind === 'amount' ? value.amount : amount, threshold },
  }
}
