import type { Badge } from '../contract/loyalty'
import { refuse } from '../contract/refusals'
import { admits } from './audience'
import { account, transfer } from './balances'
import type { Decision, Due, Posting } from './decision'
import type { BadgeCount, GrowthFacts } from './growth-account'
import type { MemberState, ReceiptFacts } from './member'
import type { ReceiptEffect } from './receipt-effects'
import type { Release } from './release'
import { giveReward, holdEnds, rewardOf, rewardStock } from './rewards'
import { endVoucher, findVoucher } from './vouchers'

/**
 * Grow and unlock (M032): completed orders count towards badges; the order that completes the number
 * unlocks in the same commit. Its reward needs a piece of a shared stock, so it is given by a
 * follow-up; an order that comes back locks it again while the reward is unused.
 */
export const badgeEffect: ReceiptEffect = {
  count(state, { receipt, release, now }) {
    if (receipt.forFriend) return { state, receipt, postings: [], due: [] }
    const counting = (release.loyalty?.badges ?? []).filter(
      (badge) => isTowards(badge, receipt) && admits(badge.audience, state, release, now).admitted,
    )
    if (counting.length === 0) return { state, receipt, postings: [], due: [] }
    const due: Due[] = []
    let badges = state.growth.badges
    for (const badge of counting) {
      const before = badges.find(({ badgeId }) => badgeId === badge.id) ?? emptyCount(badge.id)
      const orders = before.orders + 1
      const unlocks = before.unlockedAt === null && orders >= badge.orders
      const grantKey = unlocks && badge.rewardId !== undefined ? receipt.receiptId : before.grantKey
      badges = withCount(badges, {
        ...before,
        orders,
        ...(unlocks ? { unlockedAt: now, of: badge.orders, grantKey } : {}),
      })
      if (unlocks && badge.rewardId !== undefined) due.push(rewardDue(state, badge, receipt.receiptId))
    }
    const growth = { ...state.growth, badges: knownOnly(badges, release) }
    const grown = { growth: 0, ...receipt.grown, badges: counting.map(({ id }) => id) }
    return { state: { ...state, growth }, receipt: { ...receipt, grown }, postings: [], due }
  },

  takeBack(state, { receipt }) {
    return { ...takeBackBadges(state, receipt), receipt }
  },
}

/** A whole order came back: it counts no more, and what it had unlocked locks while unused. */
export function takeBackBadges(
  state: MemberState,
  { grown }: Pick<ReceiptFacts, 'grown'>,
): { state: MemberState; postings: Posting[]; due: Due[] } {
  let current = state
  const postings: Posting[] = []
  const due: Due[] = []
  for (const badgeId of grown?.badges ?? []) {
    const count = current.growth.badges.find((one) => one.badgeId === badgeId)
    if (!count) continue
    const fewer = { ...count, orders: count.orders - 1 }
    const locks = count.of !== null && fewer.orders < count.of
    const without = locks ? withoutReward(current, count.rewardKey) : null
    if (without) {
      current = without.state
      postings.push(...without.postings)
      due.push(...without.due)
    }
    const locked = without ? { unlockedAt: null, of: null, grantKey: null, rewardKey: null } : {}
    const badges = withCount(current.growth.badges, { ...fewer, ...locked })
    current = { ...current, growth: { ...current.growth, badges } }
  }
  return { state: current, postings, due }
}

/** Takes an unused reward away; null for one that was used, which stays. */
function withoutReward(
  state: MemberState,
  rewardKey: string | null,
): { state: MemberState; postings: readonly Posting[]; due: readonly Due[] } | null {
  if (rewardKey === null) return { state, postings: [], due: [] }
  const voucher = findVoucher(state, rewardKey)
  if (voucher) return voucher.state === 'open' ? endVoucher(state, voucher, 'returned') : null
  const lot = state.coupons.find(({ id }) => id === rewardKey)
  if (!lot || lot.left < lot.granted) return null
  return {
    state: { ...state, coupons: state.coupons.filter(({ id }) => id !== rewardKey) },
    postings: transfer('coupon', account.coupons(rewardKey), 'shop/coupons', lot.left),
    due: [],
  }
}

