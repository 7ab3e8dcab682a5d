import type { PlanTerms } from '../contract/catalogue'
import { addDays, lastDayOf, startOfDay } from './calendar'
import { issueCoupons } from './coupon-issue'
import { couponWords } from './coupon-words'
import { versionPromised } from './coupon-versions'
import type { Granted, Granting } from './delivery-grants'
import type { Membership, MemberState, Period } from './member'
import type { CouponVersion, Release } from './release'
import { canGoOn } from './renewable'

/** Coupons that the next paid renewal opens (M084): an offer with a date, nothing that is lost. */
export interface LockedCoupons {
  /** `renewal:{order of the period}:{templateId}` */
  readonly id: string
  /** The card whose renewal it is. */
  readonly planId: string
  readonly planName: string
  readonly version: CouponVersion
  readonly count: number
  /** Epoch ms, exclusive: the offer ends with it. */
  readonly offeredUntil: number
}

/**
 * What these terms promise for a paid renewal, one line each: shown before the first purchase, so
 * that it is an offer from the start (M084).
 */
export function renewalPromises(terms: PlanTerms, release: Release): { title: string; detail: string }[] {
  return (terms.renewalCoupons ?? []).flatMap(({ templateId, count, offerDaysAfterEnd }) => {
    const template = versionPromised(release, templateId, release.releasedAt)?.template
    if (!template) return []
    const until = offerDaysAfterEnd > 0 ? `到期后${offerDaysAfterEnd}天内` : '到期前'
    const detail = `${count}张,每张${couponWords(template)},${until}付费续卡后发放,发放后${template.days}天内可用`
    return [{ title: template.title, detail }]
  })
}

/** What each card's newest paid period offers for renewing it, as long as it does and one can. */
export function lockedRenewalCoupons(state: MemberState, release: Release, now: number): LockedCoupons[] {
  const families = new Set(
    state.memberships
      .filter((membership) => canGoOn(state, membership, release))
      .map((membership) => familyId(membership)),
  )
  return [...families].flatMap((family) => {
    const newest = newestPaid(state, family, Infinity)
    return newest ? offersOf(newest, release).filter(({ offeredUntil }) => now < offeredUntil) : []
  })
}

/**
 * A paid renewal opens what the former period promised for it, in the version of that time: once,
 * because the order names the lots. A trial, an upgrade and a card that is paid later open nothing.
 * The coupons end with the renewal, if that is given back.
 */
export function withRenewalCoupons(state: MemberState, { order, release, now }: Granting): Granted {
  const nothing = { state, postings: [], due: [] }
  const { orderId, paidAt, amount, as } = order
  if (amount === 0 || as === 'trial' || as === 'upgrade') return nothing
  const membership = state.memberships.find(({ periods }) => periods.some((one) => one.orderId === orderId))
  const former = membership && newestPaid(state, familyId(membership), paidAt, orderId)
  if (!former) return nothing
  const coupons = offersOf(former, release).filter(({ offeredUntil }) => paidAt < offeredUntil)
  if (coupons.length === 0) return nothing
  return { ...issueCoupons(state, { key: `${orderId}:renewal`, coupons, orderId, now }), due: [] }
}

function offersOf({ orderId, versionId, boughtAt, endsAt }: Period, release: Release): LockedCoupons[] {
  const plan = release.versions[versionId]
  if (!plan) return []
  const { planId, terms } = plan
  return (terms.renewalCoupons ?? []).flatMap(({ templateId, count, offerDaysAfterEnd }) => {
    const version = versionPromised(release, templateId, boughtAt)
    const offeredUntil = startOfDay(addDays(lastDayOf(endsAt), offerDaysAfterEnd + 1))
    const id = `renewal:${orderId}:${templateId}`
    return version ? [{ id, planId, planName: terms.name, version, count, offeredUntil }] : []
  })
}

/** The newest period of these cards that was paid and kept, bought at `by` at the latest. */
function newestPaid(state: MemberState, family: string, by: number, without?: string): Period | null {
  return state.memberships
    .filter((membership) => familyId(membership) === family)
    .flatMap(({ periods }) => periods)
    .filter(
      (period) =>
        period.orderId !== without &&
        period.as !== 'trial' &&
        period.paid > 0 &&
        period.refunded === 0 &&
        period.upgradedInto === undefined &&
        period.boughtAt <= by,
    )
    .reduce<Period | null>(
      (newest, period) => (newest && newest.boughtAt >= period.boughtAt ? newest : period),
      null,
    )
}

function familyId({ planId, family }: Membership): string {
  return family?.id ?? planId
}
