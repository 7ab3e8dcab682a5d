import { refuse } from '../contract/refusals'
import type { ReferralReward, ReferralTerms } from '../contract/referral-terms'
import { account, transfer } from './balances'
import { shanghaiDay, shanghaiMonth } from './calendar'
import { issueCoupons } from './coupon-issue'
import { versionPromised } from './coupon-versions'
import type { Decision, Due, Posting } from './decision'
import type { MemberState } from './member'
import { hasLeft } from './merging'
import type { PointTerms } from './point-account'
import { earnPoints, takeBackPoints } from './points'
import { isBeforeClosing } from './privacy-account'
import type { GivenReward, ReferralFacts, ReferralOrder, ReferralRefusal } from './referral-account'
import { referralDue } from './referral-link'
import { rewardTitle } from './referral-words'
import type { Release } from './release'

/**
 * Rewards of an invitation (M107): after the window both sides are looked at; the inviter's comes
 * first, because its limits decide, then the invitee's. What went back takes both.
 */

type Of<K extends ReferralFacts['kind']> = Decision<Extract<ReferralFacts, { kind: K }>>

/** What is known of both sides, beside the invitee's own state. */
export interface ReviewedSides {
  /** As they are now, after any merge; null: nobody any more. */
  readonly inviter: MemberState | null
  /** Whose WeChat paid the invitee's order, or the balance that it took of; empty: paid at the till. */
  readonly payerIds: readonly string[]
  /** The invitee's device was the inviter's too, or that of another who was invited. */
  readonly deviceShared: boolean
  /** Following who invited whom from the inviter leads back to the invitee. */
  readonly ring: boolean
}

/** Why this invitation is no invitation of another person; null: it is one, as far as can be told. */
export function whyNotRewarded(
  invitee: MemberState,
  { inviter, payerIds, deviceShared, ring }: ReviewedSides,
): ReferralRefusal | null {
  if (inviter?.joinedAt === null || inviter === null) return 'inviter_gone'
  const theirs = [inviter.number, ...(inviter.mergedFrom ?? [])]
  const own = [invitee.number, ...(invitee.mergedFrom ?? [])]
  if (theirs.some((number) => own.includes(number))) return 'same_person'
  const { phoneDigest } = invitee.profile
  if (phoneDigest !== null && phoneDigest === inviter.profile.phoneDigest) return 'same_phone'
  if (payerIds.some((payerId) => theirs.includes(payerId))) return 'same_payer'
  if (deviceShared) return 'same_device'
  return ring ? 'ring' : null
}

/** Which of an inviter's own limits is reached in the month of `now`; null: one more may come. */
export function limitReached(
  { given }: MemberState['referral'],
  { mostPerMonth, mostInAll }: Pick<ReferralTerms, 'mostPerMonth' | 'mostInAll'>,
  now: number,
): 'most_per_month' | 'most_in_all' | null {
  if (given.inAll >= mostInAll) return 'most_in_all'
  return inMonth(given, now) >= mostPerMonth ? 'most_per_month' : null
}

/** Rewards as an inviter in the month of `now`. */
export function inMonth(given: MemberState['referral']['given'], now: number): number {
  return given.month === shanghaiMonth(now) ? given.inMonth : 0
}

export interface Rewarding {
  readonly receiptId: string
  readonly orderedAt: number
  readonly terms: ReferralTerms
  readonly release: Release
  readonly now: number
}

/**
 * The inviter's: counted and given in one write. Refuses REFERRAL_OFF (detail: why) at a limit and for
 * who closed the account meanwhile, BUSY for who has another WeChat by now (M062).
 */
export function rewardInviter(state: MemberState, rewarding: Rewarding): Of<'referral_rewarded'> {
  const { terms, now } = rewarding
  if (hasLeft(state)) return refuse('BUSY')
  const why = state.joinedAt === null ? 'inviter_gone' : limitReached(state.referral, terms, now)
  if (why) return refuse('REFERRAL_OFF', { why })
  const { inAll } = state.referral.given
  const given = {
    month: shanghaiMonth(now),
    inMonth: inMonth(state.referral.given, now) + 1,
    inAll: inAll + 1,
  }
  return rewarded({ ...state, referral: { ...state.referral, given } }, 'inviter', rewarding)
}

/** The invitee's. Refuses NOT_FOUND for an order that isn't looked at (any more). */
export function rewardInvitee(state: MemberState, rewarding: Rewarding): Of<'referral_rewarded'> {
  const order = orderOf(state, rewarding.receiptId, 'reviewing')
  if (!order) return refuse('NOT_FOUND')
  const decided = rewarded(state, 'invitee', rewarding)
  if (!decided.ok) return decided
  const { points, couponLotId } = decided.facts
  return {
    ...decided,
    ...withEnd(
      decided.state,
      { ...order, state: 'rewarded', given: { points, couponLotId }, rewardedAt: rewarding.now },
      decided.due,
    ),
  }
}

function rewarded(
  state: MemberState,
  side: 'inviter' | 'invitee',
  { receiptId, orderedAt, terms, release, now }: Rewarding,
): Of<'referral_rewarded'> {
  const reward = terms[side]
  const key = `${receiptId}:${side === 'inviter' ? 'ri' : 're'}`
  const given = give(state, reward, { key, orderedAt, release, now })
  if (!given) return refuse('REFERRAL_OFF', { why: 'reward_gone' })
  const { points, couponLotId } = given
  return {
    ok: true,
    state: given.state,
    postings: given.postings,
    facts: { kind: 'referral_rewarded', side, receiptId, points, couponLotId, at: now },
    due: [
      told(state.number, side, { receiptId, title: rewardTitle(reward, release), day: shanghaiDay(now) }),
    ],
  }
}

