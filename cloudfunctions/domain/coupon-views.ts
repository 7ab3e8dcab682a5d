import type { CouponView } from '../contract/entitlements'
import { lastDayOf, shanghaiDay } from './calendar'
import type { CardLot } from './coupon'

/** A lot of coupons as its owner sees it, with the reason in words where none can be used now. */
export function couponView(lot: CardLot, now: number): CouponView {
  const { id: lotId, title, amount, threshold, left, from, until } = lot
  const { state, why } = standing(lot, now)
  return {
    lotId,
    title,
    amount,
    threshold,
    left,
    from: shanghaiDay(from),
    through: lastDayOf(until),
    state,
    why,
  }
}

function standing({ left, from, until, voidedAt }: CardLot, now: number): Pick<CouponView, 'state' | 'why'> {
  if (voidedAt !== null) return { state: 'void', why: '所属的卡已退,未用的券随之作废' }
  if (left === 0) return { state: 'used', why: '已经用完' }
  if (now >= until) return { state: 'expired', why: `有效期到${lastDayOf(until)}` }
  if (now < from) return { state: 'locked', why: `${shanghaiDay(from)}起可以使用` }
  return { state: 'usable', why: null }
}
