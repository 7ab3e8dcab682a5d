import type { PartnerPerkOffer } from '../contract/offers'
import { type Refusal, refuse } from '../contract/refusals'
import { account, transfer } from './balances'
import { addDays, endOfTerm, shanghaiDay, shanghaiMonth, startOfDay } from './calendar'
import type { Decision, Facts, Posting } from './decision'
import type { Grant } from './delivery-grants'
import { withConsent } from './joining'
import type { MemberState, Period } from './member'
import { yuanText } from './money'
import type { PartnerPerk } from './partner-perk'
import type { Revocation } from './refund-revocations'
import type { Release } from './release'

/** Perks of other companies that come with a card (M016, M035, M115). */

type Of<K extends Facts['kind']> = Decision<Extract<Facts, { kind: K }>>

/** What the shop owes a partner for a perk: from the cards' price to the partner's account. */
const partnerAccount = (partnerId: string) => `shop/partners/${partnerId}`

export function perkId(orderId: string, offerId: string): string {
  return `${orderId}:${offerId}`
}

/**
 * With the card each perk is only offered: its partner learns nothing before the member asks for
 * it (L9). Substitutes are given in place of others and not on their own.
 */
export const withPerks: Grant = (state, { order, terms, version, now }) => {
  const offers = (terms.partnerPerks ?? []).filter(({ substituteOnly }) => !substituteOnly)
  const perks = offers.map((offer) =>
    offered(offer, { orderId: order.orderId, planId: version.planId, versionId: version.id, now }),
  )
  return {
    state: perks.length === 0 ? state : { ...state, perks: [...state.perks, ...perks] },
    postings: [],
    due: [],
  }
}

function offered(
  offer: PartnerPerkOffer,
  { orderId, planId, versionId, now }: { orderId: string; planId: string; versionId: string; now: number },
): PartnerPerk {
  return {
    id: perkId(orderId, offer.id),
    orderId,
    perkId: offer.id,
    partnerId: offer.partnerId,
    planId,
    versionId,
    state: 'offered',
    codeId: null,
    issuedAt: null,
    activateBy: null,
    paidUntil: endOfTerm(shanghaiDay(now), offer.months),
    substituteId: null,
  }
}

/** The offer as it was sold: terms never change under who holds them (M098). */
export function perkOffer(release: Release, versionId: string, offerId: string): PartnerPerkOffer {
  const offer = release.versions[versionId]?.terms.partnerPerks?.find(({ id }) => id === offerId)
  if (!offer) throw new Error(`the release lost perk ${offerId} of ${versionId}, which somebody holds`)
  return offer
}

export function findPerk(state: MemberState, orderId: string, offerId: string): PartnerPerk | null {
  return state.perks.find(({ id }) => id === perkId(orderId, offerId)) ?? null
}

/** Refuses NOT_FOUND for a perk of nobody's or another's, PERK_NOT_READY for one that is over. */
export function claimablePerk(
  state: MemberState,
  { orderId, offerId, now }: { orderId: string; offerId: string; now: number },
): { ok: true; perk: PartnerPerk } | Refusal {
  const perk = findPerk(state, orderId, offerId)
  if (!perk) return refuse('NOT_FOUND')
  if (perk.state !== 'offered' || perk.paidUntil <= now) return refuse('PERK_NOT_READY')
  return { ok: true, perk }
}

/** What the pool or the partner said for one entitlement. */
export type PerkOutcome = { readonly kind: 'code'; readonly codeId: string } | { readonly kind: 'exhausted' }

export interface IssuingPerk {
  readonly orderId: string
  readonly offerId: string
  /** For the perk, then for each substitute of the same partner that was asked for in its place. */
  readonly outcomes: readonly PerkOutcome[]
  /** Under which money goes back if there is nothing else to give. */
  readonly refundId: string
  readonly release: Release
  readonly now: number
}

/**
 * Keeps the consent for this partner and the code that was taken. Where the codes have run out,
 * what the card promised comes in its place: another perk, or money back on the card's own order.
 * A substitute of another partner waits for a consent of its own (L9).
 */
export function issuePerk(state: MemberState, command: IssuingPerk): Of<'perk'> {
  const { orderId, offerId, outcomes, release, now } = command
  const claimable = claimablePerk(state, { orderId, offerId, now })
  if (!claimable.ok) return claimable
  const consented = consentedTo(state, claimable.perk.partnerId, release, now)
  return withOutcomes(consented, claimable.perk, outcomes, command)
}

function withOutcomes(
  state: MemberState,
  perk: PartnerPerk,
  [outcome, ...others]: readonly PerkOutcome[],
  command: IssuingPerk,
): Of<'perk'> {
  const { release, now, refundId } = command
  if (!outcome) return perkDecision(state, perk, now)
  const offer = perkOffer(release, perk.versionId, perk.perkId)
  if (outcome.kind === 'code') {
    const issued: PartnerPerk = {
      ...perk,
      state: 'issued',
      codeId: outcome.codeId,
      issuedAt: now,
      activateBy: startOfDay(addDays(shanghaiDay(now), offer.activateWithinDays + 1)),
      paidUntil: endOfTerm(shanghaiDay(now), offer.months),
    }
    return perkDecision(
      withPerk(state, issued),
      issued,
      now,
      owed(issued, offer.settlement),
      offer.settlement,
    )
  }
  if (offer.ifExhausted.kind === 'substitute') {
    const substitute = offered(perkOffer(release, perk.versionId, offer.ifExhausted.perkId), {
      ...perk,
      now,
    })
    const replaced: PartnerPerk = { ...perk, state: 'substituted', substituteId: substitute.id }
    const next = withPerk(withPerk(state, replaced), substitute)
    return substitute.partnerId === perk.partnerId
      ? withOutcomes(next, substitute, others, command)
      : perkDecision(next, substitute, now)
  }
  const refunded: PartnerPerk = { ...perk, state: 'refunded' }
  return givenBack(withPerk(state, refunded), refunded, { amount: offer.ifExhausted.amount, refundId, now })
}

