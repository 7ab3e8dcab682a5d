import { growthFor } from './growth'
import type { MemberState } from './member'
import { dayMultiplier } from './member-days'
import { multiplierAt, pointsFor } from './point-terms'
import type { Release } from './release'

/**
 * What settling a bill earns (M063, M064); null where it earns nothing, and where a balance holds
 * what the shop had added: how much of that is spent is only known with the tender.
 * @param paid fen to be paid
 */
export function earnsFor(
  state: MemberState,
  { paid, release, now }: { paid: number; release: Release; now: number },
): { points: number; growth: number } | null {
  const { points: rules, growth: growthRules } = release.loyalty ?? {}
  if (state.wallet.lots.some(({ bonusLeft }) => bonusLeft > 0)) return null
  const points = rules
    ? pointsFor({ paid }, rules, multiplierAt(state, release, now), dayMultiplier(state, release, now))
    : 0
  const growth = growthRules ? growthFor(paid, growthRules) : 0
  return points + growth === 0 ? null : { points, growth }
}