function isTowards({ categoryId }: Badge, { lines }: Pick<ReceiptFacts, 'lines'>): boolean {
  return categoryId === undefined || lines.some((line) => line.categoryId === categoryId)
}

function emptyCount(badgeId: string): BadgeCount {
  return { badgeId, orders: 0, unlockedAt: null, of: null, grantKey: null, rewardKey: null }
}

function withCount(badges: readonly BadgeCount[], count: BadgeCount): BadgeCount[] {
  return [...badges.filter(({ badgeId }) => badgeId !== count.badgeId), count]
}

/** Badges that are published no more leave, so that the account stays small. */
function knownOnly(badges: BadgeCount[], release: Release): BadgeCount[] {
  const known = new Set(release.loyalty?.badges.map(({ id }) => id))
  return badges.filter(({ badgeId }) => known.has(badgeId))
}

function rewardDue({ number }: MemberState, { id, rewardId = '' }: Badge, grantKey: string): Due {
  return {
    kind: 'badge_reward',
    key: `badge:${number}:${id}:${grantKey}`,
    owner: 'renewal',
    memberId: number,
    badgeId: id,
    rewardId,
    grantKey,
  }
}

/** Whether what was unlocked under this key still has no reward. */
export function awaitsReward(
  { growth }: Pick<MemberState, 'growth'>,
  { badgeId, grantKey }: { badgeId: string; grantKey: string },
): boolean {
  return growth.badges.some(
    (count) => count.badgeId === badgeId && count.grantKey === grantKey && count.rewardKey === null,
  )
}

/** Rewards that unlocked badges have earned and not got yet. */
export function rewardsAwaited({ growth }: Pick<MemberState, 'growth'>, release: Release): string[] {
  return (release.loyalty?.badges ?? []).flatMap(({ id, rewardId }) => {
    const count = growth.badges.find(({ badgeId }) => badgeId === id)
    const waits = rewardId !== undefined && count?.grantKey && count.rewardKey === null
    return waits ? [rewardId] : []
  })
}

/** The stock's key and the operation's id of one badge's reward. */
export function badgeGrantId(badgeId: string, grantKey: string): string {
  return `badge:${badgeId}:${grantKey}`
}

/**
 * Gives the reward of an unlocked badge, once. Refuses REWARD_UNAVAILABLE for a badge that was
 * locked again, has its reward, or names none that can still be had: its piece goes back then.
 */
export function grantBadgeReward(
  state: MemberState,
  command: { badgeId: string; rewardId: string; grantKey: string; release: Release; now: number },
): Decision<Extract<GrowthFacts, { kind: 'badge_reward' }>> {
  const { badgeId, rewardId, grantKey, release, now } = command
  const count = state.growth.badges.find((one) => one.badgeId === badgeId)
  const reward = rewardOf(release, rewardId)
  if (count?.grantKey !== grantKey || count.rewardKey !== null || !reward) return refuse('REWARD_UNAVAILABLE')
  const stock = rewardStock(rewardId)
  const holdKey = badgeGrantId(badgeId, grantKey)
  const given = giveReward(state, {
    key: `${grantKey}:b`,
    reward,
    source: 'badge',
    stock,
    holdKey,
    release,
    now,
  })
  if (!given) return refuse('REWARD_UNAVAILABLE')
  const rewardKey = given.voucherId ?? given.couponLotId
  const badges = withCount(given.state.growth.badges, { ...count, rewardKey })
  return {
    ok: true,
    state: { ...given.state, growth: { ...given.state.growth, badges } },
    postings: given.postings,
    facts: { kind: 'badge_reward', badgeId, rewardKey, at: now },
    due: [holdEnds(stock, holdKey)],
  }
}
