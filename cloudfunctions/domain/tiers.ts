import type { GrowthRules, Tier } from '../contract/loyalty'
import { addMonths, shanghaiMonth, startOfDay } from './calendar'
import type { GrowthAccount, HeldTier } from './growth-account'
import { endOfTierPeriod, spendFor, tierReachedBy, windowGrowth } from './growth'

/**
 * The ladder: up as soon as the window's growth reaches a threshold, down only when a period is
 * over and neither its own growth nor the window's holds the tier (M066, M070). Nothing here looks
 * at points.
 */

/** Goods come back within thirty days, told of a day or two late: so long an upgrade may fall again. */
const MAY_FALL_MS = 40 * 86_400_000

/** A tier from an instant on, with all that will decide its end written down (L7). */
export function heldTier(
  tier: Tier,
  rules: GrowthRules,
  { since, by }: Pick<HeldTier, 'since' | 'by'>,
): HeldTier {
  const { id: tierId, rank, threshold, keep } = tier
  const until = endOfTierPeriod(since, rules.tierMonths)
  return { tierId, rank, since, until, by, threshold, keep, landing: rules.landing, earned: 0 }
}

/**
 * The account once all periods that are over by `now` have ended: kept, or landed one rank lower or
 * where the window's growth leads. Applied before anything else happens to growth, so a timer that
 * comes late, twice or never changes nothing.
 */
export function settledTier(
  growth: GrowthAccount,
  rules: GrowthRules | undefined,
  now: number,
): GrowthAccount {
  let settled = growth
  while (rules && settled.tier && settled.tier.until <= now)
    settled = { ...settled, tier: afterPeriod(settled, settled.tier, rules) }
  return settled
}

function afterPeriod(growth: GrowthAccount, held: HeldTier, rules: GrowthRules): HeldTier | null {
  const since = held.until
  const inWindow = windowGrowth(growth, growth.window ?? rules.window, since - 1)
  const own = rules.tiers.find(({ id }) => id === held.tierId)
  if (own && (held.earned >= held.keep || inWindow >= held.threshold))
    return heldTier(own, rules, { since, by: 'kept' })
  const lower = rules.tiers.filter(({ rank }) => rank < held.rank)
  const landed =
    held.landing === 'balance_based'
      ? tierReachedBy(inWindow, { tiers: lower })
      : lower.find(({ rank }) => rank === held.rank - 1)
  return landed && landed.rank > 0 ? heldTier(landed, rules, { since, by: 'landing' }) : null
}

/** Up to the tier that the window's growth has reached, for a whole period; the same if there is none. */
export function climbed(
  growth: GrowthAccount,
  rules: GrowthRules,
  { since, by }: Pick<HeldTier, 'since' | 'by'>,
): GrowthAccount {
  const reached = tierReachedBy(windowGrowth(growth, growth.window ?? rules.window, since), rules)
  return reached ? raised(growth, reached, rules, { since, by }) : growth
}

/** This tier for a whole period, unless a higher one, or the same, is held. */
export function raised(
  growth: GrowthAccount,
  tier: Tier,
  rules: GrowthRules,
  begin: Pick<HeldTier, 'since' | 'by'>,
): GrowthAccount {
  if (tier.rank <= (growth.tier?.rank ?? 0)) return growth
  return { ...growth, tier: { ...heldTier(tier, rules, begin), former: growth.tier } }
}

/**
 * An upgrade whose growth came back since is no upgrade: what was held before counts again, or what
 * the growth that is left had reached (H8). A tier that was kept or landed on stays.
 * @param lost whether an upgrade by challenge lost its reason
 */
export function withoutLostUpgrades(
  growth: GrowthAccount,
  rules: GrowthRules,
  now: number,
  lost: (held: HeldTier) => boolean = () => false,
): GrowthAccount {
  let current = growth
  for (let held = current.tier; held?.former !== undefined; held = current.tier) {
    const gone =
      held.by === 'challenge' ? lost(held) : held.by === 'growth' && !wasReached(current, held, rules, now)
    if (!gone) break
    const { tier } = climbed({ ...current, tier: held.former }, rules, { since: held.since, by: 'growth' })
    // What was earned while it seemed to be held counts for the tier that was held instead.
    current = { ...current, tier: tier && { ...tier, earned: tier.earned + held.earned } }
  }
  return settledTier(current, rules, now)
}

/** True if the growth that is left reached the threshold in any month since. */
function wasReached(growth: GrowthAccount, held: HeldTier, rules: GrowthRules, now: number): boolean {
  const window = growth.window ?? rules.window
  const last = shanghaiMonth(now)
  for (let month = shanghaiMonth(held.since); month <= last; month = addMonths(`${month}-01`, 1).slice(0, 7))
    if (windowGrowth(growth, window, startOfDay(`${month}-01`)) >= held.threshold) return true
  return false
}

/** What was held before leaves once nothing that led up here can come back. */
export function forgetFormerTiers(growth: GrowthAccount, now: number): GrowthAccount {
  if (growth.tier?.former === undefined || growth.tier.since + MAY_FALL_MS > now) return growth
  const { former: _left, ...tier } = growth.tier
  return { ...growth, tier }
}

/** The account with growth earned, or taken back, within the period of the tier that was held at the time. */
export function withEarned(
  held: HeldTier | null,
  earned: number,
  since: number | undefined,
): HeldTier | null {
  if (!held || since === undefined) return held
  if (since >= held.since) return { ...held, earned: held.earned + earned }
  return held.former ? { ...held, former: withEarned(held.former, earned, since) } : held
}

/** The next tier up, with what is missing in growth and in fen (F12); null at the top. */
export function nextUp(
  growth: GrowthAccount,
  rules: GrowthRules,
  now: number,
): { tier: Tier; growth: number; missing: number; missingSpend: number } | null {
  const held = Math.max(growth.tier?.rank ?? 0, growth.permanent?.rank ?? 0)
  const tier = rules.tiers.find(({ rank }) => rank === held + 1)
  if (!tier) return null
  const inWindow = windowGrowth(growth, growth.window ?? rules.window, now)
  const missing = Math.max(0, tier.threshold - inWindow)
  return { tier, growth: inWindow, missing, missingSpend: spendFor(missing, rules) }
}
