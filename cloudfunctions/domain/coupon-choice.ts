import { lastDayOf } from './calendar'
import type { CardLot } from './coupon'
import { isUsable } from './coupons'
import { splitByLargestRemainder } from './money'
import type { PricedBasket } from './pricing'
import type { CouponOffer } from '../contract/counter'
import { type Refusal, refuse } from '../contract/refusals'

/** The coupons that may be used, and which of them: absent the best one, null none. */
export interface CouponChoice {
  readonly lots: readonly CardLot[]
  readonly lotId?: string | null
}

/**
 * Takes one coupon off a basket that stands at its member prices: the one that was asked for, else
 * the one that takes off most. Of equal ones the smallest, then the one that ends first, so that
 * nothing better is spent. It never takes off more than is to be paid, and every fen of it stands
 * on a line by largest remainder. Refuses COUPON_UNUSABLE for one that was asked for and may not
 * be used on this basket.
 */
export function withCoupon(basket: PricedBasket, choice: CouponChoice, at: number): PricedBasket | Refusal {
  const { lots, lotId } = choice
  if (lotId === null) return basket
  const lawful = lots.filter((lot) => isUsable(lot, at) && basket.paid > 0 && basket.paid >= lot.threshold)
  if (lotId !== undefined) {
    const asked = lawful.find(({ id }) => id === lotId)
    return asked ? takenOff(basket, asked) : refuse('COUPON_UNUSABLE')
  }
  const [best] = lawful.sort(bestFirst(basket.paid))
  return best ? takenOff(basket, best) : basket
}

const MOST_OFFERS = 20

/**
 * The coupons that count at `at`, held against what is to be paid without one: first those that may
 * be used, in the order of `withCoupon`, then those for which the basket lacks least. Twenty at most.
 * @param payable fen after all other savings
 */
export function couponOffers(lots: readonly CardLot[], payable: number, at: number): CouponOffer[] {
  if (payable === 0) return []
  const lacks = ({ threshold }: CardLot) => Math.max(0, threshold - payable)
  const better = bestFirst(payable)
  return lots
    .filter((lot) => isUsable(lot, at))
    .sort((a, b) => lacks(a) - lacks(b) || better(a, b))
    .slice(0, MOST_OFFERS)
    .map((lot) => ({
      lotId: lot.id,
      title: lot.title,
      amount: lot.amount,
      threshold: lot.threshold,
      left: lot.left,
      through: lastDayOf(lot.until),
      takesOff: lacks(lot) === 0 ? Math.min(lot.amount, payable) : 0,
      missing: lacks(lot),
    }))
}

function bestFirst(payable: number) {
  return (a: CardLot, b: CardLot) =>
    Math.min(b.amount, payable) - Math.min(a.amount, payable) ||
    a.amount - b.amount ||
    a.until - b.until ||
    (a.id < b.id ? -1 : 1)
}

function takenOff(basket: PricedBasket, lot: CardLot): PricedBasket {
  const { id: lotId, orderId, title, versionId: planVersionId, threshold } = lot
  const amount = Math.min(lot.amount, basket.paid)
  const shares = splitByLargestRemainder(
    amount,
    basket.lines.map(({ paid }) => paid),
  )
  const proof = {
    source: 'coupon' as const,
    benefitId: lotId.slice(orderId.length + 1),
    title,
    planVersionId,
    rule: { kind: 'coupon' as const, amount: lot.amount, threshold },
  }
  return {
    ...basket,
    lines: basket.lines.map((line, index) => {
      const share = shares[index] ?? 0
      return share === 0
        ? line
        : {
            ...line,
            paid: line.paid - share,
            saved: line.saved + share,
            proofs: [...line.proofs, { ...proof, amount: share }],
          }
    }),
    paid: basket.paid - amount,
    saved: basket.saved + amount,
    coupon: { lotId, title, amount },
  }
}
