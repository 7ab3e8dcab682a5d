import { refuse } from '../contract/refusals'
import { addDays, startOfDay } from './calendar'
import type { Decision, Due } from './decision'
import type { MemberState, ReceiptFacts } from './member'
import type { MemberStep, StepContext } from './member-steps'
import type { ReceiptEffect } from './receipt-effects'
import type { ReferralFacts, ReferralOrder } from './referral-account'
import { referralDue } from './referral-link'

const NOTHING_GIVEN = { given: null, rewardedAt: null, reversedAt: null }

/**
 * The first order of who was invited (M107): remembered when it counts, with what was promised then
 * (L7); its reward waits until the goods can't come back. An order that comes back before leaves the
 * place to a later one; one that comes back after takes both rewards with it.
 */
export const REFERRAL_EFFECT: ReceiptEffect = {
  count(state, { receipt, release, now }) {
    const unchanged = { state, receipt, postings: [], due: [] }
    const { from, order } = state.referral
    // A friend's bill, and what somebody of the household bought, is another person's order.
    if (!from || order || receipt.forFriend || receipt.by !== undefined) return unchanged
    const terms = release.acquisition?.referral
    const { receiptId, orderId, day } = receipt
    const begun = { receiptId, at: now, orderId, ...passedOnTo(state, receipt), why: null, ...NOTHING_GIVEN }
    if (from.inviterId === null) {
      if (moneyPaid(receipt) === 0) return unchanged
      return {
        ...unchanged,
        ...withOrder(state, { ...begun, dueAt: null, terms: null, state: 'counted' }, 'ordered'),
      }
    }
    if (!terms?.enabled || moneyPaid(receipt) < terms.minimumOrder) return unchanged
    // By the days that this receipt promises, if they are more.
    const days = Math.max(terms.windowDays, receipt.returnDays ?? 0)
    const dueAt = Math.max(startOfDay(addDays(day, days + 1)), receipt.undoUntil)
    return { ...unchanged, ...withOrder(state, { ...begun, dueAt, terms, state: 'waiting' }, 'ordered') }
  },

  takeBack(state, { receipt }) {
    return { ...takeOrderBack(state, receipt), receipt, postings: [] }
  },
}

/** Fen of a receipt that somebody really paid: what the shop had added to a balance was never paid. */
function moneyPaid({ paid, tenders }: Pick<ReceiptFacts, 'paid' | 'tenders'>): number {
  return paid - (tenders?.bonus ?? 0)
}

/** What the balance that paid a receipt came from, where that was somebody else's money (L6). */
function passedOnTo(
  { wallet }: Pick<MemberState, 'wallet'>,
  { walletShares = [] }: Pick<ReceiptFacts, 'walletShares'>,
): Pick<ReferralOrder, 'passedOn'> {
  const received = new Set(
    wallet.lots.filter((lot) => lot.receivedAt !== undefined).map((lot) => lot.orderId),
  )
  const passedOn = walletShares.map(({ orderId }) => orderId).filter((orderId) => received.has(orderId))
  return passedOn.length === 0 ? {} : { passedOn }
}

/**
 * The order came back, as a whole or so far that it is below what was asked for: nothing comes of
 * it, and a follow-up takes back what did. Any other receipt changes nothing.
 */
export function takeOrderBack(
  state: MemberState,
  { receiptId }: Pick<ReceiptFacts, 'receiptId'>,
): { state: MemberState; due: Due[] } {
  const { order } = state.referral
  if (order?.receiptId !== receiptId) return { state, due: [] }
  switch (order.state) {
    case 'counted':
    case 'waiting':
      return {
        state: { ...state, referral: { ...state.referral, order: null } },
        due: [referralDue(state.number, 'withdrawn', receiptId)],
      }
    case 'reviewing':
    case 'rewarded':
      return withOrder(state, { ...order, state: 'reversing', why: 'came_back' }, 'reversing')
    case 'refused':
    case 'reversing':
    case 'reversed':
      return { state, due: [] }
  }
}

/** Some of the goods came back. @param left fen of the receipt that stay paid */
export function takePartBack(
  state: MemberState,
  receipt: Pick<ReceiptFacts, 'receiptId'>,
  left: number,
): { state: MemberState; due: Due[] } {
  const least = state.referral.order?.terms?.minimumOrder ?? 1
  return left >= least ? { state, due: [] } : takeOrderBack(state, receipt)
}

function withOrder(
  state: MemberState,
  order: ReferralOrder,
  step: string,
): { state: MemberState; due: Due[] } {
  return {
    state: { ...state, referral: { ...state.referral, order } },
    due: [referralDue(state.number, step, order.receiptId)],
  }
}

/** When a reward's window ends, in epoch ms. */
export function referralMoments({ referral: { order } }: Pick<MemberState, 'referral'>): number[] {
  return order?.state === 'waiting' && order.dueAt !== null ? [order.dueAt] : []
}

/** The window is over: a follow-up looks at both sides, once. */
export function referralSteps(state: MemberState, { now }: StepContext): MemberStep[] {
  const { order } = state.referral
  if (order?.state !== 'waiting' || (order.dueAt ?? Number.POSITIVE_INFINITY) > now) return []
  const { receiptId } = order
  return [
    {
      operationId: `referral-due:${receiptId}`,
      command: 'renewal.referralDue',
      input: { receiptId },
      decide: (current) => beginReview(current, receiptId, now),
    },
  ]
}

function beginReview(
  state: MemberState,
  receiptId: string,
  now: number,
): Decision<Extract<ReferralFacts, { kind: 'referral_due' }>> {
  const { order } = state.referral
  if (order?.receiptId !== receiptId || order.state !== 'waiting') return refuse('NOT_FOUND')
  return {
    ok: true,
    ...withOrder(state, { ...order, state: 'reviewing' }, 'reviewing'),
    postings: [],
    facts: { kind: 'referral_due', receiptId, at: now },
  }
}
