import { addDays, shanghaiDay, startOfDay } from './calendar'
import type { TemplateLot } from './coupon'
import { withLots } from './coupons'
import type { Posting } from './decision'
import type { MemberState } from './member'
import type { CouponVersion } from './release'

/**
 * A wallet holds so many lots that may still be used: what a person chooses to take beyond is
 * refused (see `walletIsFull`), what was promised or paid for is always given.
 */
export const MOST_OPEN_LOTS = 200

export interface Issuing {
  /** What grants them, such as the operation's id: with the template's id it names the lot. 36 characters at most. */
  readonly key: string
  readonly coupons: readonly { readonly version: CouponVersion; readonly count: number }[]
  /** The order that they end with (M084). */
  readonly orderId?: string
  readonly now: number
}

export interface Issued {
  readonly state: MemberState
  readonly postings: readonly Posting[]
  /** One lot for each of `coupons`, in their order. */
  readonly lotIds: readonly string[]
}

/**
 * Coupons of templates join the wallet, good from now to the end of their last day; once for a key,
 * however often it is asked. Limits are the caller's: what is limited is taken from its stock
 * before.
 */
export function issueCoupons(state: MemberState, { key, coupons, orderId, now }: Issuing): Issued {
  const lots = coupons.map(({ version, count }): TemplateLot => ({
    id: `${key}:t:${version.template.id}`,
    version: version.id,
    ...(orderId === undefined ? {} : { orderId }),
    granted: count,
    left: count,
    from: now,
    until: startOfDay(addDays(shanghaiDay(now), version.template.days + 1)),
    takenOff: 0,
    voidedAt: null,
  }))
  return { ...withLots(state, lots), lotIds: lots.map(({ id }) => id) }
}

/** True when no more lots can be taken until some are used or over. */
export function walletIsFull({ coupons }: Pick<MemberState, 'coupons'>, now: number, more = 1): boolean {
  const open = coupons.filter(({ left, until, voidedAt }) => left > 0 && voidedAt === null && now < until)
  return open.length + more > MOST_OPEN_LOTS
}
