import { shanghaiMonth } from './calendar'
import type { Membership, Period } from './member'

/** Who tried in one month, who stayed, who stayed again (M052). */
export interface TrialCohort {
  readonly month: string
  readonly trials: number
  readonly converted: number
  /** Still trying, and nothing bought yet: neither won nor lost. */
  readonly stillOpen: number
  readonly renewed: number
  /** Of the trials that ended; null before any has. */
  readonly conversionBasisPoints: number | null
  /** Of the first paid periods that ended or were renewed; null before any has. */
  readonly renewalBasisPoints: number | null
}

interface Counts {
  trials: number
  converted: number
  stillOpen: number
  renewed: number
  /** Converted ones whose first paid period ended or was renewed. */
  decided: number
}

/** Sums of months: one holder after the other, so that a report needs the room of months only. */
export type TrialCounts = Map<string, Counts>

/** Adds what one person's cards say. A trial counts in the month in which it began. */
export function countTrials(counts: TrialCounts, memberships: readonly Membership[], now: number): void {
  for (const membership of memberships)
    for (const trial of membership.periods) {
      if (trial.as !== 'trial' || trial.refunded > 0) continue
      const month = shanghaiMonth(trial.boughtAt)
      const sums = counts.get(month) ?? { trials: 0, converted: 0, stillOpen: 0, renewed: 0, decided: 0 }
      counts.set(month, sums)
      const bought = paidAfter(trial, familyOf(membership), memberships)
      const [first] = bought
      const renewed = bought.filter(({ as }) => as !== 'upgrade').length > (first?.as === 'upgrade' ? 0 : 1)
      sums.trials += 1
      if (!first) sums.stillOpen += trial.endsAt > now ? 1 : 0
      else sums.converted += 1
      if (renewed) sums.renewed += 1
      if (first && (renewed || (first.endsAt <= now && first.upgradedInto === undefined))) sums.decided += 1
    }
}

/** The newest month first. */
export function trialCohorts(counts: TrialCounts): TrialCohort[] {
  return [...counts]
    .sort(([a], [b]) => (a < b ? 1 : -1))
    .map(([month, { trials, converted, stillOpen, renewed, decided }]) => ({
      month,
      trials,
      converted,
      stillOpen,
      renewed,
      conversionBasisPoints: share(converted, trials - stillOpen),
      renewalBasisPoints: share(renewed, decided),
    }))
}

/** What was paid for in the same family since the trial began, the oldest first. */
function paidAfter(trial: Period, family: string, memberships: readonly Membership[]): Period[] {
  return memberships
    .filter((membership) => familyOf(membership) === family)
    .flatMap(({ periods }) => periods)
    .filter(
      ({ as, paid, refunded, boughtAt }) =>
        as !== 'trial' && paid > 0 && refunded === 0 && boughtAt >= trial.boughtAt,
    )
    .sort((a, b) => a.boughtAt - b.boughtAt)
}

function familyOf({ family, planId }: Membership): string {
  return family?.id ?? planId
}

function share(part: number, whole: number): number | null {
  return whole > 0 ? Math.floor((part * 10_000) / whole) : null
}
