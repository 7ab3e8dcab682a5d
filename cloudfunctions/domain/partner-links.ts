import type { PlanTerms } from '../contract/catalogue'
import { type Refusal, refuse } from '../contract/refusals'
import type { Decision, Due, Facts } from './decision'
import type { Grant } from './delivery-grants'
import { lotOf, withLots } from './coupons'
import { changeConsent, withConsent } from './joining'
import type { MemberState, Period } from './member'
import type { MemberStep } from './member-steps'
import type { PartnerLink } from './partner-perk'
import type { Revocation } from './refund-revocations'
import type { Release } from './release'
import { withoutOrder } from './waiting-cards'

/** Status match: which of our ranks counts as which of a partner's (M077). */

type Of<K extends Facts['kind']> = Decision<Extract<Facts, { kind: K }>>

/** More changes of tier than periods that one person can hold. */
const MOST_STRETCHES = 60

type Match = NonNullable<PlanTerms['statusMatches']>[number]

interface Standing {
  readonly match: Match
  readonly planId: string
  readonly versionId: string
  /** Exclusive: the cards held now give this tier until then. */
  readonly until: number
}

/**
 * The partner's tier that the member's cards give at an instant, by the highest rank that counts
 * then, and how long cards that are paid already keep it. Null without such a card.
 */
export function partnerTier(
  state: Pick<MemberState, 'memberships'>,
  release: Release,
  partnerId: string,
  at: number,
): Standing | null {
  const first = bestMatch(state, release, partnerId, at)
  if (!first) return null
  let until = first.until
  for (let stretch = 0; stretch < MOST_STRETCHES; stretch += 1) {
    const next = bestMatch(state, release, partnerId, until)
    if (next?.match.tier !== first.match.tier) break
    until = next.until
  }
  return { ...first, until }
}

function bestMatch(
  { memberships }: Pick<MemberState, 'memberships'>,
  release: Release,
  partnerId: string,
  at: number,
): (Standing & { rank: number }) | null {
  const counting = (period: Period) =>
    period.refunded === 0 && period.upgradedInto === undefined && period.startsAt <= at && at < period.endsAt
  let best: (Standing & { rank: number }) | null = null
  for (const period of memberships.flatMap(({ periods }) => periods)) {
    if (!counting(period)) continue
    const version = release.versions[period.versionId]
    const match = version?.terms.statusMatches?.find((one) => one.partnerId === partnerId)
    if (!version || !match) continue
    const rank = version.terms.family?.rank ?? 0
    const better = !best || rank > best.rank || (rank === best.rank && period.endsAt > best.until)
    if (better) best = { match, planId: version.planId, versionId: version.id, until: period.endsAt, rank }
  }
  return best
}

export function liveLink(state: MemberState, partnerId: string): PartnerLink | null {
  return state.partnerLinks.find((link) => link.partnerId === partnerId && link.revokedAt === null) ?? null
}

export interface Linking {
  readonly linkId: string
  readonly partnerId: string
  readonly accountDigest: string
  /** No link of this account had the gift for new links so far. */
  readonly welcome: boolean
  readonly release: Release
  readonly now: number
}

/**
 * Links a partner's account, with the consent to what the partner learns. Refuses PERK_NOT_READY
 * without a card that gives a tier, and PARTNER_ACCOUNT_USED while a link to this partner stands.
 */
export function linkPartner(state: MemberState, linking: Linking): Of<'partner_link'> {
  const { linkId, partnerId, accountDigest, welcome, release, now } = linking
  const standing = partnerTier(state, release, partnerId, now)
  if (!standing) return refuse('PERK_NOT_READY')
  if (liveLink(state, partnerId)) return refuse('PARTNER_ACCOUNT_USED')
  const link: PartnerLink = {
    partnerId,
    linkId,
    accountDigest,
    tier: standing.match.tier,
    since: now,
    endsAt: standing.until,
    revokedAt: null,
  }
  const gift = welcome ? standing.match.welcome : undefined
  const lots = gift ? [lotOf(gift, { ...standing, orderId: linkId, from: now, paid: 0 })] : []
  const granted = withLots(
    {
      ...state,
      consents: withConsent(state.consents, {
        purpose: `partner:${partnerId}`,
        version: `release@${release.release}`,
        granted: true,
        at: now,
      }),
      partnerLinks: [...state.partnerLinks.filter((one) => one.partnerId !== partnerId), link],
    },
    lots,
  )
  return {
    ok: true,
    ...granted,
    facts: linkFacts(link, now),
    due: [],
  }
}

