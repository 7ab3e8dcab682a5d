import { MOST_FEN } from '../contract/primitives'
import { type Refusal, isRefusal, refuse } from '../contract/refusals'
import type { DeliveryWaiver } from './benefit-receipts'
import { type CouponChoice, takeCoupons } from './coupon-choice'
import { deliveryLine } from './delivery-fee'
import type { PricedBasket } from './pricing'
import { takePoints, type PointsChoice } from './points-step'
import { OF_A_TIER } from './card-savings'

/** What counts for an order as a whole, after each of its lines has its price. */
export interface OrderTerms {
  /** Epoch ms for which prices hold: the quote's time. */
  readonly at: number
  /** Where it is sold, for coupons of some branches only. */
  readonly branchId?: string
  /** Brought to the buyer, for this fee in fen, and what a benefit waives of it (M059). */
  readonly delivery?: { readonly fee: number; readonly waiver: DeliveryWaiver | null }
  /** Absent: nobody's coupons. */
  readonly coupons?: CouponChoice
  /** Absent: no points are asked for. */
  readonly points?: PointsChoice
}

/**
 * The steps of an order as a whole, in this order: the fee of a delivery less what a benefit waives
 * of it (M059), coupons (M058), points (M063). Refuses INPUT_INVALID above the most that a receipt
 * may come to, and what `takeCoupons` and `takePoints` refuse.
 */
export function takeOrderSteps(goods: PricedBasket, terms: OrderTerms): PricedBasket | Refusal {
  const { at, branchId, delivery, coupons, points } = terms
  const basket = delivery ? withDelivery(goods, delivery) : goods
  if (!(basket.list <= MOST_FEN)) return refuse('INPUT_INVALID')
  const channel = delivery ? 'delivery' : 'counter'
  const without = coupons ? takeCoupons(basket, coupons, { at, branchId, channel }) : basket
  return isRefusal(without) || !points ? without : takePoints(without, points)
}

/** The real fee is a line of its own; what is waived of it is a saving with its proof. */
function withDelivery(
  goods: PricedBasket,
  { fee, waiver }: NonNullable<OrderTerms['delivery']>,
): PricedBasket {
  const line = deliveryLine(fee)
  const waived = waiver?.waived ?? 0
  if (waiver && waived > 0) {
    line.saved = waived
    line.paid = fee - waived
    line.proofs = [
      {
        source: 'delivery',
        benefitId: waiver.benefitId,
        title: waiver.title,
        amount: waived,
        planVersionId: waiver.versionId ?? OF_A_TIER,
        rule: { kind: 'delivery', fee },
      },
    ]
  }
  return {
    ...goods,
    lines: fee === 0 ? goods.lines : [...goods.lines, line],
    list: goods.list + fee,
    paid: goods.paid + line.paid,
    saved: goods.saved + line.saved,
    delivery: {
      fee,
      waived,
      benefitKey: waiver?.benefitKey ?? null,
      ...(waiver ? { counter: waiver.counter } : {}),
    },
  }
}
