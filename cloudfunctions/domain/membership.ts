import { type Refusal, refuse } from '../contract/refusals'
import type { CardView } from '../contract/views'
import { daysBetween, endOfTerm, lastDayOf, shanghaiDay, shanghaiMonth } from './calendar'
import { account, transfer } from './balances'
import type { Decision, Facts } from './decision'
import { withGrants } from './delivery-grants'
import type { Membership, MemberState, Period } from './member'
import type { CardOrder } from './order'
import { forgetOldMemberships } from './retention'
import type { AgreementVersion, Plan, PlanVersion, Release } from './release'
import type { Terms } from './price-table'

/** A card may reach at most this far ahead: money for later years is better kept by the member. */
const LONGEST_MONTHS_AHEAD = 60

/** True for a period that counts at this instant: it runs, and was not given back. */
export function counts(period: Period, now: number): boolean {
  return period.refunded === 0 && period.startsAt <= now && now < period.endsAt
}

/** The card whose rules count now; of several, the one opened last. */
export function currentMembership(state: MemberState, now: number): Membership | null {
  let current: Membership | null = null
  for (const membership of state.memberships) {
    if (!membership.periods.some((period) => counts(period, now))) continue
    if (membership.startsAt >= (current?.startsAt ?? 0)) current = membership
  }
  return current
}

/** The card opened last, whether it still counts or not. */
export function latestMembership(state: MemberState): Membership | null {
  return state.memberships.reduce<Membership | null>(
    (latest, membership) => (!latest || membership.startsAt >= latest.startsAt ? membership : latest),
    null,
  )
}

/** The paid period that runs now. */
export function currentPeriod(state: MemberState, now: number): Period | null {
  return currentMembership(state, now)?.periods.find((period) => counts(period, now)) ?? null
}

/** The terms that count at an instant: of the version that the running period was sold with (M098). */
export function termsFor(
  state: MemberState,
  release: Release,
  now: number,
): (Terms & { readonly periodOrderId: string }) | null {
  const period = currentPeriod(state, now)
  if (!period) return null
  const version = release.versions[period.versionId]
  if (!version) throw new Error(`the release lost version ${period.versionId}, which somebody holds`)
  return { versionId: version.id, terms: version.terms, periodOrderId: period.orderId }
}

/** A card as its holder sees it; `daysLeft` counts the days after today, 0 on the last day. */
export function cardView(membership: Membership, release: Release, now: number): CardView {
  const live = membership.periods.filter((period) => period.refunded === 0)
  const shown = live.find((period) => counts(period, now)) ?? live.at(-1) ?? membership.periods.at(-1)
  if (!shown) throw new Error('a membership has at least one period')
  const version = release.versions[shown.versionId]
  if (!version) throw new Error(`the release lost version ${shown.versionId}, which somebody holds`)
  const state = cardState(membership, live, now)
  const validThrough = lastDayOf(membership.endsAt)
  return {
    membershipId: membership.id,
    planId: membership.planId,
    versionId: version.id,
    planName: version.terms.name,
    state,
    validThrough,
    daysLeft:
      state === 'active' || state === 'upcoming'
        ? Math.max(0, daysBetween(shanghaiDay(now), validThrough))
        : 0,
    memberSince: shanghaiDay(membership.startsAt),
  }
}

function cardState(membership: Membership, live: readonly Period[], now: number): CardView['state'] {
  if (live.some((period) => counts(period, now))) return 'active'
  if (live.some((period) => period.startsAt > now)) return 'upcoming'
  return membership.periods.at(-1)?.refunded ? 'refunded' : 'lapsed'
}

/** guest: never joined; member: joined, no card so far; holder: a card counts now; lapsed: it ended. */
export function standing(state: MemberState, now: number): 'guest' | 'member' | 'holder' | 'lapsed' {
  if (currentPeriod(state, now)) return 'holder'
  if (state.memberships.some((membership) => membership.endsAt <= now)) return 'lapsed'
  return state.joinedAt === null ? 'guest' : 'member'
}

/** Where a purchase made now would lead: [startsAt, endsAt) of its period. */
interface Run {
  /** The card that it prolongs; null for one that begins today. */
  readonly membership: Membership | null
  readonly anchor: string
  readonly monthsAfter: number
  readonly startsAt: number
  readonly endsAt: number
}

/**
 * While a card of the same plan counts, months stack on its end and the anchor stays, so that
 * buying early loses no day (M097). After it ended, or for another plan, the term begins today:
 * never on top of an end that is past, never as days times 86400 (H3).
 */
function run(state: MemberState, planId: string, months: number, now: number): Run {
  const active = state.memberships.find(
    (membership) =>
      membership.planId === planId &&
      membership.periods.some((period) => period.refunded === 0 && period.endsAt > now),
  )
  const anchor = active?.anchor ?? shanghaiDay(now)
  const monthsAfter = (active?.months ?? 0) + months
  return {
    membership: active ?? null,
    anchor,
    monthsAfter,
    startsAt: active?.endsAt ?? now,
    endsAt: endOfTerm(anchor, monthsAfter),
  }
}