/** Ends a link at once, at the member's wish. Refuses NOT_FOUND. */
export function unlinkPartner(
  state: MemberState,
  { partnerId, now }: { partnerId: string; now: number },
): Of<'partner_link'> {
  const link = liveLink(state, partnerId)
  if (!link) return refuse('NOT_FOUND')
  const ended: PartnerLink = { ...link, endsAt: Math.min(link.endsAt, now), revokedAt: now }
  return {
    ok: true,
    state: { ...put(state, ended), consents: withoutConsent(state, partnerId, now) },
    postings: [],
    facts: linkFacts(ended, now),
    due: [told(ended, null)],
  }
}

/**
 * Gives or withdraws the consent for one partner. What was given on it stays given; a link, which
 * goes on telling, ends with it. Refuses JOIN_REQUIRED, and NOT_FOUND where nothing was given.
 */
export function changePartnerConsent(
  state: MemberState,
  change: { partnerId: string; granted: boolean; now: number },
): Of<'consent'> {
  const { partnerId, granted, now } = change
  const purpose = `partner:${partnerId}` as const
  if (!granted && !state.consents.some((consent) => consent.purpose === purpose)) return refuse('NOT_FOUND')
  const link = granted ? null : liveLink(state, partnerId)
  const changed = changeConsent(state, { purpose, granted, now })
  if (!changed.ok || !link) return changed
  const ended: PartnerLink = { ...link, endsAt: Math.min(link.endsAt, now), revokedAt: now }
  return { ...changed, state: put(changed.state, ended), due: [told(ended, null)] }
}

/** A consent that is withdrawn takes what rests on it with it (PIPL 15). */
function withoutConsent(state: MemberState, partnerId: string, now: number): MemberState['consents'] {
  const purpose = `partner:${partnerId}` as const
  const given = state.consents.find((consent) => consent.purpose === purpose)
  return given ? withConsent(state.consents, { ...given, granted: false, at: now }) : state.consents
}

/** A new card may keep the tier for longer, or give a higher one from now on. */
export const prolongLinks: Grant = (state, { release, now }) => {
  const due: Due[] = []
  const partnerLinks = state.partnerLinks.map((link) => {
    const standing = link.revokedAt === null ? partnerTier(state, release, link.partnerId, now) : null
    if (!standing) return link
    const next = { ...link, tier: standing.match.tier, endsAt: standing.until }
    if (next.tier !== link.tier) due.push(told(next, next.tier))
    return next
  })
  return { state: partnerLinks.length === 0 ? state : { ...state, partnerLinks }, postings: [], due }
}

/** A card that is given back ends now: what its rank gave is looked at with the timer's next run. */
export const shortenLinks: Revocation = (state, { orderId, release, now }) => {
  const left = { memberships: withoutOrder(state.memberships, orderId, now) }
  const ends: string[] = []
  const partnerLinks = state.partnerLinks.map((link) => {
    if (link.revokedAt !== null) return link
    const standing = partnerTier(left, release, link.partnerId, now)
    if (standing?.match.tier === link.tier) return { ...link, endsAt: Math.min(link.endsAt, standing.until) }
    ends.push(`${partnerName(release, link.partnerId)}的${link.tier}等级`)
    return { ...link, endsAt: Math.min(link.endsAt, now) }
  })
  const after = partnerLinks.length === 0 ? state : { ...state, partnerLinks }
  return { state: after, postings: [], due: [], deductions: [], ends }
}

