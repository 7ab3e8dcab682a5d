import { type Refusal, isRefusal, refuse } from '../contract/refusals'
import type { RewardView } from '../contract/points'
import type { Reward } from '../contract/rewards'
import { admits } from './audience'
import { shanghaiDay } from './calendar'
import { claimed, withClaim } from './claims'
import { issueCoupons, walletIsFull } from './coupon-issue'
import { issuedVersion } from './coupon-versions'
import { attemptKey } from './attempt-key'
import type { Decision, Due, Posting } from './decision'
import type { MemberState } from './member'
import type { PointFacts, PointShare } from './point-account'
import { availablePoints, returnPoints, spendPoints } from './points'
import { listPrice } from './price-history'
import type { Release } from './release'
import type { Voucher } from './voucher'
import {
  endVoucher,
  findVoucher,
  grantVoucher,
  isOpen,
  MOST_OPEN_VOUCHERS,
  vouchersAreFull,
  voucherUntil,
} from './vouchers'

/**
 * What can be had for points, or for none (M033, M060): points, stock and voucher move together or
 * not at all. The piece is taken from the shared stock before, under the attempt's own key.
 */

export function rewardStock(rewardId: string): string {
  return `reward:${rewardId}`
}

export function rewardOf(release: Release, rewardId: string): Reward | null {
  return release.participation?.rewards.find(({ id }) => id === rewardId) ?? null
}

/**
 * Whether this member may have a reward of the shop now, apart from points and stock. Refuses
 * REWARD_UNAVAILABLE (not in the shop, outside of its days, a coupon without a template),
 * NOT_ADMITTED (detail: why), ALREADY_CLAIMED, and REWARD_UNAVAILABLE while the wallet is full.
 */
export function checkReward(
  state: MemberState,
  reward: Reward | null,
  release: Release,
  now: number,
): NonNullable<Reward['shop']> | Refusal {
  const shop = reward?.shop
  const today = shanghaiDay(now)
  if (!reward || !shop || today < shop.from || today > shop.through) return refuse('REWARD_UNAVAILABLE')
  if (state.joinedAt === null) return refuse('JOIN_REQUIRED')
  const { admitted, why } = admits(shop.audience, state, release, now)
  if (!admitted) return refuse('NOT_ADMITTED', { why })
  if (claimed(state, claimKey(reward.id)) >= reward.perMember) return refuse('ALREADY_CLAIMED')
  if (reward.gives.kind !== 'coupon' && vouchersAreFull(state))
    return refuse('REWARD_UNAVAILABLE', { why: `待领取的凭证已有${MOST_OPEN_VOUCHERS}张,领取一些再兑换` })
  if (reward.gives.kind === 'coupon') {
    if (!issuedVersion(release, reward.gives.templateId)) return refuse('REWARD_UNAVAILABLE')
    if (walletIsFull(state, now)) return refuse('REWARD_UNAVAILABLE', { why: '券包已满,用掉一些再兑换' })
  }
  return shop
}

export interface Redeeming {
  readonly operationId: string
  readonly rewardId: string
  /** What the person saw. */
  readonly points: number
  readonly release: Release
  readonly now: number
}

/** Refuses what `checkReward` refuses, REWARD_CHANGED for other points than were shown, POINTS_SHORT. */
export function redeemReward(
  state: MemberState,
  { operationId, rewardId, points, release, now }: Redeeming,
): Decision<Extract<PointFacts, { kind: 'redeemed' }>> {
  const reward = rewardOf(release, rewardId)
  const shop = checkReward(state, reward, release, now)
  if (isRefusal(shop)) return shop
  if (!reward) return refuse('REWARD_UNAVAILABLE')
  if (shop.points !== points) return refuse('REWARD_CHANGED', { points: shop.points })
  const spent = spendPoints(state, { points, reason: 'redeemed', now })
  if (isRefusal(spent)) return spent
  const holdKey = attemptKey(operationId, state.number)
  const given = giveReward(spent.state, {
    key: operationId,
    reward,
    source: points === 0 ? 'sample' : 'points',
    shares: spent.shares,
    stock: rewardStock(rewardId),
    holdKey,
    release,
    now,
  })
  if (!given) return refuse('REWARD_UNAVAILABLE')
  const claims = withClaim(given.state.claims, claimKey(rewardId), { by: 1, until: null })
  return {
    ok: true,
    state: { ...given.state, claims },
    postings: [...spent.postings, ...given.postings],
    facts: {
      kind: 'redeemed',
      rewardId,
      voucherId: given.voucherId,
      couponLotId: given.couponLotId,
      points,
      shares: spent.shares,
      at: now,
    },
    due: [holdEnds(rewardStock(rewardId), holdKey)],
  }
}

export interface Giving {
  /** What gives it, such as the operation's id. */
  readonly key: string
  readonly reward: Reward
  readonly source: Voucher['source']
  readonly shares?: readonly PointShare[]
  readonly stock: string
  readonly holdKey: string
  readonly release: Release
  readonly now: number
}

