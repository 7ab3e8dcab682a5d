import { addDays, addMonths, shanghaiDay, startOfDay } from './calendar'
import { hasTerm } from './family'
import type { MemberState, Period } from './member'
import type { PointTerms } from './point-account'

const EPOCH = '1970-01-01'

type Bonus = NonNullable<PointTerms['bonus']>

export interface DecayMoment {
  /** The start of a day. Epoch ms. */
  readonly at: number
  readonly bonus: Bonus
}

/**
 * When bonus points decay (M073): each whole month after the last card's end and the days that
 * their terms give, until a card counts again. Only after `through`, up to `to`, in order.
 */
export function decayMoments(
  state: Pick<MemberState, 'memberships' | 'points'>,
  through: string | null,
  to: number,
): DecayMoment[] {
  const kinds = new Map<string, Bonus>()
  for (const { bonus } of state.points.lots)
    if (bonus) kinds.set(`${bonus.keepBasisPoints}-${bonus.afterDays}`, bonus)
  if (kinds.size === 0) return []
  const standing = standingPeriods(state)
  const after = through === null ? 0 : startOfDay(through)
  const moments: DecayMoment[] = []
  for (const lapsedAt of lapses(standing)) {
    const again = nextStart(standing, lapsedAt)
    for (const bonus of kinds.values()) {
      const anchor = addDays(shanghaiDay(lapsedAt), bonus.afterDays)
      for (let months = 1; ; months += 1) {
        const at = startOfDay(addMonths(anchor, months))
        if (at > to || at >= again) break
        if (at > after) moments.push({ at, bonus })
      }
    }
  }
  return moments.sort((a, b) => a.at - b.at)
}

/** The first moment after `through` at which something of this account decays; null: none. */
export function nextDecay(state: Pick<MemberState, 'memberships' | 'points'>): number | null {
  const { lots, decayedThrough } = state.points
  if (!lots.some(({ bonus }) => bonus)) return null
  const ends = standingPeriods(state).map(endOf)
  const from = Math.max(startOfDay(decayedThrough ?? EPOCH), ...ends)
  // Two months and the days of the terms hold at least one whole month after whatever comes later.
  const longest = Math.max(0, ...lots.map(({ bonus }) => bonus?.afterDays ?? 0))
  const to = startOfDay(addDays(addMonths(shanghaiDay(from), 2), longest))
  return decayMoments(state, decayedThrough, to)[0]?.at ?? null
}

function standingPeriods({ memberships }: Pick<MemberState, 'memberships'>): Period[] {
  return memberships
    .filter(hasTerm)
    .flatMap(({ periods }) => periods)
    .filter(({ refunded }) => refunded === 0)
}

/** The ends after which no card counts. */
function lapses(periods: readonly Period[]): number[] {
  const ends = new Set(periods.map(endOf))
  return [...ends].filter((end) => !periods.some((one) => one.startsAt <= end && end < endOf(one)))
}

function nextStart(periods: readonly Period[], after: number): number {
  return Math.min(
    Number.POSITIVE_INFINITY,
    ...periods.filter(({ startsAt }) => startsAt > after).map(({ startsAt }) => startsAt),
  )
}

function endOf({ endsAt, graceUntil }: Period): number {
  return graceUntil ?? endsAt
}
