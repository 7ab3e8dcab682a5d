import { z } from 'zod'
import { action } from './action'
import { day, fen, instant, memberNumber, operationId, slug, ticket } from './primitives'

export const couponView = z.strictObject({
  lotId: z.string(),
  title: z.string(),
  amount: fen,
  threshold: fen,
  left: z.int().min(0),
  from: day,
  through: day,
  /** locked: begins later; void: its card was given back. */
  state: z.enum(['usable', 'locked', 'used', 'expired', 'void']),
  /** Why it can't be used now, in words. */
  why: z.string().nullable(),
})
export type CouponView = z.infer<typeof couponView>

export const giftView = z.strictObject({
  giftId: z.string(),
  orderId: operationId,
  name: z.string(),
  quantity: z.int(),
  /** The live price of the same thing, only if it is sold. */
  worth: fen.nullable(),
  state: z.enum(['claimable', 'claimed', 'handed_over', 'expired', 'void', 'sold_out']),
  claimThrough: day,
})
export type GiftView = z.infer<typeof giftView>

const householdView = z.strictObject({
  membershipId: z.string(),
  planName: z.string(),
  most: z.int(),
  helpers: z.array(z.strictObject({ memberNumber, displayName: z.string(), since: instant })),
  /** What all use together today. */
  quotas: z.array(z.strictObject({ benefitId: slug, title: z.string(), perDay: z.int(), left: z.int() })),
})

const staff = ['clerk', 'manager', 'owner'] as const

export const entitlementActions = {
  'membership.entitlements': action({
    input: z.strictObject({}),
    output: z.strictObject({
      now: instant,
      coupons: z.array(couponView),
      gifts: z.array(giftView),
    }),
    roles: ['member'],
    writes: false,
  }),
  'membership.claimGift': action({
    input: z.strictObject({ operationId, orderId: operationId, giftId: slug }),
    output: giftView,
    roles: ['member'],
    writes: true,
  }),
  'membership.household': action({
    input: z.strictObject({}),
    output: z.strictObject({
      own: z.array(householdView),
      /** The household whose card this person uses. */
      guestOf: z
        .strictObject({ ownerName: z.string(), planName: z.string(), since: instant, validThrough: day })
        .nullable(),
    }),
    roles: ['member'],
    writes: false,
  }),
  'membership.inviteHelper': action({
    input: z.strictObject({ operationId, membershipId: z.string().min(1).max(60) }),
    output: z.strictObject({ invitation: ticket, expiresAt: instant }),
    roles: ['member'],
    writes: true,
  }),
  /** The helper agrees: what the card's holder will see of the helper's purchases is said before. */
  'membership.joinHousehold': action({
    input: z.strictObject({ operationId, invitation: ticket, consent: z.literal(true) }),
    output: z.strictObject({ ownerName: z.string(), planName: z.string() }),
    roles: ['member'],
    writes: true,
  }),
  'membership.removeHelper': action({
    input: z.strictObject({ operationId, memberNumber }),
    output: z.strictObject({ memberNumber }),
    roles: ['member'],
    writes: true,
  }),
  'membership.leaveHousehold': action({
    input: z.strictObject({ operationId }),
    output: z.strictObject({ left: z.boolean() }),
    roles: ['member'],
    writes: true,
  }),
  /** Hands a claimed gift over, once, to who stands at the counter with a live code. */
  'counter.handOver': action({
    input: z.strictObject({
      operationId,
      branchId: slug,
      visit: ticket,
      orderId: operationId,
      giftId: slug,
    }),
    output: giftView,
    roles: staff,
    writes: true,
  }),
} as const
