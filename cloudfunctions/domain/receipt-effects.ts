import { BENEFIT_EFFECT } from './benefit-receipts'
import { COUPON_EFFECT } from './coupon-effect'
import type { Due, Posting } from './decision'
import { badgeEffect } from './badges'
import { growthEffect } from './growth-effect'
import { lifecycleEffect } from './lifecycle'
import type { MemberState, ReceiptFacts } from './member'
import { POINTS_EARNED_EFFECT } from './point-receipts'
import { POINTS_SPENT_EFFECT } from './points-step'
import { REFERRAL_EFFECT } from './referral-order'
import type { Release } from './release'
import { VISIT_EFFECT } from './visits'

/**
 * What a receipt leads to beside its savings: points, growth, badges, coupons for another category.
 * Each effect is a pure function, applied when the receipt counts and taken back when it is undone;
 * what was given is frozen in the receipt, so that the way back needs no rules of the day.
 */
export interface Counting {
  readonly receipt: ReceiptFacts
  readonly release: Release
  readonly now: number
}

export interface Counted {
  readonly state: MemberState
  readonly receipt: ReceiptFacts
  readonly postings: readonly Posting[]
  readonly due: readonly Due[]
}

export interface ReceiptEffect {
  /** A receipt counts from now on: its own fields say what it led to. */
  count(state: MemberState, counting: Counting): Counted
  /** The whole receipt is taken back at the till. */
  takeBack(state: MemberState, counting: Counting): Counted
}

/** Points are earned at the tier that the buyer came with, so they come before growth. */
const EFFECTS: readonly ReceiptEffect[] = [
  POINTS_SPENT_EFFECT,
  POINTS_EARNED_EFFECT,
  growthEffect,
  badgeEffect,
  BENEFIT_EFFECT,
  COUPON_EFFECT,
  VISIT_EFFECT,
  REFERRAL_EFFECT,
  lifecycleEffect,
]

/** Applies what a receipt leads to, in the order of the list. */
export function withEffects(state: MemberState, counting: Counting, way: keyof ReceiptEffect): Counted {
  return EFFECTS.reduce<Counted>(
    (before, effect) => {
      const after = effect[way](before.state, { ...counting, receipt: before.receipt })
      return {
        state: after.state,
        receipt: after.receipt,
        postings: [...before.postings, ...after.postings],
        due: [...before.due, ...after.due],
      }
    },
    { state, receipt: counting.receipt, postings: [], due: [] },
  )
}
