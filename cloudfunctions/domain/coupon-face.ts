import type { CouponValue } from '../contract/coupon-templates'

/** What one coupon takes off at face value, in fen; null for what depends on what is bought. */
export function couponFace(value: CouponValue): number | null {
  return value.kind === 'amount' ? value.amount : null
}
