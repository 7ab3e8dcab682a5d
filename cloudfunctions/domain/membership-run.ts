import { endOfTerm, lastDayOf, shanghaiDay } from './calendar'
import { endOf, familyCards, rankOf, type Term } from './family'
import type { Membership, MemberState } from './member'

/** A card may reach at most this far ahead: money for later years is better kept by the member. */
const LONGEST_MONTHS_AHEAD = 60

/** Where a purchase made now would lead: [startsAt, endsAt) of its period. */
export interface Run {
  /** The card that it prolongs; null for one that begins on its own. */
  readonly membership: Membership | null
  readonly anchor: string
  readonly monthsAfter: number
  readonly startsAt: number
  readonly endsAt: number
  /** It follows a card of the family. */
  readonly renews: boolean
}

/**
 * While a card of the same family counts, what is bought follows its end, so that buying early
 * loses no day and no two periods run at once (M097). Months of the same rank stack with the
 * anchor kept, a month after a year as well; another rank begins at the end as a card of its own:
 * a downgrade waits for what is paid (M017). After the end the term begins today: never on top of
 * an end that is past, never as days times 86400 (H3).
 */
export function run(state: MemberState, term: Term, now: number): Run {
  const last = familyCards(state, term, now).at(-1)
  if (!last) return begin(term, now, shanghaiDay(now), false)
  const stacks = term.days === undefined && last.months > 0 && rankOf(last, term) === (term.family?.rank ?? 0)
  if (!stacks) return begin(term, last.endsAt, lastDayOf(last.endsAt), true)
  const monthsAfter = last.months + term.months
  return {
    membership: last,
    anchor: last.anchor,
    monthsAfter,
    startsAt: last.endsAt,
    endsAt: endOfTerm(last.anchor, monthsAfter),
    renews: true,
  }
}

/** A term that begins at once, whatever the member holds: an upgrade's new anchor is today. */
export function runFromToday(term: Term, now: number): Run {
  return begin(term, now, shanghaiDay(now), false)
}

function begin(term: Term, startsAt: number, anchor: string, renews: boolean): Run {
  return {
    membership: null,
    anchor,
    monthsAfter: term.months,
    startsAt,
    endsAt: endOf(anchor, term),
    renews,
  }
}

/** What buying now leads to, in days, as the plan's page shows it. */
export function wouldRun(
  state: MemberState,
  term: Term,
  now: number,
): { from: string; through: string; renews: boolean } {
  return runDays(run(state, term, now))
}

export function runDays({ startsAt, endsAt, renews }: Run): {
  from: string
  through: string
  renews: boolean
} {
  return { from: shanghaiDay(startsAt), through: lastDayOf(endsAt), renews }
}

/** True for a run that reaches more than five years ahead. */
export function tooLong({ endsAt }: Run, now: number): boolean {
  return endsAt > endOfTerm(shanghaiDay(now), LONGEST_MONTHS_AHEAD)
}
