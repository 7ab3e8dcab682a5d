import type { PeakOfferView } from '../contract/renewal-page'
import { type Refusal, refuse } from '../contract/refusals'
import type { PeakOfferSettings } from '../contract/win-back'
import type { BenefitFacts } from './benefit-account'
import { addDays, shanghaiDay, startOfDay } from './calendar'
import { cardEnds, renewsByItself } from './card-ends'
import { issueCoupons } from './coupon-issue'
import { issuedVersion } from './coupon-versions'
import type { Decision } from './decision'
import type { Granted, Granting } from './delivery-grants'
import { type Term, termOf } from './family'
import { message } from './looking-after'
import type { MemberState } from './member'
import { currentMembership } from './membership'
import { run, runDays, tooLong } from './membership-run'
import { isMinor } from './minors'
import type { CardOrder } from './order'
import { planPrice, purchaseOption } from './purchase-options'
import type { Plan, PlanVersion, Release } from './release'
import type { PeakOffer } from './returning-account'
import { whichBenefit } from './held-benefits'

/**
 * An offer for renewing at the moment that a service is done (M088). It begins in the commit in which
 * the staff says so, never before and never during it; it ends at midnight, and payments begun later
 * are refused whatever a phone still shows; no second one follows for the days that the owner
 * published, thirty at least.
 */

const LEAST_APART_DAYS = 30

type UseDecision = Decision<Extract<BenefitFacts, { kind: 'benefit_use' }>>

/** The use, with the offer that it begins where there is one. */
export function withPeakOffer(used: UseDecision, release: Release, now: number): UseDecision {
  if (!used.ok || used.facts.use.outcome !== 'given') return used
  const settings = release.settings?.peakOffer
  const { useId, benefitKey } = used.facts.use
  if (!settings || !begins(settings, used.state, whichBenefit(benefitKey).benefitId, now)) return used
  const renewable = cardToRenew(used.state, settings, release, now)
  const offer = renewable && offerOf(settings, renewable.plan.id, useId, release, now)
  if (!offer) return used
  const state = { ...used.state, returning: { ...used.state.returning, peak: offer } }
  const about = { id: offer.id, amount: null, day: shanghaiDay(now), title: settings.words }
  return { ...used, state, due: [...used.due, message(state, 'peak_offer', useId, about, offer.until)] }
}

/** What the member sees of it while it holds; null without one, and once it is taken or over. */
export function peakOfferView(state: MemberState, release: Release, now: number): PeakOfferView | null {
  const offer = openOffer(state, now)
  const sold = offer && soldPlan(release, offer.planId)
  if (!offer || !sold) return null
  const shopping = { state, ...sold, release, now }
  const option = purchaseOption('regular', shopping)
  const term = withBonus(termOf(sold.plan.id, sold.version.terms), offer)
  const found = run(state, term, now)
  if ('ok' in option || option.refusal || tooLong(found, now)) return null
  const { from, through } = runDays(found)
  return {
    offerId: offer.id,
    title: offer.title,
    planId: offer.planId,
    planName: sold.version.terms.name,
    versionId: sold.version.id,
    gives: offerWords(offer, release),
    bonusMonths: offer.bonusMonths,
    coupons: offer.coupon?.count ?? 0,
    price: planPrice(shopping),
    until: offer.until,
    from,
    through,
  }
}

/**
 * The offer as a purchase takes it along. Refuses PROMOTION_ENDED for one that is over, was taken or
 * isn't this member's, PLAN_UNAVAILABLE for another plan or another way to buy, MEMBERSHIP_TOO_LONG.
 */
export function takenOffer(
  state: MemberState,
  asked: {
    offerId: string
    planId: string
    as: string | undefined
    terms: PlanVersion['terms']
    now: number
  },
): NonNullable<CardOrder['peak']> | Refusal {
  const { offerId, planId, as, terms, now } = asked
  const offer = openOffer(state, now)
  if (offer?.id !== offerId) return refuse('PROMOTION_ENDED')
  if (offer.planId !== planId || (as !== undefined && as !== 'regular')) return refuse('PLAN_UNAVAILABLE')
  if (tooLong(run(state, withBonus(termOf(planId, terms), offer), now), now))
    return refuse('MEMBERSHIP_TOO_LONG')
  const { id, bonusMonths, coupon } = offer
  return { id, bonusMonths, ...(coupon ? { coupon } : {}) }
}

