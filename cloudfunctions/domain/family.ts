import type { PlanTerms } from '../contract/catalogue'
import { addDays, endOfTerm, startOfDay } from './calendar'
import type { Membership, MemberState, Period } from './member'

/** Plans of one family are the same card at different terms and ranks (M005, M017, M081). */
export interface Family {
  readonly id: string
  readonly rank: number
}

/** What a purchase grants: months from an anchor, or days for a trial. */
export interface Term {
  readonly planId: string
  /** Absent: the plan is a family of its own. */
  readonly family?: Family
  /** Bonus months included (M009). */
  readonly months: number
  readonly days?: number
}

export function familyOf(planId: string, { family }: Pick<PlanTerms, 'family'>): Family {
  return family ? { id: family.id, rank: family.rank } : { id: planId, rank: 0 }
}

/** All months that a purchase grants, paid and bonus (M009). */
export function monthsOf({ months, bonusMonths = 0 }: Pick<PlanTerms, 'months' | 'bonusMonths'>): number {
  return months + bonusMonths
}

/** What these terms grant when they are bought as a trial, or in any other way. */
export function termOf(planId: string, terms: PlanTerms, as?: Period['as']): Term {
  const family = familyOf(planId, terms)
  return as === 'trial' && terms.trial
    ? { planId, family, months: 0, days: terms.trial.days }
    : { planId, family, months: monthsOf(terms) }
}

/** When a term that begins on the anchor ends: the start day comes free, in days as in months. */
export function endOf(anchor: string, { months, days }: Pick<Term, 'months' | 'days'>): number {
  return days === undefined ? endOfTerm(anchor, months) : startOfDay(addDays(anchor, days + 1))
}

/** True for a period that was neither given back nor exchanged for a better card. */
export function stands(period: Period): boolean {
  return period.refunded === 0 && period.upgradedInto === undefined
}

/** A pack of coupons has no term: it is remembered, but it is no card that counts (M053). */
export function hasTerm({ periods }: Membership): boolean {
  return periods.some(({ months, days }) => months > 0 || days !== undefined)
}

/** True when a card belongs to the family; cards from before there was one, by their plan. */
export function belongsTo(membership: Membership, { planId, family }: Term): boolean {
  return membership.planId === planId || membership.family?.id === (family?.id ?? planId)
}

/** The rank that a card was sold with; one from before there were ranks has its plan's. */
export function rankOf(membership: Membership, { planId, family }: Term): number {
  const own = family?.rank ?? 0
  return membership.family?.rank ?? (membership.planId === planId ? own : 0)
}

/** The family's cards that run or will run, the first to end first. */
export function familyCards(state: MemberState, term: Term, now: number): Membership[] {
  return state.memberships
    .filter(
      (membership) =>
        belongsTo(membership, term) &&
        membership.periods.some((one) => stands(one) && (one.graceUntil ?? one.endsAt) > now),
    )
    .sort((a, b) => a.endsAt - b.endsAt)
}
