import type { CouponTemplate } from '../contract/coupon-templates'
import type { CardLot, CouponLot } from './coupon'
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
