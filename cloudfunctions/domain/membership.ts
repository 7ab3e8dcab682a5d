import type { CardView } from '../contract/views'
import { daysBetween, lastDayOf, shanghaiDay } from './calendar'
import { hasTerm } from './family'
import type { Membership, MemberState, Period } from './member'
import type { Release } from './release'
import type { Terms } from './price-table'

/** True for a period that counts at this instant: it runs, and was not given back. */
export function counts(period: Period, now: number): boolean {
  return period.refunded === 0 && period.startsAt <= now && now < (period.graceUntil ?? period.endsAt)
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
  return state.memberships
    .filter(hasTerm)
    .reduce<Membership | null>(
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
    planId: version.planId,
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
  if (state.memberships.some((membership) => hasTerm(membership) && membership.endsAt <= now)) return 'lapsed'
  return state.joinedAt === null ? 'guest' : 'member'
}
