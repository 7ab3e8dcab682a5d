import type { PartnerLinkView, PerkView } from '../contract/alliance'
import { lastDayOf } from './calendar'
import { currentPeriod } from './membership'
import type { MemberState } from './member'
import { yuanText } from './money'
import { liveLink, partnerName, partnerTier } from './partner-links'
import type { PartnerPerk } from './partner-perk'
import { perkOffer } from './partner-perks'
import type { Release } from './release'

/** What a holder sees of perks and status matches. Codes are put in where they are read. */

/** Substitutes follow what they stand for, others come in the order in which they were sold. */
export function perkViews(state: MemberState, release: Release, now: number): PerkView[] {
  return [...state.perks]
    .sort((a, b) => (a.orderId === b.orderId ? 0 : a.orderId < b.orderId ? -1 : 1))
    .map((perk) => perkView(perk, release, now))
}

export function perkView(perk: PartnerPerk, release: Release, now: number): PerkView {
  const offer = perkOffer(release, perk.versionId, perk.perkId)
  return {
    perkId: perk.perkId,
    orderId: perk.orderId,
    partnerId: perk.partnerId,
    partnerName: partnerName(release, perk.partnerId),
    title: offer.title,
    state: stateOf(perk, now),
    code: null,
    dataShared: sharedWith(release, perk.partnerId),
    activateBy: perk.activateBy === null ? null : lastDayOf(perk.activateBy),
    codeValidThrough: null,
    paidThrough: lastDayOf(perk.paidUntil),
    deduction: offer.settlement,
    instead: insteadOf(perk, release),
  }
}

function stateOf({ state, paidUntil }: PartnerPerk, now: number): PerkView['state'] {
  if (state === 'substituted') return 'void'
  const over = paidUntil <= now && (state === 'offered' || state === 'issued' || state === 'activated')
  return over ? 'expired' : state
}

function insteadOf(perk: PartnerPerk, release: Release): string | null {
  const { ifExhausted } = perkOffer(release, perk.versionId, perk.perkId)
  if (perk.state === 'refunded' && ifExhausted.kind === 'refund')
    return `已领完,${yuanText(ifExhausted.amount)}原路退回`
  if (perk.state !== 'substituted' || ifExhausted.kind !== 'substitute') return null
  return `已领完,换为“${perkOffer(release, perk.versionId, ifExhausted.perkId).title}”`
}

function sharedWith(release: Release, partnerId: string): string {
  return release.partners?.find(({ id }) => id === partnerId)?.dataShared ?? ''
}

/** Every partner with which a tier can be matched now, or once was. */
export function linkViews(state: MemberState, release: Release, now: number): PartnerLinkView[] {
  const terms = currentPeriod(state, now)?.versionId
  const offered = (terms && release.versions[terms]?.terms.statusMatches) || []
  const ids = new Set([...offered, ...state.partnerLinks].map(({ partnerId }) => partnerId))
  return [...ids].map((partnerId) => linkView(state, release, partnerId, now))
}

/** `ending`: what comes after the present card gives no tier, or a lower one. */
export function linkView(
  state: MemberState,
  release: Release,
  partnerId: string,
  now: number,
): PartnerLinkView {
  const live = liveLink(state, partnerId)
  const last = state.partnerLinks.find((link) => link.partnerId === partnerId)
  const standing = partnerTier(state, release, partnerId, now)
  const base = {
    partnerId,
    partnerName: partnerName(release, partnerId),
    dataShared: sharedWith(release, partnerId),
  }
  if (!live)
    return {
      ...base,
      tier: standing?.match.tier ?? null,
      state: last ? 'revoked' : 'none',
      endsOn: last?.revokedAt ? lastDayOf(last.revokedAt + 1) : null,
    }
  const ending = standing?.match.tier !== live.tier || hasCardAfter(state, live.endsAt)
  return { ...base, tier: live.tier, state: ending ? 'ending' : 'linked', endsOn: lastDayOf(live.endsAt) }
}

/** A card that begins when the tier ends keeps it no longer: its rank gives another, or none. */
function hasCardAfter({ memberships }: MemberState, endsAt: number): boolean {
  return memberships.some(({ periods }) =>
    periods.some((period) => period.refunded === 0 && period.startsAt <= endsAt && endsAt < period.endsAt),
  )
}
