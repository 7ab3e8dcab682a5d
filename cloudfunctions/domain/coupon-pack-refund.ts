import { type Refusal, refuse } from '../contract/refusals'
import { shanghaiDay } from './calendar'
import { hasOpenPayment } from './card-refund'
import { isCardLot } from './coupon-terms'
import { unusedPackShare } from './coupons'
import type { MemberState } from './member'
import { yuanText } from './money'
import { withRevocations } from './refund-revocations'
import type { Release } from './release'

export interface PackRefundRequest {
  readonly orderId: string
  readonly release: Release
  readonly now: number
}

/** True for an order whose price paid for coupons and nothing else (M053). */
export function isCouponPack(state: Pick<MemberState, 'coupons'>, orderId: string): boolean {
  return state.coupons.some((lot) => isCardLot(lot) && lot.orderId === orderId && lot.paid > 0)
}

/**
 * What giving a pack back returns now: the price of the coupons that nobody used and that still may
 * be, rounded up (M053). Refuses REFUND_NOT_POSSIBLE and, while a receipt with one of them waits to
 * be paid, PAYMENT_OPEN.
 */
export function packRefundQuote(state: MemberState, request: PackRefundRequest) {
  const { orderId, now } = request
  const refusal = (code: 'REFUND_NOT_POSSIBLE' | 'PAYMENT_OPEN'): Refusal => refuse(code)
  if (!isCouponPack(state, orderId)) return refusal('REFUND_NOT_POSSIBLE')
  if (hasOpenPayment(state, orderId, now)) return refusal('PAYMENT_OPEN')
  const lots = state.coupons.filter(isCardLot).filter((lot) => lot.orderId === orderId)
  const paid = lots.reduce((sum, lot) => sum + lot.paid, 0)
  const refund = Math.min(paid, unusedPackShare(state, orderId, now))
  if (refund === 0) return refusal('REFUND_NOT_POSSIBLE')
  const granted = lots.reduce((sum, lot) => sum + lot.granted, 0)
  const left = lots.reduce((sum, lot) => sum + (now < lot.until ? lot.left : 0), 0)
  return {
    paid,
    refunded: 0,
    refund,
    basis: 'unused_coupons' as const,
    explanation: `共${granted}张,未用${left}张,按张退回:${yuanText(paid)}×${left}÷${granted},不足一分按一分计`,
    deductions: refund < paid ? [{ title: `已用或已过期的${granted - left}张`, amount: paid - refund }] : [],
    ends: [...withRevocations(state, request).ends],
    endsOn: shanghaiDay(now),
  }
}
