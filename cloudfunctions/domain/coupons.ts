import type { CouponGrant } from '../contract/offers'
import { account, transfer } from './balances'
import { addDays, shanghaiDay, startOfDay } from './calendar'
import type { CardLot, CouponLot } from './coupon'
import { couponOf, isCardLot } from './coupon-terms'
import type { Posting } from './decision'
import type { Granted, Granting } from './delivery-grants'
import type { MemberState } from './member'
import { shareRoundedUp, splitByLargestRemainder, yuanText } from './money'
import type { Revoked, Revoking } from './refund-revocations'

/**
 * The coupons that come with each paid period of a card (M041), or with its first one only (M051):
 * exactly once for an order, however often its payment is told of. A period that begins later has
 * coupons that begin with it. The price of a pack is split over its lots by their face value (M053).
 */
export function withCoupons(state: MemberState, { order, terms, version }: Granting): Granted {
  const period = state.memberships
    .flatMap(({ periods }) => periods)
    .find(({ orderId }) => orderId === order.orderId)
  if (!terms.coupons || !period || order.as === 'trial') return { state, postings: [], due: [] }
  const pack = terms.mode === 'coupon_pack'
  const first = pack || isFirstPeriod(state, order)
  const grants = terms.coupons.filter(({ grant }) => grant === 'every' || first)
  const paid = pack
    ? splitByLargestRemainder(
        order.amount,
        grants.map(({ amount, count }) => amount * count),
      )
    : []
  const lots = grants.map((grant, index) =>
    lotOf(grant, { ...order, versionId: version.id, from: period.startsAt, paid: paid[index] ?? 0 }),
  )
  return { ...withLots(state, lots), due: [] }
}

/** Lots join the state, those of an order that has some already don't. */
export function withLots(
  state: MemberState,
  lots: readonly CouponLot[],
): { state: MemberState; postings: Posting[] } {
  const held = new Set(state.coupons.map(({ id }) => id))
  const fresh = lots.filter(({ id }) => !held.has(id))
  return {
    state: fresh.length === 0 ? state : { ...state, coupons: [...state.coupons, ...fresh] },
    postings: fresh.flatMap(({ id, left }) => transfer('coupon', 'shop/coupons', account.coupons(id), left)),
  }
}

/**
 * @param origin `from` is when the coupons begin; their last day is `days` after that day, which is
 * not counted itself
 */
export function lotOf(
  { id, title, amount, threshold, count, days }: CouponGrant,
  origin: { orderId: string; planId: string; versionId: string; from: number; paid: number },
): CardLot {
  const { orderId, planId, versionId, from, paid } = origin
  return {
    id: `${orderId}:${id}`,
    orderId,
    planId,
    versionId,
    title,
    amount,
    threshold,
    granted: count,
    left: count,
    from,
    until: startOfDay(addDays(shanghaiDay(from), days + 1)),
    paid,
    takenOff: 0,
    voidedAt: null,
  }
}

/** True for a lot of which one may be used at this instant. */
export function isUsable(lot: CouponLot, at: number): boolean {
  return lot.left > 0 && lot.voidedAt === null && lot.from <= at && at < lot.until
}

/** What a receipt did with a coupon: one is used, or comes back with what it took off. */
export function moveCoupon(
  coupons: readonly CouponLot[],
  { lotId, amount }: { lotId: string; amount: number },
  sign: 1 | -1,
): CouponLot[] {
  return coupons.map((lot) =>
    lot.id === lotId ? { ...lot, left: lot.left - sign, takenOff: lot.takenOff + sign * amount } : lot,
  )
}

export function couponPostings(lotId: string, sign: 1 | -1): Posting[] {
  return transfer('coupon', account.coupons(lotId), 'shop/coupons', sign)
}

/** Fen of a pack's price for what nobody used and still may (M053), rounded up for the member. */
export function unusedPackShare(state: Pick<MemberState, 'coupons'>, orderId: string, now: number): number {
  return state.coupons
    .filter(isCardLot)
    .filter((lot) => lot.orderId === orderId && lot.voidedAt === null && now < lot.until)
    .reduce((sum, { paid, left, granted }) => sum + shareRoundedUp(paid, left, granted), 0)
}

/**
 * Ends an order's coupons when it is given back: those not used are void, each one that came with a
 * card and was used is taken off at the value that it was sold with (M041). Of that value the
 * period's savings hold already what it really took off: `inSaved`. One without a face value counts
 * with what it took off. The used ones of a pack cost their share of its price, which stays with the
 * shop (M053).
 */
export function revokeCoupons(state: MemberState, { orderId, release, now }: Revoking): Revoked {
  const lots = state.coupons.filter((lot) => lot.orderId === orderId && lot.voidedAt === null)
  const ending = new Set(lots.map(({ id }) => id))
  return {
    state:
      lots.length === 0
        ? state
        : {
            ...state,
            coupons: state.coupons.map((lot) =>
              ending.has(lot.id) ? { ...lot, left: 0, voidedAt: now } : lot,
            ),
          },
    postings: lots.flatMap(({ id, left }) => transfer('coupon', account.coupons(id), 'shop/coupons', left)),
    due: [],
    deductions: lots.flatMap((lot) => {
      const { granted, left, takenOff } = lot
      const used = granted - left
      if (used === 0 || (isCardLot(lot) && lot.paid > 0)) return []
      const { title, value } = couponOf(lot, release)
      const amount = value.kind === 'amount' ? used * value.amount : takenOff
      return [{ title: `已用${title}${used}张`, amount, inSaved: takenOff }]
    }),
    ends: lots.flatMap((lot) => {
      if (lot.left === 0) return []
      const { title, value } = couponOf(lot, release)
      const worth = value.kind === 'amount' ? `(${yuanText(value.amount)})` : ''
      return [`${title}${worth}未用的${lot.left}张作废`]
    }),
  }
}

/** Counted as first again only where what came before was given back, its used coupons paid for. */
function isFirstPeriod(state: MemberState, order: { orderId: string; planId: string }): boolean {
  return !state.memberships.some(
    ({ planId, periods }) =>
      planId === order.planId &&
      periods.some(
        ({ orderId, refunded, as }) => orderId !== order.orderId && refunded === 0 && as !== 'trial',
      ),
  )
}
