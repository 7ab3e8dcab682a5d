import type { Admission, Audience } from '../contract/audience'
import type { MemberState } from './member'
import { currentMembership } from './membership'
import type { Release } from './release'
import { rankAt } from './tier-rank'

/**
 * Whether a member belongs to an audience now, and if not, what would change that. The rule is the
 * published one: nobody is let in or kept out for another reason (L3, M068).
 */
export function admits(audience: Audience, state: MemberState, release: Release, now: number): Admission {
  const { tierAtLeast, planIds, cardHolders } = audience
  if (tierAtLeast !== undefined && rankAt(state, now) < tierAtLeast) {
    const name = release.loyalty?.growth?.tiers.find(({ rank }) => rank === tierAtLeast)?.name
    return { admitted: false, why: name ? `${name}及以上等级可用` : '等级暂未达到' }
  }
  const held = currentMembership(state, now)
  if (cardHolders && !held) return { admitted: false, why: '持有会员卡时可用' }
  if (planIds && !state.memberships.some((one) => planIds.includes(one.planId) && isRunning(one, now))) {
    const names = planNames(planIds, release)
    return { admitted: false, why: `持有${names.join('、') || '指定会员卡'}时可用` }
  }
  return { admitted: true, why: null }
}

/** Who belongs to it, in words, for everybody to check (L3); null where it is every member. */
export function audienceWords(
  { tierAtLeast, planIds, cardHolders }: Audience,
  release: Release,
): string | null {
  const tier = release.loyalty?.growth?.tiers.find(({ rank }) => rank === tierAtLeast)?.name
  const plans = planNames(planIds ?? [], release)
  const parts = [
    ...(tierAtLeast === undefined ? [] : [`${tier ?? `第${tierAtLeast}级`}及以上`]),
    ...(planIds ? [`持有${plans.join('、') || '指定会员卡'}`] : cardHolders ? ['持有会员卡'] : []),
  ]
  return parts.length === 0 ? null : `${parts.join('、')}的会员`
}

function planNames(planIds: readonly string[], release: Release): string[] {
  return planIds.flatMap((id) => {
    const version = release.plans.find((plan) => plan.id === id)?.versionId
    return (version && release.versions[version]?.terms.name) ?? []
  })
}

function isRunning({ startsAt, endsAt }: { startsAt: number; endsAt: number }, now: number): boolean {
  return startsAt <= now && now < endsAt
}
