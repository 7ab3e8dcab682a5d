import type { HolidayCare, MemberDay, MemberDayView } from '../contract/care'
import { type Refusal, refuse } from '../contract/refusals'
import { admits } from './audience'
import { addDays, lastDayOf, shanghaiDay, startOfDay } from './calendar'
import type { CareFacts } from './care-account'
import { claimed, withClaim } from './claims'
import { issueCoupons, walletIsFull } from './coupon-issue'
import { issuedVersion } from './coupon-versions'
import type { Decision } from './decision'
import type { MemberState } from './member'
import { memberDaysOn, holidaysOn, nextDay, recurrenceWords } from './member-days'
import type { CouponVersion, Release } from './release'
import { couponsHeld } from './resale-signs'
import { forgetEnded, pruneCounters } from './retention'

/** A day that has a coupon for its members: a member day or a holiday (M104, M111). */
export type Occasion = MemberDayView['occasion']

interface DayOf {
  readonly occasion: Occasion
  readonly id: string
  readonly day: string
}

export interface DayClaim extends DayOf {
  readonly operationId: string
  readonly release: Release
  readonly now: number
}

type Offered = MemberDay | (HolidayCare & { readonly audience?: MemberDay['audience'] })

/** A claim is remembered so long beyond its day: clocks differ. */
const CLAIM_KEPT_DAYS = 2

/**
 * Takes the coupon of a day into the wallet, on that day and once for each member. Refuses
 * DAY_COUPON_CLOSED on another day and where there is none, ALREADY_CLAIMED, JOIN_REQUIRED,
 * NOT_ADMITTED (detail: why), COUPONS_HELD, WALLET_FULL.
 */
export function claimDayCoupon(
  state: MemberState,
  { operationId, release, now, ...of }: DayClaim,
): Decision<Extract<CareFacts, { kind: 'day_coupon' }>> {
  const offered = offeredToday(release, of, now)
  const version = offered && versionOf(offered, release)
  if (!offered || !version) return refuse('DAY_COUPON_CLOSED')
  const barred = whyNot(state, offered, { of, version, release, now })
  if (barred) return barred
  const issued = issueCoupons(state, { key: operationId, coupons: [{ version, count: 1 }], now })
  const claims = withClaim(issued.state.claims, claimKey(of), {
    by: 1,
    until: startOfDay(addDays(of.day, CLAIM_KEPT_DAYS)),
  })
  const kept = forgetEnded(pruneCounters({ ...issued.state, claims }, now), now)
  return {
    ok: true,
    state: kept.state,
    postings: [...issued.postings, ...kept.postings],
    facts: {
      kind: 'day_coupon',
      occasion: of.occasion,
      careId: of.id,
      day: of.day,
      lotId: issued.lotIds[0] ?? '',
      at: now,
    },
    due: [],
  }
}

/** What the phone shows of a coupon that was taken, also once it was used and has left the wallet. */
export function claimedCoupon(
  state: MemberState,
  { lotId, day, at }: Extract<CareFacts, { kind: 'day_coupon' }>,
  release: Release,
): { title: string; day: string; through: string } {
  const lot = state.coupons.find(({ id }) => id === lotId)
  const template = release.couponVersions?.[lot?.version ?? '']?.template
  const until = lot?.until ?? startOfDay(addDays(shanghaiDay(at), (template?.days ?? 0) + 1))
  return { title: template?.title ?? '优惠券', day, through: lastDayOf(until) }
}

/** Member days and holidays of today or to come, the next first (M111). */
export function dayViews(state: MemberState, release: Release, now: number): MemberDayView[] {
  const today = shanghaiDay(now)
  const memberDays = (release.care?.memberDays ?? []).flatMap((memberDay) => {
    const day = nextDay(memberDay.recurs, today)
    return day === null
      ? []
      : [viewOf(state, memberDay, { of: { occasion: 'member_day', id: memberDay.id, day }, release, now })]
  })
  const holidays = (release.care?.holidays ?? [])
    .filter(({ day }) => day >= today)
    .map((holiday) =>
      viewOf(state, holiday, { of: { occasion: 'holiday', id: holiday.id, day: holiday.day }, release, now }),
    )
  return [...memberDays, ...holidays].sort((a, b) => a.opensAt - b.opensAt)
}

interface Seen {
  readonly of: DayOf
  readonly release: Release
  readonly now: number
}

function viewOf(state: MemberState, offered: Offered, { of, release, now }: Seen): MemberDayView {
  const opensAt = startOfDay(of.day)
  const closesAt = startOfDay(addDays(of.day, 1))
  const version = versionOf(offered, release)
  return {
    ...of,
    title: offered.title,
    text: offered.text,
    rule: 'recurs' in offered ? recurrenceWords(offered.recurs) : '',
    opensAt,
    closesAt,
    running: opensAt <= now && now < closesAt,
    admission: admits(offered.audience ?? {}, state, release, now),
    pointsBasisPoints: ('pointsBasisPoints' in offered ? offered.pointsBasisPoints : undefined) ?? null,
    coupon: version && couponView(state, offered, { of, version, release, now }),
  }
}

function couponView(
  state: MemberState,
  offered: Offered,
  seen: Seen & { readonly version: CouponVersion },
): NonNullable<MemberDayView['coupon']> {
  const { title, value, threshold } = seen.version.template
  const shown = { title, value, threshold, why: null }
  if (claimed(state, claimKey(seen.of)) > 0) return { ...shown, state: 'claimed' }
  const barred = whyNot(state, offered, seen)
  if (barred) {
    const { why } = (barred.detail ?? {}) as { why?: string }
    return { ...shown, state: 'locked', why: why ?? barred.message }
  }
  return { ...shown, state: seen.of.day === shanghaiDay(seen.now) ? 'claimable' : 'later' }
}

function whyNot(
  state: MemberState,
  offered: Offered,
  { of, version, release, now }: Seen & { readonly version: CouponVersion },
): Refusal | null {
  if (claimed(state, claimKey(of)) > 0) return refuse('ALREADY_CLAIMED')
  if (state.joinedAt === null) return refuse('JOIN_REQUIRED')
  for (const audience of [offered.audience ?? {}, version.template.audience]) {
    const { admitted, why } = admits(audience, state, release, now)
    if (!admitted) return refuse('NOT_ADMITTED', { why })
  }
  if (couponsHeld(state)) return refuse('COUPONS_HELD')
  return walletIsFull(state, now) ? refuse('WALLET_FULL') : null
}

function offeredToday(release: Release, { occasion, id, day }: DayOf, now: number): Offered | null {
  if (day !== shanghaiDay(now)) return null
  const offered: readonly Offered[] =
    occasion === 'member_day' ? memberDaysOn(release, day) : holidaysOn(release, day)
  return offered.find((one) => one.id === id) ?? null
}

function versionOf({ templateId }: Offered, release: Release): CouponVersion | null {
  return templateId === undefined ? null : issuedVersion(release, templateId)
}

function claimKey({ occasion, id, day }: DayOf): string {
  return `${occasion}:${id}:${day}`
}
