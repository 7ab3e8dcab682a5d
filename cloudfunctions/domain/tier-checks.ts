import type { CatalogueDraft } from '../contract/catalogue'
import type { GrowthRules } from '../contract/loyalty'
import { isDay } from './calendar'
import type { DraftProblem } from './compliance'
import { audienceProblems } from './coupon-checks'
import type { Release } from './release'

/**
 * What the draft's tiers, challenges and badges promise (M066, M068, M032). A published ladder only
 * ever grows: what members hold, and how their growth was said to leave, stays (M072, L7).
 */
export function* tierProblems(
  draft: CatalogueDraft,
  { previous }: { readonly previous: Release | null },
): Generator<DraftProblem> {
  const growth = draft.loyalty?.growth
  const before = previous?.loyalty?.growth
  if (growth) {
    yield* ladderProblems(growth)
    yield* challengeProblems(growth, draft)
    const rank = growth.permanence?.rank
    if (rank !== undefined && !growth.tiers.some((tier) => tier.rank === rank))
      yield missing('loyalty.growth.permanence.rank', '等级', String(rank))
  }
  if (before) yield* keptPromises(growth, before)
  yield* badgeProblems(draft)
}

/** Every text of tiers, challenges and badges that advertises, with its path in the draft. */
export function* loyaltyTexts({ loyalty }: CatalogueDraft): Generator<readonly [path: string, text: string]> {
  for (const [index, { name }] of (loyalty?.growth?.tiers ?? []).entries())
    yield [`loyalty.growth.tiers.${index}.name`, name]
  for (const [index, { title }] of (loyalty?.growth?.challenges ?? []).entries())
    yield [`loyalty.growth.challenges.${index}.title`, title]
  for (const [index, { name, description }] of (loyalty?.badges ?? []).entries()) {
    yield [`loyalty.badges.${index}.name`, name]
    yield [`loyalty.badges.${index}.description`, description]
  }
}

/** From the lowest up: ranks without gaps, thresholds that rise, so that each growth means one tier. */
function* ladderProblems({ tiers }: GrowthRules): Generator<DraftProblem> {
  const ids = new Set<string>()
  for (const [index, { id, rank, threshold, keep }] of tiers.entries()) {
    const at = `loyalty.growth.tiers.${index}`
    const below = tiers[index - 1]
    if (ids.has(id))
      yield { path: `${at}.id`, code: 'ID_REPEATED', sentence: `编号“${id}”重复,请改用不同的编号` }
    ids.add(id)
    if (rank !== index)
      yield {
        path: `${at}.rank`,
        code: 'TIER_ORDER',
        sentence: `等级要从低到高连续排列:这里应是第${index}级`,
      }
    if (index === 0 && (threshold > 0 || keep > 0))
      yield {
        path: `${at}.threshold`,
        code: 'TIER_ORDER',
        sentence: '最低等级人人都有,升级和保级所需成长值都要为0',
      }
    if (below && threshold <= below.threshold)
      yield {
        path: `${at}.threshold`,
        code: 'TIER_OVERLAP',
        sentence: `升级所需成长值要高于“${below.name}”的${below.threshold},否则两个等级重叠`,
      }
    if (keep > threshold)
      yield {
        path: `${at}.keep`,
        code: 'TIER_KEEP_ABOVE_THRESHOLD',
        sentence: `保级所需成长值不能高于升级所需的${threshold}`,
      }
  }
}

/** Published with criteria that anybody can check, and possible to win (M068, L3). */
function* challengeProblems(
  { challenges, tiers }: GrowthRules,
  draft: CatalogueDraft,
): Generator<DraftProblem> {
  const ids = new Set<string>()
  for (const [index, { id, audience, from, through, reward }] of challenges.entries()) {
    const at = `loyalty.growth.challenges.${index}`
    if (ids.has(id))
      yield { path: `${at}.id`, code: 'ID_REPEATED', sentence: `编号“${id}”重复,请改用不同的编号` }
    ids.add(id)
    yield* audienceProblems(audience, draft, `${at}.audience`)
    if (!isDay(from) || !isDay(through) || from > through)
      yield {
        path: `${at}.through`,
        code: 'CHALLENGE_DAYS',
        sentence: '挑战的开始和结束日期要真实存在,结束不早于开始',
      }
    if (reward.kind === 'points' && !draft.loyalty?.points)
      yield { path: `${at}.reward`, code: 'POINTS_OFF', sentence: '门店没有开通积分,请改用别的奖励' }
    if (reward.kind === 'tier' && !tiers.some(({ rank }) => rank === reward.rank))
      yield missing(`${at}.reward.rank`, '等级', String(reward.rank))
    if (reward.kind === 'tier' && reward.rank <= (audience.tierAtLeast ?? 0))
      yield {
        path: `${at}.reward.rank`,
        code: 'REWARD_WITHOUT_WORTH',
        sentence: '奖励的等级要高于参加条件的等级,否则什么也没有给(消费者权益保护法第二十条)',
        law: 'L3',
      }
  }
}

function* keptPromises(growth: GrowthRules | undefined, before: GrowthRules): Generator<DraftProblem> {
  for (const { id, rank, name } of before.tiers) {
    const now = growth?.tiers.find((tier) => tier.id === id)
    if (now?.rank !== rank)
      yield {
        path: 'loyalty.growth.tiers',
        code: 'TIER_WITHDRAWN',
        sentence: `会员可能已持有“${name}”:已发布的等级不能删除或换位,可以改名、调整门槛,或在上面增加等级(民法典第四百九十七条)`,
        law: 'L7',
      }
  }
  if (growth && before.window === 'rolling_12_months' && growth.window === 'calendar_year')
    yield {
      path: 'loyalty.growth.window',
      code: 'WINDOW_SHORTENED',
      sentence: '已承诺成长值保留12个月,不能改成每年清零(民法典第五百零九条)',
      law: 'L7',
    }
}

function* badgeProblems(draft: CatalogueDraft): Generator<DraftProblem> {
  const ids = new Set<string>()
  for (const [index, { id, audience, categoryId, rewardId }] of (draft.loyalty?.badges ?? []).entries()) {
    const at = `loyalty.badges.${index}`
    if (ids.has(id))
      yield { path: `${at}.id`, code: 'ID_REPEATED', sentence: `编号“${id}”重复,请改用不同的编号` }
    ids.add(id)
    yield* audienceProblems(audience, draft, `${at}.audience`)
    if (categoryId !== undefined && !draft.categories.some((category) => category.id === categoryId))
      yield missing(`${at}.categoryId`, '分类', categoryId)
    if (rewardId !== undefined && !draft.participation?.rewards.some((reward) => reward.id === rewardId))
      yield missing(`${at}.rewardId`, '奖品', rewardId)
  }
}

function missing(path: string, what: string, id: string): DraftProblem {
  return { path, code: 'REFERENCE_MISSING', sentence: `${what}“${id}”不存在,请先添加或改选` }
}
