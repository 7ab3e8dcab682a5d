import { dayWords, lastDayOf } from './calendar'
import { couponFace } from './coupon-face'
import type { CouponLot } from './coupon'
import { couponOf } from './coupon-terms'
import { isNow, type LookingAfter, message, morningBefore, nothing } from './looking-after'
import type { MemberState } from './member'
import { heldBecause } from './resale-signs'

/** Coupons are told of 7 days and 1 day before they end, all of one day in one message. */

const DAY_MS = 86_400_000
const TOLD_BEFORE_DAYS = [7, 1] as const
/** Of a backlog the days that end first. */
const MOST_DAYS = 3

export const COUPON_EXPIRY: LookingAfter = {
  moments: (state) => noticesOf(state).map(({ at }) => at),

  look(state, looking) {
    // Nobody is hurried to use what a person is looking at (M056).
    if (heldBecause(state) !== null) return nothing(state)
    const told = new Map<string, { days: number; lots: CouponLot[] }>()
    for (const { at, days, lot } of noticesOf(state)) {
      if (!isNow(at, looking) || looking.now >= lot.until) continue
      const day = lastDayOf(lot.until)
      const group = told.get(day) ?? { days, lots: [] }
      told.set(day, {
        days: Math.min(group.days, days),
        lots: group.lots.includes(lot) ? group.lots : [...group.lots, lot],
      })
    }
    const groups = [...told].sort(([a], [b]) => (a < b ? -1 : 1)).slice(0, MOST_DAYS)
    return {
      state,
      postings: [],
      due: groups.map(([day, { days, lots }]) => {
        const count = lots.reduce((sum, { left }) => sum + left, 0)
        const worth = lots.reduce(
          (sum, lot) => sum + (couponFace(couponOf(lot, looking.release).value) ?? 0) * lot.left,
          0,
        )
        const about = {
          id: null,
          amount: worth > 0 ? worth : null,
          day,
          title: `${count}张优惠券${dayWords(day, looking.now)}到期`,
          count,
        }
        const until = Math.min(...lots.map((lot) => lot.until))
        return message(state, 'coupon_expiry', `${day}:${days}`, about, until)
      }),
    }
  },
}

/** A short one isn't told of on the day it is given. */
function noticesOf({ coupons }: Pick<MemberState, 'coupons'>) {
  return coupons
    .filter(({ left, voidedAt }) => left > 0 && voidedAt === null)
    .flatMap((lot) =>
      TOLD_BEFORE_DAYS.map((days) => ({ at: morningBefore(lot.until, days), days, lot })).filter(
        ({ at }) => at - lot.from >= DAY_MS,
      ),
    )
}
