import type { CouponProgramme } from '../contract/coupon-templates'
import { refuse } from '../contract/refusals'
import type { CouponLot } from './coupon'
import type { CouponFacts, CouponWatch } from './coupon-watch'
import type { Decision } from './decision'
import type { MemberState, ReceiptFacts } from './member'

/**
 * Signs that coupons are resold (M056). They only ever flag: what follows from it a person decides,
 * and the member may say a word before (L3, L10).
 */

const DAY_MS = 86_400_000
const WEEK_MS = 7 * DAY_MS
const HOUR_MS = 3_600_000
const SHANGHAI_MS = 8 * HOUR_MS

/** True while a person decided that this member's coupons wait: never by a rule alone. */
export function couponsHeld({ couponWatch }: Pick<MemberState, 'couponWatch'>): boolean {
  return couponWatch.decision?.decision === 'hold'
}

/** Why they wait, in the words of who decided; null while they don't. */
export function heldBecause({ couponWatch: { decision } }: Pick<MemberState, 'couponWatch'>): string | null {
  return decision?.decision === 'hold' ? decision.reason : null
}

/**
 * Remembers a receipt with coupons for seven days and flags the member when it makes the published
 * number of distinct recipients or of orders at night. Who was cleared is flagged anew only by what
 * came after.
 */
export function watched(
  watch: CouponWatch,
  { at, delivery }: Pick<ReceiptFacts, 'at' | 'delivery'>,
  signs: CouponProgramme['resaleSigns'],
): CouponWatch {
  const recipient = delivery?.recipient
  const { deliveries, nights } = recentSigns(watch, at)
  if (recipient !== undefined && !deliveries.some((one) => one.recipient === recipient))
    deliveries.push({ at, recipient })
  if (isNight(at)) nights.push(at)
  const next = { ...watch, deliveries, nights }
  return reaches(next, signs) && watch.flaggedAt === null ? { ...next, flaggedAt: at, appeal: null } : next
}

/** A receipt was taken back: what it alone showed is no sign, and no flag that nobody looked at. */
export function unwatched(
  watch: CouponWatch,
  { at }: Pick<ReceiptFacts, 'at'>,
  signs: CouponProgramme['resaleSigns'],
): CouponWatch {
  const next = {
    ...watch,
    deliveries: watch.deliveries.filter((one) => one.at !== at),
    nights: watch.nights.filter((night) => night !== at),
  }
  const stands = watch.flaggedAt !== at || watch.decision?.decision === 'hold'
  return stands || reaches(next, signs) ? next : { ...next, flaggedAt: null, appeal: null }
}

/** The signs of the last seven days, after the last time that a person cleared them; of a flag those that led to it. */
export function recentSigns(
  { deliveries, nights, decision, flaggedAt }: Omit<CouponWatch, 'crossCategory' | 'categoryDays'>,
  now: number,
): Pick<CouponWatch, 'deliveries' | 'nights'> {
  const cleared = decision?.decision === 'clear' ? decision.at : 0
  // What a person is to look at stays until they did.
  const since = Math.min(now, flaggedAt ?? now) - WEEK_MS
  const counts = (at: number) => at > since && at >= cleared
  return {
    deliveries: deliveries.filter(({ at }) => counts(at)),
    nights: nights.filter(counts),
  }
}

/** What was seen in the last days that had signs, in figures: 「7天内6位不同收件人」. */
export function flagWords({ deliveries, nights }: Pick<CouponWatch, 'deliveries' | 'nights'>): string[] {
  return [
    ...(deliveries.length > 0 ? [`7天内${deliveries.length}位不同收件人`] : []),
    ...(nights.length > 0 ? [`7天内凌晨用券${nights.length}单`] : []),
  ]
}

function reaches(
  { deliveries, nights }: Pick<CouponWatch, 'deliveries' | 'nights'>,
  signs: CouponProgramme['resaleSigns'],
): boolean {
  if (!signs) return false
  return deliveries.length >= signs.recipientsPerWeek || nights.length >= signs.nightOrdersPerWeek
}

/** The member's word, read by the person who decides. Refuses NOT_FOUND without an open flag. */
export function appealFlag(
  state: MemberState,
  words: string,
  now: number,
): Decision<Extract<CouponFacts, { kind: 'coupon_appeal' }>> {
  if (state.couponWatch.flaggedAt === null) return refuse('NOT_FOUND')
  return {
    ok: true,
    state: { ...state, couponWatch: { ...state.couponWatch, appeal: words } },
    postings: [],
    facts: { kind: 'coupon_appeal', at: now },
    due: [],
  }
}

/**
 * A person's decision: held coupons wait, cleared ones are as if never flagged: the days of waiting are
 * added to those that could have been used. The member reads the reason. Refuses NOT_FOUND for who was never flagged.
 */
export function decideFlag(
  state: MemberState,
  { decision, reason, by, now }: { decision: 'clear' | 'hold'; reason: string; by: string; now: number },
): Decision<Extract<CouponFacts, { kind: 'coupon_decision' }>> {
  const watch = state.couponWatch
  if (watch.flaggedAt === null) return refuse('NOT_FOUND')
  const decided: CouponWatch = { ...watch, decision: { decision, at: now, by, reason } }
  const heldSince = decision === 'clear' && watch.decision?.decision === 'hold' ? watch.decision.at : null
  return {
    ok: true,
    state: {
      ...state,
      coupons: heldSince === null ? state.coupons : prolonged(state.coupons, heldSince, now),
      couponWatch:
        decision === 'clear'
          ? { ...decided, deliveries: [], nights: [], flaggedAt: null, appeal: null }
          : decided,
    },
    postings: [],
    facts: { kind: 'coupon_decision', decision, at: now },
    due: [],
  }
}

function prolonged(coupons: readonly CouponLot[], since: number, now: number): CouponLot[] {
  const days = Math.ceil((now - since) / DAY_MS)
  return coupons.map((lot) =>
    lot.left > 0 && lot.voidedAt === null && lot.until > since
      ? { ...lot, until: lot.until + days * DAY_MS }
      : lot,
  )
}

/** Between 0:00 and 5:00 in Shanghai. */
function isNight(at: number): boolean {
  return Math.floor(((at + SHANGHAI_MS) % DAY_MS) / HOUR_MS) < 5
}
