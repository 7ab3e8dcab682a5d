import type { CouponChoice } from './coupon-choice'
import { couponOf } from './coupon-terms'
import { deliveryWaiver } from './benefit-receipts'
import { unitsDrawn } from './daily-quantities'
import { shanghaiDay } from './calendar'
import { firstOfDay } from './first-of-day'
import type { Membership, MemberState, Period } from './member'
import { counts, currentMembership } from './membership'
import { availablePoints } from './points'
import type { PointsAtTill } from './points-at-till'
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

export type Entitlements = Pick<
  Basket,
  'terms' | 'wallet' | 'quantities' | 'coupons' | 'firstOfDay' | 'delivery' | 'points'
> & {
  readonly terms: (Terms & { readonly periodOrderId: string }) | null
}

/** What the till asks for beside the goods. */
export interface AskedOf {
  /** The coupons that were asked for; empty none, absent the best. */
  readonly lotIds?: readonly string[] | undefined
  /** The fee of a delivery in fen; absent: handed over at the counter. */
  readonly fee?: number | undefined
  /** Points to pay with; absent none. */
  readonly points?: number | undefined
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
 * @param asked of the till: see `AskedOf`
 */
export function entitlementsAt(
  state: MemberState,
  release: Release,
  { at, who, ...asked }: { readonly at: number; readonly who: AtCounter } & AskedOf,
): Entitlements {
  const { lotIds, fee, points } = asked
  const wallet = who.kind === 'helper' ? null : walletTerms(state.wallet, release)
  if (who.kind === 'friend')
    return {
      terms: null,
      wallet,
      ...(lotIds?.length ? { coupons: { held: [], lotIds } } : {}),
      ...(fee === undefined ? {} : { delivery: { fee, waiver: null } }),
      ...pointsChoice(state, release, { at, who, points }),
    }
  const membership = membershipAt(state, at, who.kind === 'helper' ? who.membershipId : undefined)
  const terms = membership && termsAt(membership, release, at)
  const day = shanghaiDay(at)
  const drawn = (membershipId: string) => (benefitId: string) =>
    who.kind === 'phone' ? Infinity : unitsDrawn(state.draws, { membershipId, benefitId, day })
  const coupons = couponChoice(couponsOf(state, who, membership, release), lotIds)
  return {
    terms,
    wallet,
    ...(membership ? { quantities: { membershipId: membership.id, drawn: drawn(membership.id) } } : {}),
    ...(coupons ? { coupons } : {}),
    ...benefitsOf(state, release, { at, who, fee }),
    ...pointsChoice(state, release, { at, who, points }),
  }
}

/** The coupons that who stands at the counter may use on a basket. */
export function couponsAt(
  state: MemberState,
  release: Release,
  { at, who }: { at: number; who: AtCounter },
): CouponChoice {
  const membership = membershipAt(state, at, who.kind === 'helper' ? who.membershipId : undefined)
  return couponsOf(state, who, membership, release)
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

/** A member's own coupons; of a helper those that came with the card that both use. */
function couponsOf(
  state: MemberState,
  who: AtCounter,
  membership: Membership | null,
  release: Release,
): CouponChoice {
  if (who.kind === 'phone' || who.kind === 'friend') return { held: [] }
  const orders = who.kind === 'helper' ? membership?.periods.map(({ orderId }) => orderId) : null
  return {
    held: state.coupons
      .filter((lot) => orders === null || orders?.includes(lot.orderId ?? ''))
      .map((lot) => ({ lot, terms: couponOf(lot, release) })),
    ...(state.couponWatch.decision?.decision === 'hold' ? { waits: true as const } : {}),
  }
}

/** Without coupons nothing is chosen, unless some were asked for, which are then refused. */
function couponChoice(choice: CouponChoice, lotIds: readonly string[] | undefined): CouponChoice | null {
  if (lotIds?.length === 0 || (choice.held.length === 0 && lotIds === undefined)) return null
  return lotIds === undefined ? choice : { ...choice, lotIds }
}

/** Benefits that count for an order: whose code was shown, or the household's card (M028, M059). */
function benefitsOf(
  state: MemberState,
  release: Release,
  { at, who, fee }: { at: number; who: AtCounter; fee: number | undefined },
): Pick<Basket, 'firstOfDay' | 'delivery'> {
  const none = who.kind === 'phone' || who.kind === 'friend'
  const which = { now: at, ...(who.kind === 'helper' ? { membershipId: who.membershipId } : {}) }
  const first = none ? [] : firstOfDay(state, release, which)
  return {
    ...(first.length > 0 ? { firstOfDay: first } : {}),
    ...(fee === undefined
      ? {}
      : { delivery: { fee, waiver: none ? null : deliveryWaiver(state, release, { fee, ...which }) } }),
  }
}

/** Points are spent by whose they are alone: with their own code (M060). */
export function pointsAt(
  state: MemberState,
  release: Release,
  { at, who }: { at: number; who: AtCounter },
): Omit<PointsAtTill, 'payable'> {
  const rules = release.loyalty?.points
  return { available: who.kind === 'member' && rules ? availablePoints(state, at) : 0, rules }
}

function pointsChoice(
  state: MemberState,
  release: Release,
  { at, who, points }: { at: number; who: AtCounter; points: number | undefined },
): Pick<Basket, 'points'> {
  return points ? { points: { asked: points, ...pointsAt(state, release, { at, who }) } } : {}
}