/** When what a link rests on is over: the timer then lowers or ends it. */
export function linkEnds(state: Pick<MemberState, 'partnerLinks'>): number[] {
  return state.partnerLinks.flatMap(({ endsAt, revokedAt }) => (revokedAt === null ? [endsAt] : []))
}

/** Tiers that have run out: the partner is told the lower one, or that there is none any more. */
export function linkSteps(
  state: MemberState,
  { release, now }: { release: Release; now: number },
): readonly MemberStep[] {
  return state.partnerLinks
    .filter(({ revokedAt, endsAt }) => revokedAt === null && endsAt <= now)
    .map(({ partnerId, linkId, endsAt }) => ({
      operationId: `link-end:${linkId}:${endsAt}`,
      command: 'partner.linkEnd',
      input: { partnerId, linkId, endsAt },
      decide: (current: MemberState) => endLink(current, { partnerId, linkId, endsAt, release, now }),
    }))
}

function endLink(
  state: MemberState,
  ended: { partnerId: string; linkId: string; endsAt: number; release: Release; now: number },
): Of<'partner_link'> {
  const { partnerId, linkId, endsAt, release, now } = ended
  const link = liveLink(state, partnerId)
  if (link?.linkId !== linkId || link.endsAt !== endsAt) return refuse('NOT_FOUND')
  const standing = partnerTier(state, release, partnerId, now)
  const next: PartnerLink = standing
    ? { ...link, tier: standing.match.tier, endsAt: standing.until }
    : { ...link, revokedAt: now }
  return {
    ok: true,
    state: put(state, next),
    postings: [],
    facts: linkFacts(next, now),
    due: next.tier === link.tier && standing ? [] : [told(next, standing ? next.tier : null)],
  }
}

/** When two become one (M062): each partner keeps one link, the other one ends. */
export function mergedLinks(
  own: readonly PartnerLink[],
  carried: readonly PartnerLink[],
): { links: PartnerLink[]; due: Due[] } {
  const kept = new Set(own.filter(({ revokedAt }) => revokedAt === null).map(({ partnerId }) => partnerId))
  const arriving = carried.filter(({ revokedAt }) => revokedAt === null)
  return {
    links: [
      ...own.filter(
        ({ partnerId, revokedAt }) =>
          revokedAt === null || !arriving.some((one) => one.partnerId === partnerId),
      ),
      ...arriving.filter(({ partnerId }) => !kept.has(partnerId)),
    ],
    due: arriving.filter(({ partnerId }) => kept.has(partnerId)).map((link) => told(link, null)),
  }
}

export function partnerName(release: Release, partnerId: string): string {
  return release.partners?.find(({ id }) => id === partnerId)?.name ?? partnerId
}

/** The partner as it is now; refuses NOT_FOUND for one that the shop doesn't work with any more. */
export function currentPartner(
  release: Release,
  partnerId: string,
): { ok: true; partner: NonNullable<Release['partners']>[number] } | Refusal {
  const partner = release.partners?.find(({ id }) => id === partnerId)
  return partner && !partner.withdrawn ? { ok: true, partner } : refuse('NOT_FOUND')
}

function told({ partnerId, linkId, accountDigest, endsAt }: PartnerLink, tier: string | null): Due {
  return {
    kind: 'partner_link',
    key: `partner-link:${linkId}:${tier === null ? 'end' : endsAt}`,
    owner: 'renewal',
    partnerId,
    linkId,
    accountDigest,
    tier,
  }
}

function put(state: MemberState, link: PartnerLink): MemberState {
  return {
    ...state,
    partnerLinks: [...state.partnerLinks.filter(({ partnerId }) => partnerId !== link.partnerId), link],
  }
}

function linkFacts(link: PartnerLink, now: number): Extract<Facts, { kind: 'partner_link' }> {
  const { partnerId, linkId, accountDigest, tier, endsAt, revokedAt } = link
  return {
    kind: 'partner_link',
    partnerId,
    linkId,
    accountDigest,
    tier: revokedAt === null ? tier : null,
    at: now,
    endsAt: revokedAt === null ? endsAt : null,
  }
}