/** True while the order may have what it was promised: the offer is there and nobody else took it. */
export function mayBeTaken(
  { returning: { peak } }: MemberState,
  { orderId, peak: taken }: CardOrder,
): boolean {
  return !taken || (peak?.id === taken.id && (peak.takenBy === null || peak.takenBy === orderId))
}

/** The term with the months that the offer adds. */
export function withBonus(term: Term, offer: { readonly bonusMonths: number } | undefined): Term {
  return offer ? { ...term, months: term.months + offer.bonusMonths } : term
}

/** The order that took it is named, so that it is taken once; its coupons end with the order. */
export function withPeakTaken(state: MemberState, { order, release, now }: Granting): Granted {
  const { orderId, peak: taken } = order
  const { peak } = state.returning
  if (!taken || !peak) return { state, postings: [], due: [] }
  const marked = { ...state, returning: { ...state.returning, peak: { ...peak, takenBy: orderId } } }
  const version = taken.coupon && release.couponVersions?.[taken.coupon.version]
  if (!taken.coupon || !version) return { state: marked, postings: [], due: [] }
  const coupons = [{ version, count: taken.coupon.count }]
  const issued = issueCoupons(marked, { key: `${orderId}:peak`, coupons, orderId, now })
  return { state: issued.state, postings: issued.postings, due: [] }
}

function begins(
  { from, through, benefitIds, notAgainDays }: PeakOfferSettings,
  state: MemberState,
  benefitId: string,
  now: number,
): boolean {
  const today = shanghaiDay(now)
  const apart = Math.max(LEAST_APART_DAYS, notAgainDays)
  const { peak } = state.returning
  return (
    state.joinedAt !== null &&
    // Nothing is sold to minors on the spot (L9).
    !isMinor(state, now) &&
    from <= today &&
    today <= through &&
    (benefitIds === undefined || benefitIds.includes(benefitId)) &&
    (peak === null || addDays(shanghaiDay(peak.at), apart) <= today)
  )
}

/** The card that counts, if it is still sold, may be renewed by hand, and is meant. */
function cardToRenew(
  state: MemberState,
  { planIds }: PeakOfferSettings,
  release: Release,
  now: number,
): { plan: Plan; version: PlanVersion } | null {
  const held = currentMembership(state, now)
  if (!held || (planIds && !planIds.includes(held.planId))) return null
  const end = cardEnds(state).find(({ membership }) => membership.id === held.id)
  if (end && renewsByItself(state, end)) return null
  const sold = soldPlan(release, held.planId)
  const option = sold && purchaseOption('regular', { state, ...sold, release, now })
  return option && !('ok' in option) && !option.refusal ? sold : null
}

function soldPlan(release: Release, planId: string): { plan: Plan; version: PlanVersion } | null {
  const plan = release.plans.find(({ id, onSale }) => onSale && id === planId)
  const version = plan && release.versions[plan.versionId]
  return plan && version ? { plan, version } : null
}

function offerOf(
  { id: settingsId, title, gives }: PeakOfferSettings,
  planId: string,
  useId: string,
  release: Release,
  now: number,
): PeakOffer | null {
  const version = gives.kind === 'coupon' ? issuedVersion(release, gives.templateId) : null
  if (gives.kind === 'coupon' && !version) return null
  return {
    id: `peak:${useId}`,
    settingsId,
    title,
    planId,
    at: now,
    until: startOfDay(addDays(shanghaiDay(now), 1)),
    bonusMonths: gives.kind === 'bonus_months' ? gives.months : 0,
    coupon: gives.kind === 'coupon' && version ? { version: version.id, count: gives.count } : null,
    takenBy: null,
  }
}

function openOffer({ returning: { peak } }: Pick<MemberState, 'returning'>, now: number): PeakOffer | null {
  return peak?.takenBy === null && peak.at <= now && now < peak.until ? peak : null
}

function offerWords(offer: PeakOffer, release: Release): string {
  return `今天续卡${givenWords(offer, release)}`
}

/** What comes on top, in words, as it stands in the copy of the agreement too (L6). */
export function givenWords(
  { bonusMonths, coupon }: { bonusMonths: number; coupon?: PeakOffer['coupon'] },
  release: Pick<Release, 'couponVersions'>,
): string {
  if (!coupon) return `加送${bonusMonths}个月`
  const title = release.couponVersions?.[coupon.version]?.template.title ?? '优惠券'
  return `加送${title}${coupon.count}张`
}
