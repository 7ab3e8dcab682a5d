import type { CouponTemplate, CouponValue } from '../contract/coupon-templates'
import type { CardLot, CouponLot } from './coupon'
import { yuanText } from './money'
import { percentText } from './plan-views'
import type { Release } from './release'

/** What a coupon does, whichever way it was granted. */
export type CouponTerms = Pick<CouponTemplate, 'title' | 'value' | 'threshold' | 'scope' | 'combines'>

/** True for coupons that came with a card or a pack. */
export function isCardLot(lot: CouponLot): lot is CardLot {
  return lot.version === undefined
}

/**
 * The terms of a lot: of a template in the version that it was issued with; those of a card or a
 * pack hold everywhere and alone on a receipt, as they were sold. Throws when the release lost a
 * version that somebody holds.
 */
export function couponOf(lot: CouponLot, release: Pick<Release, 'couponVersions'>): CouponTerms {
  if (isCardLot(lot)) {
    const { title, amount, threshold } = lot
    return { title, value: { kind: 'amount', amount }, threshold, scope: {}, combines: { kind: 'alone' } }
  }
  const version = release.couponVersions?.[lot.version]
  if (!version) throw new Error(`the release lost coupon version ${lot.version}, which somebody holds`)
  const { title, value, threshold, scope, combines } = version.template
  return { title, value, threshold, scope, combines }
}

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