/** Promised for an order: such points neither expire nor decay. */
const REWARD_TERMS: PointTerms = { usableFrom: 0, expiresAt: null }

function give(
  state: MemberState,
  reward: ReferralReward,
  { key, orderedAt, release, now }: { key: string; orderedAt: number; release: Release; now: number },
): ({ state: MemberState; postings: readonly Posting[] } & GivenReward) | null {
  if (reward.kind === 'points') {
    const { points } = reward
    const earned = earnPoints(state, { points, reason: 'referral', terms: REWARD_TERMS, now })
    return { ...earned, points, couponLotId: null }
  }
  const version = versionPromised(release, reward.templateId, orderedAt)
  if (!version) return null
  const issued = issueCoupons(state, { key, coupons: [{ version, count: 1 }], now })
  return { ...issued, points: 0, couponLotId: issued.lotIds[0] ?? null }
}

/** Nothing comes of it, for a reason that both can read. Refuses NOT_FOUND once that is decided. */
export function refuseReferral(
  state: MemberState,
  { receiptId, why, now }: { receiptId: string; why: ReferralRefusal; now: number },
): Of<'referral_refused'> {
  const order = orderOf(state, receiptId, 'reviewing')
  if (!order) return refuse('NOT_FOUND')
  return {
    ok: true,
    ...withEnd(state, { ...order, state: 'refused', why }, []),
    postings: [],
    facts: { kind: 'referral_refused', receiptId, why, at: now },
  }
}

/**
 * Takes back what the inviter got for this order, as its entry says. Refuses NOT_FOUND where it ended
 * with the inviter's account: who comes again owes nothing of it (L9).
 */
export function reverseInviter(
  state: MemberState,
  { receiptId, given, now }: { receiptId: string; given: GivenReward & { at: number }; now: number },
): Of<'referral_reversed'> {
  if (isBeforeClosing(state, given.at)) return refuse('NOT_FOUND')
  return reversed(state, 'inviter', { receiptId, given, now })
}

/** Takes back what the invitee got. Refuses NOT_FOUND for an order that isn't on its way back. */
export function reverseInvitee(
  state: MemberState,
  { receiptId, now }: { receiptId: string; now: number },
): Of<'referral_reversed'> {
  const order = orderOf(state, receiptId, 'reversing')
  if (!order) return refuse('NOT_FOUND')
  const given = order.given ?? { points: 0, couponLotId: null }
  const decided = reversed(state, 'invitee', { receiptId, given, now })
  if (!decided.ok) return decided
  return {
    ...decided,
    ...withEnd(decided.state, { ...order, state: 'reversed', reversedAt: now }, decided.due),
  }
}

function reversed(
  state: MemberState,
  side: 'inviter' | 'invitee',
  { receiptId, given, now }: { receiptId: string; given: GivenReward; now: number },
): Of<'referral_reversed'> {
  const back = takeBackPoints(state, { points: given.points, terms: REWARD_TERMS, now })
  const coupon = couponBack(back.state, given.couponLotId)
  return {
    ok: true,
    state: coupon.state,
    postings: [...back.postings, ...coupon.postings],
    facts: {
      kind: 'referral_reversed',
      side,
      receiptId,
      points: back.takenBack,
      debt: back.debt,
      coupon: coupon.outcome,
      at: now,
    },
    due: [],
  }
}

/** An unused coupon is taken; a used one stays, and is said. */
function couponBack(
  state: MemberState,
  lotId: string | null,
): { state: MemberState; postings: readonly Posting[]; outcome: 'taken' | 'used' | null } {
  if (lotId === null) return { state, postings: [], outcome: null }
  const lot = state.coupons.find(({ id }) => id === lotId)
  if (!lot || lot.left < lot.granted) return { state, postings: [], outcome: 'used' }
  return {
    state: { ...state, coupons: state.coupons.filter(({ id }) => id !== lotId) },
    postings: transfer('coupon', account.coupons(lotId), 'shop/coupons', lot.left),
    outcome: 'taken',
  }
}

function orderOf(
  { referral: { order } }: MemberState,
  receiptId: string,
  state: ReferralOrder['state'],
): ReferralOrder | null {
  return order?.receiptId === receiptId && order.state === state ? order : null
}

/** What is final needs its terms no more. */
function withEnd(
  state: MemberState,
  order: ReferralOrder,
  due: readonly Due[],
): { state: MemberState; due: Due[] } {
  return {
    state: { ...state, referral: { ...state.referral, order: { ...order, terms: null } } },
    due: [...due, referralDue(state.number, order.state, order.receiptId)],
  }
}

function told(
  memberId: string,
  side: 'inviter' | 'invitee',
  { receiptId, title, day }: { receiptId: string; title: string; day: string },
): Due {
  return {
    kind: 'message',
    key: `referral-reward:${memberId}:${side}:${receiptId}`,
    owner: 'renewal',
    flow: 'referral_reward',
    memberId,
    about: { id: receiptId, amount: null, day, title },
  }
}
