import type { CouponLot } from './coupon'
import { isCardLot } from './coupon-terms'
import type { MemberState } from './member'

const DAY_MS = 86_400_000

/** A pack is sold once a month (M053). */
const LOT_KEPT_MS = 35 * DAY_MS

/** Goods may be brought back for a month: a coupon that was used by then comes back no more. */
const USED_KEPT_MS = 65 * DAY_MS

/** From so many lots on, what was used up long ago makes room. */
const CROWDED = 150

/**
 * Lots that nothing asks for any more. One stays while its card may be given back, because a used
 * one is then taken off (M041), and for a month after its end; in a crowded wallet those leave
 * earlier that are used up and on no receipt that can still be undone.
 */
export function endedLots(
  { coupons, memberships, receipts }: Pick<MemberState, 'coupons' | 'memberships' | 'receipts'>,
  now: number,
): CouponLot[] {
  const running = new Set(
    memberships.flatMap(({ periods }) =>
      periods.filter(({ endsAt, refunded }) => refunded === 0 && endsAt > now).map(({ orderId }) => orderId),
    ),
  )
  const onReceipts = new Set(receipts.flatMap((receipt) => (receipt.coupons ?? []).map(({ lotId }) => lotId)))
  const makesRoom = (lot: CouponLot) =>
    coupons.length > CROWDED &&
    !isCardLot(lot) &&
    lot.left === 0 &&
    lot.from + USED_KEPT_MS <= now &&
    !onReceipts.has(lot.id)
  return coupons.filter(
    (lot) =>
      !(lot.orderId !== undefined && running.has(lot.orderId)) &&
      (lot.until + LOT_KEPT_MS <= now || makesRoom(lot)),
  )
}
