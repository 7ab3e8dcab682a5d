import type { Output } from '../contract'
import type { MemberState } from './member'
import { growthFor, spendFor, tierReachedBy } from './growth'
import type { Release } from './release'
import { tierView } from './tier-views'

type Hint = NonNullable<Output<'counter.quote'>['upgrade']>
type HomeTier = NonNullable<Output<'membership.home'>['tier']>

/**
 * How far this basket brings the member (M067): what would still have to be spent after it for the
 * next tier, as F12 has it, or which tier it reaches. Null at the top and in a shop without growth.
 * @param paid fen of the basket
 */
export function upgradeHint(
  state: MemberState,
  { paid, release, now }: { paid: number; release: Release; now: number },
): Hint | null {
  const rules = release.loyalty?.growth
  const bar = tierView(state, release, now)?.bars.find(({ kind }) => kind === 'upgrade')
  if (!rules || !bar) return null
  const missing = bar.missing - growthFor(paid, rules)
  if (missing > 0) return { tierName: bar.tierName, missingSpend: spendFor(missing, rules) }
  const growth = bar.growth + growthFor(paid, rules)
  return { tierName: tierReachedBy(growth, rules)?.name ?? bar.tierName, missingSpend: null }
}

/** The tier in one line of the first page, with what comes next and what keeps it; absent without tiers. */
export function homeTier(state: MemberState, release: Release, now: number): HomeTier | null {
  const view = tierView(state, release, now)
  if (!view) return null
  const { name, rank, permanent, through, bars } = view
  const up = bars.find(({ kind }) => kind === 'upgrade')
  const keep = bars.find(({ kind }) => kind === 'keep')
  return {
    ...{ name, rank, permanent, through },
    next: up
      ? { tierName: up.tierName, growth: up.growth, target: up.target, missingSpend: up.missingSpend }
      : null,
    keep: keep ? { missing: keep.missing, missingSpend: keep.missingSpend, by: keep.by } : null,
  }
}
