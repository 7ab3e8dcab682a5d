import type { BenefitKind, BenefitOffer } from '../contract/benefit-offers'
import type { Tier } from '../contract/loyalty'
import type { Membership, MemberState, Period } from './member'
import { counts } from './membership'
import type { Release } from './release'
import { rankAt } from './tier-rank'

/** A benefit that a member has now, and what it comes from. */
export interface HeldBenefit<O extends BenefitOffer = BenefitOffer> {
  /** What its uses are counted under, see `benefitKeyOf`. */
  readonly key: string
  readonly source: 'card' | 'tier'
  /** Null for a tier's. */
  readonly planId: string | null
  readonly offer: O
  /** The card's or tier's name. */
  readonly from: string
  /** The paid period that it comes with; null for a tier's. */
  readonly period: Period | null
}

/** Which benefit is meant; without a plan the first card that has it. */
export interface WhichBenefit {
  readonly source: 'card' | 'tier'
  readonly benefitId: string
  readonly planId?: string | undefined
}

/** `card:{planId}:{benefitId}` or `tier:{benefitId}`: renewing, or the next tier, goes on counting. */
export function benefitKeyOf(planId: string | null, benefitId: string): string {
  return planId === null ? `tier:${benefitId}` : `card:${planId}:${benefitId}`
}

/** The other way round, for views. */
export function whichBenefit(key: string): WhichBenefit {
  const [source, ...rest] = key.split(':')
  const [planId = '', benefitId = ''] = rest
  return source === 'tier' ? { source: 'tier', benefitId: planId } : { source: 'card', benefitId, planId }
}

/**
 * All benefits that a member has at an instant: of every card that runs, by the version that was
 * sold (M098), the card opened last first, then of the tier.
 * @param membershipId of this card alone, for who uses it with its holder (M116)
 */
export function heldBenefits(
  state: MemberState,
  release: Release,
  now: number,
  membershipId?: string,
): HeldBenefit[] {
  const cards = state.memberships
    .filter(({ id }) => membershipId === undefined || id === membershipId)
    .sort((a, b) => b.startsAt - a.startsAt)
    .flatMap((membership) => ofCard(membership, release, now))
  const held = membershipId === undefined ? [...cards, ...ofTier(state, release, now)] : cards
  const keys = new Set<string>()
  return held.filter(({ key }) => !keys.has(key) && keys.add(key))
}

/** Null for a benefit that this member doesn't have now. */
export function findHeld(
  state: MemberState,
  release: Release,
  { which, now, membershipId }: { which: WhichBenefit; now: number; membershipId?: string | undefined },
): HeldBenefit | null {
  return (
    heldBenefits(state, release, now, membershipId).find(
      ({ source, planId, offer }) =>
        source === which.source &&
        offer.id === which.benefitId &&
        (which.planId === undefined || which.planId === planId),
    ) ?? null
  )
}

/** The held benefits of one kind. */
export function heldOfKind<K extends BenefitKind>(
  state: MemberState,
  release: Release,
  kind: K,
  now: number,
  membershipId?: string,
): HeldBenefit<Extract<BenefitOffer, { kind: K }>>[] {
  return heldBenefits(state, release, now, membershipId).filter(
    (held): held is HeldBenefit<Extract<BenefitOffer, { kind: K }>> => held.offer.kind === kind,
  )
}

/** True for who has one of the privileges that other parts ask for (M037, M079). */
export function hasPrivilege(
  state: MemberState,
  release: Release,
  flag: Extract<BenefitOffer, { kind: 'privilege' }>['flag'],
  now: number,
): boolean {
  return heldOfKind(state, release, 'privilege', now).some(({ offer }) => offer.flag === flag)
}

/** The tier whose benefits count at a rank: the highest that is not above it. */
export function tierOfRank(release: Pick<Release, 'loyalty'>, rank: number): Tier | null {
  const tiers = release.loyalty?.growth?.tiers ?? []
  return tiers.reduce<Tier | null>(
    (best, tier) => (tier.rank <= rank && tier.rank >= (best?.rank ?? 0) ? tier : best),
    null,
  )
}

function ofCard(membership: Membership, release: Release, now: number): HeldBenefit[] {
  const period = membership.periods.find((one) => counts(one, now))
  if (!period) return []
  const version = release.versions[period.versionId]
  if (!version) throw new Error(`the release lost version ${period.versionId}, which somebody holds`)
  const { planId } = version
  return (version.terms.benefits ?? []).map((offer) => ({
    key: benefitKeyOf(planId, offer.id),
    source: 'card',
    planId,
    offer,
    from: version.terms.name,
    period,
  }))
}

function ofTier(state: MemberState, release: Release, now: number): HeldBenefit[] {
  if (state.joinedAt === null) return []
  const tier = tierOfRank(release, rankAt(state, now))
  return (tier?.benefits ?? []).map((offer) => ({
    key: benefitKeyOf(null, offer.id),
    source: 'tier',
    planId: null,
    offer,
    from: tier?.name ?? '',
    period: null,
  }))
}
