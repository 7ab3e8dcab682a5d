import type { GrowthRules } from '../contract/loyalty'
import { lastDayOf, shanghaiMonth } from './calendar'
import { challengesCounted, challengesTakenBack, keptChallenges } from './challenges'
import type { Due, Posting } from './decision'
import { forgetGrowth, growthFor, growthPostings, withGrowth } from './growth'
import type { EarnedGrowth, GrowthAccount } from './growth-account'
import type { MemberState, ReceiptFacts } from './member'
import type { Counted, ReceiptEffect } from './receipt-effects'
import type { Release } from './release'
import { climbed, forgetFormerTiers, settledTier, withEarned, withoutLostUpgrades } from './tiers'

/**
 * A receipt earns growth when it counts, in the month of its own time, and what that leads to stands
 * in the same commit: a tier, a challenge that is won (M064, M067, M068).
 */
export const growthEffect: ReceiptEffect = {
  count(state, counting) {
    const { receipt, release, now } = counting
    const rules = release.loyalty?.growth
    if (!rules) return { state, receipt, postings: [], due: [] }
    const month = shanghaiMonth(receipt.at)
    const growth = growthFor(receipt.paid, rules)
    const kept = keptGrowth(state.growth, now)
    const settled = settledTier(kept.growth, rules, now)
    const since = settled.tier?.since
    const earned: GrowthAccount = {
      ...withGrowth(settled, month, growth),
      window: windowFor(settled, rules),
      tier: withEarned(settled.tier, growth, since),
    }
    const climbing = { ...state, growth: climbed(earned, rules, { since: now, by: 'growth' }) }
    const challenged = challengesCounted(climbing, counting, rules)
    const after = challenged.state.growth
    const rose = (after.tier?.rank ?? 0) > (settled.tier?.rank ?? 0) ? after.tier : null
    const grown: EarnedGrowth = {
      growth,
      ...(since === undefined ? {} : { tierSince: since }),
      ...(rose
        ? { reached: { tierId: rose.tierId, rank: rose.rank, name: nameOf(rose.tierId, rules) } }
        : {}),
      ...challenged.marks,
    }
    return {
      state: challenged.state,
      receipt: { ...receipt, grown },
      postings: [...kept.postings, ...growthPostings(month, growth), ...challenged.postings],
      due: tierChanged(state.growth, challenged.state, release, receipt.receiptId),
    }
  },

  takeBack(state, { receipt, release, now }) {
    const { grown, paid } = receipt
    if (!grown) return { state, receipt, postings: [], due: [] }
    const taken = takeBackGrowth(state, { receipt, growth: grown.growth, paid, release, now })
    return { ...taken, receipt }
  },
}

/**
 * Takes back what a receipt earned, or a part of it: growth in the month in which it was earned, and
 * upgrades and challenges that don't stand without it (H8). Points are another ledger (thread 15).
 * @param command.growth of what the receipt earned, what goes back now
 * @param command.paid fen of the receipt that go back now, for challenges
 */
export function takeBackGrowth(
  state: MemberState,
  command: {
    readonly receipt: Pick<ReceiptFacts, 'receiptId' | 'at' | 'grown'>
    readonly growth: number
    readonly paid: number
    readonly release: Release
    readonly now: number
  },
): Omit<Counted, 'receipt'> {
  const { receipt, growth, paid, release, now } = command
  const rules = release.loyalty?.growth
  const month = shanghaiMonth(receipt.at)
  const settled = settledTier(state.growth, rules, now)
  const less: GrowthAccount = {
    ...withGrowth(settled, month, -growth),
    tier: withEarned(settled.tier, -growth, receipt.grown?.tierSince),
  }
  const unwon = challengesTakenBack(
    { ...state, growth: less },
    { challenges: receipt.grown?.challenges ?? [], paid, now },
  )
  const lostBy = new Set(unwon.lost)
  const kept = rules
    ? withoutLostUpgrades(unwon.state.growth, rules, now, ({ challengeId }) => lostBy.has(challengeId ?? ''))
    : unwon.state.growth
  const after = { ...unwon.state, growth: kept }
  return {
    state: after,
    postings: [...growthPostings(month, -growth), ...unwon.postings],
    due: tierChanged(state.growth, after, release, `${receipt.receiptId}:${now}`),
  }
}

function nameOf(tierId: string, { tiers }: GrowthRules): string {
  return tiers.find(({ id }) => id === tierId)?.name ?? ''
}

/** What nobody asks for any more leaves, so that the account stays small. */
function keptGrowth(growth: GrowthAccount, now: number): { growth: GrowthAccount; postings: Posting[] } {
  const { growth: kept, postings } = forgetGrowth(growth, now)
  const challenges = keptChallenges(kept.challenges, now)
  return { growth: { ...forgetFormerTiers(kept, now), challenges }, postings }
}

/** Growth that may stay twelve months is never reset earlier by a later rule (M072, L7). */
function windowFor({ window }: GrowthAccount, rules: GrowthRules): GrowthRules['window'] {
  return window === 'rolling_12_months' ? window : rules.window
}

/** Told to the member, with the day through which it holds. */
export function tierChanged(before: GrowthAccount, after: MemberState, release: Release, key: string): Due[] {
  const { tier } = after.growth
  if (tier?.rank === before.tier?.rank && tier?.since === before.tier?.since) return []
  const name = release.loyalty?.growth?.tiers.find(({ rank }) => rank === (tier?.rank ?? 0))?.name
  if (name === undefined) return []
  const rose = (tier?.rank ?? 0) > (before.tier?.rank ?? 0)
  const kept = tier?.by === 'kept'
  return [
    {
      kind: 'message',
      key: `tier_changed:${after.number}:${key}`,
      owner: 'renewal',
      flow: 'tier_changed',
      memberId: after.number,
      about: {
        id: null,
        amount: null,
        day: tier ? lastDayOf(tier.until) : null,
        title: kept ? `保级成功:${name}` : rose ? `已升级为${name}` : `等级调整为${name}`,
      },
    },
  ]
}
