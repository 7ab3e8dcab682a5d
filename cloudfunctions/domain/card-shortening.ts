import { account, transfer } from './balances'
import { endOfTerm, shanghaiDay } from './calendar'
import type { Posting } from './decision'
import { stands } from './family'
import { withGuaranteeMoved } from './guarantee-contract'
import type { Membership, MemberState, Period } from './member'

/** What becomes of a card when one of its periods ends before its time. */

export interface FoundPeriod {
  readonly membership: Membership
  readonly period: Period
}

/** The period that an order opened, with its card. */
export function findPeriod(state: Pick<MemberState, 'memberships'>, orderId: string): FoundPeriod | null {
  for (const membership of state.memberships) {
    const period = membership.periods.find((candidate) => candidate.orderId === orderId)
    if (period) return { membership, period }
  }
  return null
}

/**
 * The cards once a period has been given back. What was stacked on it moves forward: behind the
 * period before it, or, where the given one was running, as a card of its own that begins today.
 */
export function withoutPeriod(
  membership: Membership,
  period: Period,
  given: Partial<Period>,
  now: number,
): Membership[] {
  const later = laterThan(membership, period)
  const runs = period.startsAt <= now
  const ended: Period = { ...period, ...given, startsAt: Math.min(period.startsAt, now), endsAt: now }
  const staying = membership.periods.filter((other) => !later.includes(other))
  const rest = {
    ...membership,
    months: membership.months - period.months - monthsOf(later),
    endsAt: runs ? now : period.startsAt,
    periods: staying.map((other) => (other === period ? ended : other)),
  }
  const [firstLater] = later
  if (!firstLater) return [rest]
  if (runs) {
    const own = { ...membership, id: firstLater.orderId, anchor: shanghaiDay(now), startsAt: now }
    return [rest, stack({ ...own, months: 0, endsAt: now, periods: [] }, later)]
  }
  return [stack(rest, later)]
}

/** Months leave the card that shrank; what moved to a card of its own arrives there. */
export function monthsMoved(before: Membership, after: readonly Membership[]): Posting[] {
  return after.flatMap(({ id, months }) =>
    transfer(
      'card_months',
      account.months(id),
      'shop/months',
      (id === before.id ? before.months : 0) - months,
    ),
  )
}

/** Periods that stand and begin after this one ends. */
function laterThan(membership: Membership, period: Period): Period[] {
  return membership.periods.filter((other) => stands(other) && other.startsAt >= period.endsAt)
}

function monthsOf(periods: readonly Period[]): number {
  return periods.reduce((sum, period) => sum + period.months, 0)
}

/** The card with these periods put behind what it has, by its anchor. */
function stack(membership: Membership, periods: readonly Period[]): Membership {
  return periods.reduce((card, period) => {
    const months = card.months + period.months
    const endsAt = endOfTerm(card.anchor, months)
    const moved = { ...period, startsAt: card.endsAt, endsAt }
    return { ...card, months, endsAt, periods: [...card.periods, withGuaranteeMoved(moved)] }
  }, membership)
}
