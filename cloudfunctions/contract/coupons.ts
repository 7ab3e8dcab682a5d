import { z } from 'zod'
import { action } from './action'
import { couponValue } from './coupon-templates'
import { basisPoints, day, fen, instant, memberNumber, operationId, slug } from './primitives'

/** A lot in the wallet: alike coupons of one grant. */
export const walletCoupon = z.strictObject({
  lotId: z.string(),
  title: z.string(),
  value: couponValue,
  threshold: fen,
  /** Where it holds, in words: branches, goods, channel. */
  scope: z.string(),
  left: z.int().min(0),
  from: day,
  through: day,
  /** locked: opens with a paid renewal, or begins later; held: a person looks at it (M056). */
  state: z.enum(['usable', 'locked', 'used', 'expired', 'void', 'held']),
  /** Why it can't be used now, or what opens it, in words. */
  why: z.string().nullable(),
  combines: z.string(),
  /** A paid renewal of this card gives it: an offer that isn't owned yet (M084). */
  renewal: z.strictObject({ planId: slug, planName: z.string() }).optional(),
})
export type WalletCoupon = z.infer<typeof walletCoupon>

const campaignView = z.strictObject({
  campaignId: slug,
  title: z.string(),
  through: day,
  items: z.array(z.strictObject({ title: z.string(), value: couponValue, threshold: fen, count: z.int() })),
  /** Null without a limit. */
  left: z.int().nullable(),
  state: z.enum(['claimable', 'claimed', 'exhausted', 'locked']),
  why: z.string().nullable(),
})
export type CampaignView = z.infer<typeof campaignView>

const crossRow = z.strictObject({
  members: z.int(),
  bought: z.int(),
  /** Share who bought in the rarer category within the coupon's days; null under 30 members. */
  rate: basisPoints.nullable(),
})

export const couponActions = {
  'coupons.wallet': action({
    input: z.strictObject({}),
    output: z.strictObject({
      now: instant,
      coupons: z.array(walletCoupon).max(300),
      campaigns: z.array(campaignView),
      /** A person looks at unusual use; nothing is taken away before (M056). */
      review: z.strictObject({ since: day, appealed: z.boolean() }).nullable(),
    }),
    roles: ['member'],
    writes: false,
  }),
  'coupons.claim': action({
    input: z.strictObject({ operationId, campaignId: slug }),
    output: campaignView,
    roles: ['member'],
    writes: true,
  }),
  /** The member's word on a flag: read by the person who decides. */
  'coupons.appeal': action({
    input: z.strictObject({ operationId, words: z.string().min(4).max(300) }),
    output: z.strictObject({ at: instant }),
    roles: ['member'],
    writes: true,
  }),
} as const

/** What the owner sees of it, and the person's decision on a flag. */
export const couponReviewActions = {
  /** What each campaign and template has given, taken off and cost. */
  'operations.couponReport': action({
    input: z.strictObject({}),
    output: z.strictObject({
      asOf: instant,
      templates: z.array(
        z.strictObject({
          templateId: slug,
          title: z.string(),
          issued: z.int(),
          used: z.int(),
          takenOff: fen,
          left: z.int().nullable(),
        }),
      ),
      crossCategory: z.array(
        z.strictObject({
          campaignId: slug,
          title: z.string(),
          pair: z.string(),
          withCoupon: crossRow,
          holdOut: crossRow,
        }),
      ),
    }),
    roles: ['owner'],
    writes: false,
  }),
  'operations.couponFlags': action({
    input: z.strictObject({}),
    output: z.strictObject({
      flags: z.array(
        z.strictObject({
          memberNumber,
          displayName: z.string(),
          since: day,
          /** What was seen, in figures, such as 「7天内6位不同收件人」. */
          signs: z.array(z.string()),
          appeal: z.string().nullable(),
        }),
      ),
    }),
    roles: ['owner'],
    writes: false,
  }),
  /** hold: coupons can't be used until so; clear: as if never flagged. A reason, always (L3). */
  'operations.resolveCouponFlag': action({
    input: z.strictObject({
      operationId,
      memberNumber,
      decision: z.enum(['clear', 'hold']),
      reason: z.string().min(4).max(200),
    }),
    output: z.strictObject({ memberNumber, decision: z.enum(['clear', 'hold']) }),
    roles: ['owner'],
    writes: true,
  }),
} as const
