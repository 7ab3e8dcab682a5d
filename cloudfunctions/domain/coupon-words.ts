import type { CouponValue } from '../contract/coupon-templates'
import type { CouponTerms } from './coupon-terms'
import { yuanText } from './money'
import { percentText } from './plan-views'

/** What one coupon does, in words: 「满¥20.00减¥5.00」. */
export function couponWords({ value, threshold }: Pick<CouponTerms, 'value' | 'threshold'>): string {
  return `${threshold > 0 ? `满${yuanText(threshold)}` : ''}${valueWords(value)}`
}

function valueWords(value: CouponValue): string {
  switch (value.kind) {
    case 'amount':
      return `减${yuanText(value.amount)}`
    case 'percent':
      return `减${percentText(value.basisPoints)},最多减${yuanText(value.most)}`
    case 'product':
      return '免一件,取范围内价格较低的'
    case 'delivery':
      return `免运费,最多${yuanText(value.most)}`
  }
}
