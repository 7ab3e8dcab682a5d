import type { CardLot } from './coupon'
import type { CouponChoice } from './coupon-choice'
import { isCardLot } from './coupon-terms'
import { unitsDrawn } from './daily-quantities'
import { shanghaiDay } from './calendar'
import type { Membership, MemberState, Period } from './member'
import { counts, currentMembership } from './membership'
import type { Terms } from './price-table'
import type { Basket } from './pricing'
import type { Release } from './release'
import { walletTerms } from './wallet-spending'

/** Who stands at the counter, and by what the till knows it. */
export type AtCounter =
  | { readonly kind: 'member' }
  /** Found by phone: the member price only, nothing that spends what the member owns. */
  | { readonly kind: 'phone' }
  /** Somebody of the household with a card of this member's (M116). */
  | { readonly kind: 'helper'; readonly memberId: string; readonly membershipId: string }
  /** A friend, with a code that pays from this member's balance (M015). */
  | { readonly kind: 'friend' }

export type Entitlements = Pick<Basket, 'terms' | 'wallet' | 'quantities' | 'coupons'> & {
  readonly terms: (Terms & { readonly periodOrderId: string }) | null
}

/** The paid period that runs at an instant: of the card whose rules count, or of this one. */
export function periodAt(state: MemberState, at: number, membershipId?: string): Period | null {
  return membershipAt(state, at, membershipId)?.periods.find((period) => counts(period, at)) ?? null
}

/** True for a helper whom the holder's list names for this card: the list is the truth. */
export function isHelper(
  state: Pick<MemberState, 'helpers'>,
  { memberId, membershipId }: { memberId: string; membershipId: string },
): boolean {
  return state.helpers.some((helper) => helper.memberId === memberId && helper.membershipId === membershipId)
}

/**
 * What a basket is priced with: the card of who stands at the counter, today's units of its daily
 * quantities, its coupons, and the price of stored value. A helper has the card and the coupons
 * that came with it, nothing of the holder's money; a friend's bill has the money's price alone.
 * @param lotId the coupon that was asked for; null none, absent the best
 */
export function entitlementsAt(
  state: MemberState,
  release: Release,
  { at, who, lotId }: { at: number; who: AtCounter; lotId?: string | null | undefined },
): Entitlements {
  const wallet = who.kind === 'helper' ? null : walletTerms(state.wallet, release)
  if (who.kind === 'friend')
    return { terms: null, wallet, ...(lotId ? { coupons: { lots: [], lotId } } : {}) }
  const membership = membershipAt(state, at, who.kind === 'helper' ? who.membershipId : undefined)
  const terms = membership && termsAt(membership, release, at)
  const day = shanghaiDay(at)
  const drawn = (membershipId: string) => (benefitId: string) =>
    who.kind === 'phone' ? Infinity : unitsDrawn(state.draws, { membershipId, benefitId, day })
  const coupons = couponChoice(couponsOf(state, who, membership), lotId)
  return {
    terms,
    wallet,
    ...(membership ? { quantities: { membershipId: membership.id, drawn: drawn(membership.id) } } : {}),
    ...(coupons ? { coupons } : {}),
  }
}

/** The coupons that who stands at the counter may use on a basket. */
export function couponsAt(state: MemberState, { at, who }: { at: number; who: AtCounter }) {
  const membership = membershipAt(state, at, who.kind === 'helper' ? who.membershipId : undefined)
  return couponsOf(state, who, membership)
}

function membershipAt(state: MemberState, at: number, membershipId?: string): Membership | null {
  if (membershipId === undefined) return currentMembership(state, at)
  return state.memberships.find(({ id }) => id === membershipId) ?? null
}

function termsAt(membership: Membership, release: Release, at: number): Entitlements['terms'] {
  const period = membership.periods.find((one) => counts(one, at))
  if (!period) return null
  const version = release.versions[period.versionId]
  if (!version) throw new Error(`the release lost version ${period.versionId}, which somebody holds`)
  return { versionId: version.id, terms: version.terms, periodOrderId: period.orderId }
}

function couponsOf(state: MemberState, who: AtCounter, membership: Membership | null): readonly CardLot[] {
  if (who.kind === 'phone' || who.kind === 'friend') return []
  if (who.kind === 'member') return state.coupons.filter(isCardLot)
  const orders = new Set(membership?.periods.map(({ orderId }) => orderId))
  return state.coupons.filter(isCardLot).filter(({ orderId }) => orders.has(orderId))
}

/** Without coupons nothing is chosen, unless one was asked for, which is then refused. */
function couponChoice(lots: readonly CardLot[], lotId: string | null | undefined): CouponChoice | null {
  if (lotId === null || (lots.length === 0 && lotId === undefined)) return null
  return lotId === undefined ? { lots } : { lots, lotId }
}
