import type { CouponScope } from '../contract/coupon-templates'
import type { WalletCoupon } from '../contract/coupons'
import { dayWords, lastDayOf, shanghaiDay } from './calendar'
import { isCardLot, couponOf, type CouponTerms } from './coupon-terms'
import type { CouponLot } from './coupon'
import type { MemberState } from './member'
import type { Release } from './release'
import { lockedRenewalCoupons } from './renewal-coupons'
import { heldBecause } from './resale-signs'

/** As many as a wallet shows; lots that may still be used are fewer. */
const MOST_SHOWN = 300

const ORDER = ['usable', 'locked', 'held', 'used', 'expired', 'void'] as const

/**
 * The wallet: what can be used first, by its end; then what opens later and what it takes; then what
 * is over, newest first. Each lot that can't be used now says why.
 */
export function walletCoupons(state: MemberState, release: Release, now: number): WalletCoupon[] {
  const held = heldBecause(state)
  const lots = state.coupons.map((lot) => ({
    until: lot.until,
    view: lotView(lot, { release, held, now }),
  }))
  const locked = lockedRenewalCoupons(state, release, now).map((offer) => ({
    until: offer.offeredUntil,
    view: {
      lotId: offer.id,
      ...termsView(offer.version.template, release),
      left: offer.count,
      from: shanghaiDay(now),
      through: lastDayOf(offer.offeredUntil),
      state: 'locked' as const,
      why: `${dayWords(lastDayOf(offer.offeredUntil), now)}及以前续费,发放${offer.count}张,到手后${offer.version.template.days}天内可用`,
      renewal: { planId: offer.planId, planName: offer.planName },
    },
  }))
  const rank = ({ state: at }: WalletCoupon) => ORDER.indexOf(at)
  const over = (view: WalletCoupon) => rank(view) >= ORDER.indexOf('used')
  return [...lots, ...locked]
    .sort((a, b) => rank(a.view) - rank(b.view) || (over(a.view) ? b.until - a.until : a.until - b.until))
    .slice(0, MOST_SHOWN)
    .map(({ view }) => view)
}

function lotView(
  lot: CouponLot,
  { release, held, now }: { release: Release; held: string | null; now: number },
): WalletCoupon {
  return {
    lotId: lot.id,
    ...termsView(couponOf(lot, release), release),
    left: lot.left,
    from: shanghaiDay(lot.from),
    through: lastDayOf(lot.until),
    ...standing(lot, held, now),
  }
}

function termsView(
  { title, value, threshold, scope, combines }: CouponTerms,
  release: Release,
): Pick<WalletCoupon, 'title' | 'value' | 'threshold' | 'scope' | 'combines'> {
  return {
    title,
    value,
    threshold,
    scope: scopeWords(scope, release),
    combines: combinesWords(combines),
  }
}

/** With which other coupons it may be used. */
export function combinesWords(combines: CouponTerms['combines']): string {
  return combines.kind === 'alone' ? '单独使用,不与其他券同用' : '可与不同类的券同用,一单不超过三张'
}

function standing(lot: CouponLot, held: string | null, now: number): Pick<WalletCoupon, 'state' | 'why'> {
  const { left, from, until, voidedAt } = lot
  if (voidedAt !== null)
    return {
      state: 'void',
      why: isCardLot(lot) ? '所属的卡已退,未用的券随之作废' : '续费已退,随续费发放的券作废',
    }
  if (left === 0) return { state: 'used', why: '已经用完' }
  if (now >= until) return { state: 'expired', why: `有效期到${dayWords(lastDayOf(until), now)}` }
  if (now < from) return { state: 'locked', why: `${dayWords(shanghaiDay(from), now)}起可以使用` }
  if (held !== null) return { state: 'held', why: `店主核对后暂停使用:${held}。可以说明情况` }
  return { state: 'usable', why: null }
}

const CHANNELS = { counter: '到店', delivery: '外送' } as const

/** Where a coupon holds: branches, goods, channel. */
export function scopeWords(scope: CouponScope, release: Release): string {
  const named = (ids: readonly string[], among: readonly { id: string; name: string }[]) =>
    ids.map((id) => among.find((one) => one.id === id)?.name ?? '已下架').join('、')
  const branches = scope.branchIds ? named(scope.branchIds, release.branches) : '全部门店'
  const goods = [
    ...(scope.categoryIds ? [named(scope.categoryIds, release.categories)] : []),
    ...(scope.productIds ? [named(scope.productIds, release.products)] : []),
  ].join('、')
  const channels = scope.channels?.length === 1 ? `仅${CHANNELS[scope.channels[0]!]}` : null
  return [branches, goods || '全部商品', ...(channels ? [channels] : [])].join(' · ')
}
