import type { CouponValue } from './contract'
import { discountText, shortMoney } from './format'

/** What leads on a coupon: `¥5`, `9折`, or in words. Display only. */
export function couponFigure(value: CouponValue): string {
  switch (value.kind) {
    case 'amount':
      return shortMoney(value.amount)
    case 'percent':
      return discountText(10_000 - value.basisPoints)
    case 'product':
      return '免一件'
    case 'delivery':
      return '免配送'
  }
}

/** From which amount it holds, and up to how much it takes off, in one line each. */
export function couponLimits(value: CouponValue, threshold: number): string[] {
  const from = threshold > 0 ? `满 ${shortMoney(threshold)}` : '无门槛'
  const capped = value.kind === 'percent' || value.kind === 'delivery'
  return capped ? [from, `最多省 ${shortMoney(value.most)}`] : [from]
}

/** `满 ¥20 减 ¥5`: one coupon in one line. */
export function couponLine(value: CouponValue, threshold: number): string {
  const from = threshold > 0 ? `满 ${shortMoney(threshold)} ` : ''
  switch (value.kind) {
    case 'amount':
      return `${from}减 ${shortMoney(value.amount)}`
    case 'percent':
      return `${from}${couponFigure(value)},最多省 ${shortMoney(value.most)}`
    case 'product':
      return `${from}免一件`
    case 'delivery':
      return `${from}免配送费,最多省 ${shortMoney(value.most)}`
  }
}