/**
 * Gives a reward: a voucher, or its coupon into the wallet. Null where its coupon is no more. Who
 * calls has taken the piece from the stock and decides what it costs.
 */
export function giveReward(
  state: MemberState,
  { key, reward, source, shares, stock, holdKey, release, now }: Giving,
): {
  state: MemberState
  postings: readonly Posting[]
  voucherId: string | null
  couponLotId: string | null
} | null {
  const { id: rewardId, title, gives, voucherDays } = reward
  if (gives.kind === 'coupon') {
    const version = issuedVersion(release, gives.templateId)
    if (!version) return null
    const issued = issueCoupons(state, { key, coupons: [{ version, count: 1 }], now })
    return { ...issued, voucherId: null, couponLotId: issued.lotIds[0] ?? null }
  }
  const id = `${key}:${rewardId}`
  const granted = grantVoucher(state, {
    id,
    source,
    rewardId,
    title,
    from: now,
    until: voucherUntil(now, voucherDays),
    ...(shares && shares.length > 0 ? { shares: [...shares] } : {}),
    stock,
    holdKey,
  })
  return { ...granted, voucherId: id, couponLotId: null }
}

/**
 * Gives an unused voucher of the points shop back: its points return to the lots they came from;
 * what has expired since stays expired (M060). Refuses VOUCHER_UNUSABLE.
 */
export function cancelVoucher(
  state: MemberState,
  { voucherId, now }: { voucherId: string; now: number },
): Decision<Extract<PointFacts, { kind: 'voucher_returned' }>> {
  const voucher = findVoucher(state, voucherId)
  if (!voucher || !isOpen(voucher, now)) return refuse('VOUCHER_UNUSABLE')
  if (voucher.source !== 'points' && voucher.source !== 'sample') return refuse('VOUCHER_UNUSABLE')
  return returned(state, voucher, 'returned', now)
}

/** A voucher that nobody fetched gives its points back too: nobody loses for not coming. */
export function expireVoucher(
  state: MemberState,
  { voucherId, now }: { voucherId: string; now: number },
): Decision<Extract<PointFacts, { kind: 'voucher_returned' }>> {
  const voucher = findVoucher(state, voucherId)
  if (voucher?.state !== 'open' || now < voucher.until || voucher.orderId !== undefined)
    return refuse('VOUCHER_UNUSABLE')
  return returned(state, voucher, 'expired', now)
}

function returned(
  state: MemberState,
  voucher: Voucher,
  ended: 'expired' | 'returned',
  now: number,
): Decision<Extract<PointFacts, { kind: 'voucher_returned' }>> {
  const back = returnPoints(state, { shares: voucher.shares ?? [], now })
  const without = endVoucher(back.state, voucher, ended)
  const claims = withClaim(without.state.claims, claimKey(voucher.rewardId), { by: -1, until: null })
  return {
    ok: true,
    state: { ...without.state, claims },
    postings: [...back.postings, ...without.postings],
    facts: {
      kind: 'voucher_returned',
      voucherId: voucher.id,
      points: back.returned,
      expired: back.expired,
      refundId: null,
      at: now,
    },
    due: without.due,
  }
}

/** @param left of the stock; null: nobody has taken one yet */
export function rewardView(
  reward: Reward,
  member: MemberState | null,
  { left, release, now }: { left: number | null; release: Release; now: number },
): RewardView | null {
  const { shop, gives } = reward
  if (!shop) return null
  const product =
    gives.kind === 'goods'
      ? release.products.find(({ id, available }) => available && id === gives.productId)
      : null
  const stock = left ?? reward.stock
  const checked = member ? checkReward(member, reward, release, now) : refuse('JOIN_REQUIRED')
  const available = member ? availablePoints(member, now) : 0
  return {
    rewardId: reward.id,
    title: reward.title,
    detail: reward.detail,
    photo: reward.photo || (product?.photo ?? ''),
    kind: gives.kind,
    points: shop.points,
    worth: product ? listPrice(product, now) : null,
    left: stock,
    perMember: reward.perMember,
    had: member ? claimed(member, claimKey(reward.id)) : 0,
    through: shop.through,
    admission: member ? admits(shop.audience, member, release, now) : { admitted: false, why: null },
    why: isRefusal(checked)
      ? (whyOf(checked) ?? checked.message)
      : stock === 0
        ? '已兑完'
        : available < shop.points
          ? `还差${shop.points - available}积分`
          : null,
  }
}

function whyOf({ detail }: Refusal): string | null {
  return typeof detail === 'object' && detail !== null && 'why' in detail && typeof detail.why === 'string'
    ? detail.why
    : null
}

/** The share of the stock is used up for good once the commit stands. */
export function holdEnds(stock: string, holdKey: string): Due {
  return { kind: 'release_hold', key: `hold:${stock}:${holdKey}`, owner: 'renewal', stock, holdKey }
}

function claimKey(rewardId: string): string {
  return `reward:${rewardId}`
}
