import { rewardsAwaited } from './badges'
import type { Output } from '../contract'
import type { GrowthRules } from '../contract/loyalty'
import type { TierBar, TierView } from '../contract/tiers'
import { admits } from './audience'
import { benefitRule } from './benefit-words'
import { addDays, addMonths, dayWords, lastDayOf, shanghaiDay, shanghaiMonth } from './calendar'
import { isOpen } from './challenges'
import { growthResets, spendFor, windowGrowth } from './growth'
import type { GrowthAccount, JoinedChallenge } from './growth-account'
import type { MemberState } from './member'
import { yuanText } from './money'
import { decimal } from './point-views'
import type { Release } from './release'
import { rewardOf } from './rewards'
import { minutesForRank } from './support'
import { missingToKeep } from './tier-periods'
import { nextUp, settledTier } from './tiers'

type TierPage = Output<'points.tier'>
type ChallengeView = Output<'points.joinChallenge'>

/** What the tier page and the first page show, all from the one account as it is at `now`. */
export function tierView(state: MemberState, release: Release, now: number): TierView | null {
  const rules = release.loyalty?.growth
  if (!rules) return null
  const growth = settledTier(state.growth, rules, now)
  const { tier: held, permanent } = growth
  const rank = Math.max(held?.rank ?? 0, permanent?.rank ?? 0)
  const forEver = permanent !== null && permanent.rank >= (held?.rank ?? 0)
  const tier = rules.tiers.find((one) => one.rank === rank)
  if (!tier) return null
  const [reset] = growthResets(growth).filter(({ on }) => on > shanghaiDay(now))
  const since = forEver ? permanent.since : held?.since
  return {
    tierId: tier.id,
    name: tier.name,
    rank,
    since: since === undefined ? null : shanghaiDay(since),
    through: held && !forEver ? lastDayOf(held.until) : null,
    permanent: forEver,
    growth: windowGrowth(growth, growth.window ?? rules.window, now),
    bars: [upgradeBar(growth, rules, now), forEver ? null : keepBar(growth, rules, now)].filter(
      (bar): bar is TierBar => bar !== null,
    ),
    reset: reset ?? null,
  }
}

function upgradeBar(growth: GrowthAccount, rules: GrowthRules, now: number): TierBar | null {
  const next = nextUp(growth, rules, now)
  if (!next) return null
  const window = growth.window ?? rules.window
  return {
    kind: 'upgrade',
    tierName: next.tier.name,
    growth: next.growth,
    target: next.tier.threshold,
    missing: next.missing,
    missingSpend: next.missingSpend,
    by: countsThrough(growth, window, now),
    rule: `${windowWords(window)}成长值达到${next.tier.threshold},付款后立即升级;${earningWords(rules)}`,
  }
}

/** Until when what counts today still counts as a whole. */
function countsThrough(growth: GrowthAccount, window: GrowthRules['window'], now: number): string {
  const today = shanghaiDay(now)
  if (window === 'calendar_year') return `${today.slice(0, 4)}-12-31`
  const [reset] = growthResets(growth).filter(({ on }) => on > today)
  return addDays(reset?.on ?? addMonths(`${shanghaiMonth(now)}-01`, 12), -1)
}

function keepBar(growth: GrowthAccount, rules: GrowthRules, now: number): TierBar | null {
  const { tier } = growth
  const own = rules.tiers.find(({ id }) => id === tier?.tierId)
  if (!tier || !own) return null
  const missing = missingToKeep(growth, tier)
  const landing =
    tier.landing === 'one_down' ? '降一级' : `按${windowWords(growth.window ?? rules.window)}成长值定级`
  return {
    kind: 'keep',
    tierName: own.name,
    growth: Math.max(0, tier.earned),
    target: tier.keep,
    missing,
    missingSpend: spendFor(missing, rules),
    by: lastDayOf(tier.until),
    rule: `到${dayWords(lastDayOf(tier.until), now)}为止,本期成长值达到${tier.keep}即可保级,否则${landing}`,
  }
}

function windowWords(window: GrowthRules['window']): string {
  return window === 'calendar_year' ? '当年' : '近12个月'
}

/** How growth is earned, in words. */
export function earningWords({ perYuanHundredths }: GrowthRules): string {
  return `实付每${yuanText(100)}得${decimal(perYuanHundredths)}成长值`
}