/** What buying now leads to, in days, as the plan's page shows it. */
export function wouldRun(
  state: MemberState,
  planId: string,
  months: number,
  now: number,
): { from: string; through: string; renews: boolean } {
  const { startsAt, endsAt, membership } = run(state, planId, months, now)
  return { from: shanghaiDay(startsAt), through: lastDayOf(endsAt), renews: membership !== null }
}

function tooLong(state: MemberState, planId: string, months: number, now: number): boolean {
  const limit = endOfTerm(shanghaiDay(now), LONGEST_MONTHS_AHEAD)
  return run(state, planId, months, now).endsAt > limit
}

/** What a purchase is checked against before an order is made. */
export interface Purchase {
  readonly plan: Plan | null
  /** The version that the plan is sold with now. */
  readonly version: PlanVersion | null
  /** What the person saw and accepted. */
  readonly versionId: string
  readonly price: number
  readonly agreements: readonly { readonly id: string; readonly version: string }[]
  /** The agreements that this version asks for, in their current text. */
  readonly required: readonly AgreementVersion[]
  readonly now: number
}

/**
 * Null when the card may be bought as the person saw it. Otherwise PLAN_UNAVAILABLE, PLAN_CHANGED,
 * PRICE_CHANGED, AGREEMENT_REQUIRED, AGREEMENT_CHANGED or MEMBERSHIP_TOO_LONG.
 */
export function checkPurchase(state: MemberState, purchase: Purchase): Refusal | null {
  const { plan, version, versionId, price, agreements, required, now } = purchase
  if (!plan?.onSale || !version) return refuse('PLAN_UNAVAILABLE')
  if (price !== version.terms.price) return refuse('PRICE_CHANGED', { price: version.terms.price })
  if (versionId !== version.id) return refuse('PLAN_CHANGED', { versionId: version.id })
  if (required.length < version.terms.agreementIds.length) return refuse('PLAN_UNAVAILABLE')
  for (const { id, version: current } of required) {
    const accepted = agreements.filter((agreement) => agreement.id === id)
    if (accepted.length === 0) return refuse('AGREEMENT_REQUIRED', { id })
    if (!accepted.some((agreement) => agreement.version === current))
      return refuse('AGREEMENT_CHANGED', { id })
  }
  return tooLong(state, plan.id, version.terms.months, now) ? refuse('MEMBERSHIP_TOO_LONG') : null
}

/**
 * Hands over a card that was paid for. Buying makes a member of who has not joined (M062): one
 * valid payment. Refuses PLAN_UNAVAILABLE, PRICE_CHANGED, MEMBERSHIP_TOO_LONG and, for an order
 * that was handed over before, OPERATION_REUSED; whoever calls gives the money back then.
 */
export function deliverCard(
  state: MemberState,
  { order, release, now }: { order: CardOrder; release: Release; now: number },
): Decision<Extract<Facts, { kind: 'card' }>> {
  const { orderId, planId, versionId, amount, paidAt } = order
  const version = release.versions[versionId]
  if (version?.planId !== planId) return refuse('PLAN_UNAVAILABLE')
  if (amount !== version.terms.price) return refuse('PRICE_CHANGED')
  if (state.memberships.some(({ periods }) => periods.some((period) => period.orderId === orderId))) {
    return refuse('OPERATION_REUSED')
  }
  const { months } = version.terms
  if (tooLong(state, planId, months, now)) return refuse('MEMBERSHIP_TOO_LONG')

  const kept = forgetOldMemberships(state.memberships, now)
  const remembered = { ...state, memberships: kept.memberships }
  const { membership: renewed, anchor, monthsAfter, startsAt, endsAt } = run(remembered, planId, months, now)
  const period: Period = {
    orderId,
    versionId,
    boughtAt: paidAt,
    startsAt,
    endsAt,
    months,
    paid: amount,
    refunded: 0,
    saved: 0,
  }
  const membership: Membership = renewed
    ? { ...renewed, months: monthsAfter, endsAt, periods: [...renewed.periods, period] }
    : { id: orderId, planId, anchor, months, startsAt, endsAt, periods: [period] }
  const month = shanghaiMonth(paidAt)
  const delivered: MemberState = {
    ...state,
    joinedAt: state.joinedAt ?? now,
    fees: { ...state.fees, [month]: (state.fees[month] ?? 0) + amount },
    memberships: [...kept.memberships.filter(({ id }) => id !== membership.id), membership],
  }
  const granted = withGrants(delivered, { order, terms: version.terms, version, release, now })
  return {
    ok: true,
    state: granted.state,
    postings: [
      ...transfer('cash', 'payer/wechat', 'shop/cards', amount),
      ...transfer('fee', 'shop/fees', account.fees(month), amount),
      ...transfer('card_months', 'shop/months', account.months(membership.id), months),
      ...kept.postings,
      ...granted.postings,
    ],
    facts: {
      kind: 'card',
      orderId,
      membershipId: membership.id,
      planId,
      versionId,
      months,
      paid: amount,
      startsAt,
      endsAt,
      renews: renewed !== null,
      ...(state.joinedAt === null ? { joins: true as const } : {}),
    },
    due: granted.due,
  }
}