/** The perk's part of the price returns, and the period counts as bought for that much less. */
function givenBack(
  state: MemberState,
  perk: PartnerPerk,
  { amount: promised, refundId, now }: { amount: number; refundId: string; now: number },
): Of<'perk'> {
  const payer = paidBy(state, perk.orderId)
  const amount = Math.min(promised, payer?.amount ?? 0)
  if (!payer || amount === 0) return perkDecision(state, perk, now)
  const month = shanghaiMonth(now)
  return {
    ok: true,
    state: {
      ...state,
      fees: { ...state.fees, [month]: (state.fees[month] ?? 0) - amount },
      memberships: state.memberships.map((membership) => ({
        ...membership,
        periods: membership.periods.map((period) =>
          period === payer.period ? paidLess(period, perk.orderId, amount) : period,
        ),
      })),
    },
    postings: [
      ...transfer('cash', 'shop/cards', 'payer/wechat', amount),
      ...transfer('fee', account.fees(month), 'shop/fees', amount),
    ],
    facts: { ...perkFacts(perk, now), refund: amount },
    due: [
      {
        kind: 'refund',
        key: `refund:${refundId}`,
        owner: 'payment',
        refundId,
        orderId: perk.orderId,
        amount,
        reason: 'perk_exhausted',
      },
    ],
  }
}

/** The period that this order's money is in now: an upgrade carries it over (M017). */
function paidBy(state: MemberState, orderId: string): { period: Period; amount: number } | null {
  for (const period of state.memberships.flatMap(({ periods }) => periods)) {
    if (period.upgradedInto !== undefined || period.refunded > 0) continue
    const source = period.sources?.find((one) => one.orderId === orderId)
    if (source) return { period, amount: source.amount }
    if (!period.sources && period.orderId === orderId) return { period, amount: period.paid }
  }
  return null
}

function paidLess(period: Period, orderId: string, amount: number): Period {
  return {
    ...period,
    paid: period.paid - amount,
    ...(period.sources && {
      sources: period.sources.map((source) =>
        source.orderId === orderId ? { ...source, amount: source.amount - amount } : source,
      ),
    }),
  }
}

/**
 * A card that is given back takes its unused perks with it (M115); for those that were used it owes
 * what was agreed with the partner and told before buying.
 */
export const revokePerks: Revocation = (state, { orderId, release }) => {
  const postings: Posting[] = []
  const due: ReturnType<Revocation>['due'][number][] = []
  const deductions: { title: string; amount: number }[] = []
  const ends: string[] = []
  const perks = state.perks.map((perk): PartnerPerk => {
    if (perk.orderId !== orderId) return perk
    const { title, settlement } = perkOffer(release, perk.versionId, perk.perkId)
    if (perk.state === 'activated' || perk.state === 'used') {
      deductions.push({
        title: `${title}已使用,按购卡前说明的${yuanText(settlement)}扣除`,
        amount: settlement,
      })
      return perk
    }
    if (perk.state !== 'offered' && perk.state !== 'issued') return perk
    if (perk.state === 'issued') postings.push(...owed(perk, -settlement))
    ends.push(`${title}(未使用)`)
    due.push({
      kind: 'revoke_perk',
      key: `revoke-perk:${perk.id}`,
      owner: 'renewal',
      entitlement: perk.id,
      partnerId: perk.partnerId,
    })
    return { ...perk, state: 'void' }
  })
  return { state: ends.length === 0 ? state : { ...state, perks }, postings, due, deductions, ends }
}

/** A perk that is over leaves with its card: until then a refund still asks whether it was used. */
export function keptPerks({ perks, memberships }: MemberState, now: number): PartnerPerk[] {
  const held = new Set(memberships.flatMap(({ periods }) => periods.map(({ orderId }) => orderId)))
  return perks.filter(({ orderId, paidUntil }) => paidUntil > now || held.has(orderId))
}

function owed({ partnerId }: PartnerPerk, settlement: number): Posting[] {
  return transfer('perk', 'shop/cards', partnerAccount(partnerId), settlement)
}

function consentedTo(state: MemberState, partnerId: string, release: Release, now: number): MemberState {
  return {
    ...state,
    consents: withConsent(state.consents, {
      purpose: `partner:${partnerId}`,
      version: `release@${release.release}`,
      granted: true,
      at: now,
    }),
  }
}

export function withPerk(state: MemberState, perk: PartnerPerk): MemberState {
  const others = state.perks.filter(({ id }) => id !== perk.id)
  return { ...state, perks: [...others, perk] }
}

function perkFacts(perk: PartnerPerk, now: number): Extract<Facts, { kind: 'perk' }> {
  const { id, orderId, perkId: offerId, partnerId, state, codeId } = perk
  return {
    kind: 'perk',
    id,
    orderId,
    perkId: offerId,
    partnerId,
    state,
    codeId,
    settlement: 0,
    refund: 0,
    at: now,
  }
}

export function perkDecision(
  state: MemberState,
  perk: PartnerPerk,
  now: number,
  postings: readonly Posting[] = [],
  settlement = 0,
): Of<'perk'> {
  return { ok: true, state, postings, facts: { ...perkFacts(perk, now), settlement }, due: [] }
}