/** Tiers by rank, and each benefit of any of them with what it says in each (M066, M076). */
export function tierMatrix(release: Release): Pick<TierPage, 'tiers' | 'matrix'> {
  const tiers = [...(release.loyalty?.growth?.tiers ?? [])].sort((a, b) => a.rank - b.rank)
  const titles = [...new Set(tiers.flatMap(({ benefits }) => benefits.map(({ title }) => title)))]
  const rows = titles.map((title) => ({
    title,
    cells: tiers.map(({ benefits }) => {
      const offer = benefits.find((benefit) => benefit.title === title)
      return offer ? benefitRule(offer, release) : null
    }),
  }))
  const promise = release.participation?.support
  return {
    tiers: tiers.map(({ id, name, rank, threshold, keep }) => ({ tierId: id, name, rank, threshold, keep })),
    matrix: [
      ...(release.loyalty?.points
        ? [
            {
              title: '积分倍数',
              cells: tiers.map(({ pointsBasisPoints }) => timesWords(pointsBasisPoints)),
            },
          ]
        : []),
      ...rows,
      ...(promise
        ? [
            {
              title: '咨询答复',
              cells: tiers.map(({ rank }) => `${minutesForRank(release, rank) ?? 0}分钟内`),
            },
          ]
        : []),
    ],
  }
}

/** 12500 is 1.25倍. */
function timesWords(basisPoints: number): string {
  const rest = String(basisPoints % 10_000)
    .padStart(4, '0')
    .replace(/0+$/, '')
  return `${Math.floor(basisPoints / 10_000)}${rest ? `.${rest}` : ''}倍`
}

/** Published challenges that run, and joined ones until they are over for long (M068). */
export function challengeViews(state: MemberState, release: Release, now: number): ChallengeView[] {
  return (release.loyalty?.growth?.challenges ?? []).flatMap((challenge) => {
    const joined = state.growth.challenges.find(({ challengeId }) => challengeId === challenge.id)
    if (!joined && !isOpen(challenge, now)) return []
    return [
      {
        challengeId: challenge.id,
        title: challenge.title,
        through: challenge.through,
        spend: joined?.target ?? challenge.spend,
        withinDays: challenge.withinDays,
        reward: challengeReward(joined?.reward ?? challenge.reward, release),
        admission: admits(challenge.audience, state, release, now),
        state: standingOf(joined, now),
        spent: Math.max(0, joined?.spent ?? 0),
        until: joined ? lastDayOf(joined.until) : null,
      },
    ]
  })
}

function standingOf(joined: JoinedChallenge | undefined, now: number): ChallengeView['state'] {
  if (!joined) return 'open'
  if (joined.wonAt !== null) return 'won'
  return now < joined.until ? 'joined' : 'missed'
}

/** What a challenge gives, in words. */
export function challengeReward(reward: JoinedChallenge['reward'], release: Release): string {
  if (reward.kind === 'points') return `${reward.points}积分`
  if (reward.kind === 'growth') return `${reward.growth}成长值`
  const { tiers = [], tierMonths = 12 } = release.loyalty?.growth ?? {}
  const name = tiers.find(({ rank }) => rank === reward.rank)?.name ?? '更高等级'
  return `直接成为${name},保留至少${tierMonths}个月`
}

/** @param exhausted rewards of which nothing is left at present */
export function badgeViews(
  state: MemberState,
  release: Release,
  exhausted: ReadonlySet<string> = new Set(),
): TierPage['badges'] {
  const { growth } = state
  const awaited = rewardsAwaited(state, release)
  return (release.loyalty?.badges ?? []).map(({ id, name, description, orders, rewardId }) => {
    const count = growth.badges.find(({ badgeId }) => badgeId === id)
    return {
      badgeId: id,
      name,
      description,
      count: Math.max(0, count?.orders ?? 0),
      of: count?.of ?? orders,
      unlockedOn: count?.unlockedAt ? shanghaiDay(count.unlockedAt) : null,
      reward: rewardId === undefined ? null : (rewardOf(release, rewardId)?.title ?? null),
      ...(rewardId !== undefined && awaited.includes(rewardId) && exhausted.has(rewardId)
        ? { rewardWaits: '奖励暂时发完,店家补货后会自动发给您' }
        : {}),
    }
  })
}

/** Growth by month, of the twelve that may count and the one that left, the oldest first. */
export function growthMonths({ growth }: MemberState, now: number): TierPage['months'] {
  const first = `${shanghaiMonth(now)}-01`
  return Array.from({ length: 13 }, (_, index) => {
    const month = addMonths(first, index - 12).slice(0, 7)
    return { month, growth: growth.byMonth[month] ?? 0 }
  })
}
