import { z } from 'zod'
import { action } from './action'
import { day, fen, fenSum, instant, month, operationId, slug } from './primitives'
import { weComCode } from './referral-terms'
import { shopView } from './views'

/** As it came from the launch's query; anything else than a known code leads to the same page. */
const scene = z.string().max(128)

/**
 * A random id that the phone's storage made for itself. It says which phone, not who; kept as a
 * keyed digest, and gone once the storage is cleared.
 */
const device = z.string().regex(/^[A-Za-z0-9_-]{16,64}$/)

/** A reward in words, with when it comes: what the rules must say completely (L12). */
const promisedReward = z.strictObject({ title: z.string(), detail: z.string(), when: z.string() })
export type PromisedReward = z.infer<typeof promisedReward>

const referralOffer = z.strictObject({
  inviter: promisedReward,
  invitee: promisedReward,
  /** All conditions, one sentence each. */
  conditions: z.array(z.string()),
})
export type ReferralOffer = z.infer<typeof referralOffer>

const newcomerPack = z.strictObject({
  title: z.string(),
  detail: z.string(),
  state: z.enum(['claimable', 'claimed', 'closed', 'join_first', 'phone_first']),
  why: z.string().nullable(),
})

/** linked: no first order yet; ordered: waits for its window; the rest is final but for reversed. */
export const referralState = z.enum(['linked', 'ordered', 'rewarded', 'refused', 'reversed'])
export type ReferralState = z.infer<typeof referralState>

const limit = z.strictObject({ most: z.int(), left: z.int().min(0) })

const invitedCounts = z.strictObject({
  waiting: z.int(),
  ordered: z.int(),
  rewarded: z.int(),
  refused: z.int(),
  reversed: z.int(),
})

const codePicture = z.strictObject({
  /** PNG, base64 without a prefix. */
  png: z.string(),
  scene: z.string(),
  /** Without a leading slash. */
  page: z.string(),
})

export const referralActions = {
  /**
   * What a shared card or a code leads to; also without login (scene 1154). An unknown or altered
   * code gives the same page as one whose owner doesn't show a name.
   */
  'referral.landing': action({
    input: z.strictObject({ scene }),
    output: z.strictObject({
      shop: shopView,
      /** The caller is a member already: nothing has to be joined. */
      joined: z.boolean(),
      /** Only if the inviter agreed to be named, and then masked, such as 「林**」. */
      inviter: z.strictObject({ name: z.string() }).nullable(),
      /** Null while the shop has no invitations, and on a channel's code. */
      offer: referralOffer.nullable(),
      newcomer: z.strictObject({ title: z.string(), detail: z.string() }).nullable(),
    }),
    roles: ['anonymous', 'member'],
    writes: false,
  }),
  /**
   * Remembers through whom or what this person came first; later ones change nothing. Nothing is
   * said of why a code isn't taken, but for the caller's own reasons.
   */
  'referral.attach': action({
    input: z.strictObject({ operationId, scene, device: device.optional() }),
    output: z.strictObject({
      state: z.enum(['attached', 'already', 'none']),
      /** In words, only where it is about the caller: own code, a customer already. */
      why: z.string().nullable(),
    }),
    roles: ['member'],
    writes: true,
  }),
  /** The member's own invitations; nobody who was invited can be told from it. */
  'referral.mine': action({
    input: z.strictObject({ device: device.optional() }),
    output: z.strictObject({
      asOf: instant,
      /** Null while the shop has no invitations: then there is no code either. */
      offer: referralOffer.nullable(),
      /** The friend's reward as a poster says it, to who reads it. */
      addressed: promisedReward.nullable(),
      code: z.string().nullable(),
      share: z
        .strictObject({
          title: z.string(),
          /** With a leading slash and its query, for onShareAppMessage. */
          path: z.string(),
          scene: z.string(),
        })
        .nullable(),
      showsName: z.boolean(),
      invited: invitedCounts,
      /** The newest first. */
      steps: z
        .array(
          z.strictObject({
            state: referralState,
            on: day,
            /** When the reward comes, if it waits for its window. */
            rewardOn: day.nullable(),
            /** Why not, or why it went back, in words. */
            why: z.string().nullable(),
          }),
        )
        .max(50),
      month: limit.nullable(),
      inAll: limit.nullable(),
    }),
    roles: ['member'],
    writes: false,
  }),
  'referral.setShowsName': action({
    input: z.strictObject({ operationId, showsName: z.boolean() }),
    output: z.strictObject({ showsName: z.boolean() }),
    roles: ['member'],
    writes: true,
  }),
  /** The own code as a mini-program code, for the poster. */
  'referral.miniProgramCode': action({
    input: z.strictObject({}),
    output: codePicture,
    roles: ['member'],
    writes: false,
  }),
  /** Whether the pack for newcomers is there for the caller. */
  'referral.newcomerPack': action({
    input: z.strictObject({}),
    output: z.strictObject({ pack: newcomerPack.nullable() }),
    roles: ['member'],
    writes: false,
  }),
  /** Once per person, phone and device (M103). */
  'referral.claimNewcomerPack': action({
    input: z.strictObject({ operationId, device }),
    output: z.strictObject({ title: z.string(), lotId: z.string() }),
    roles: ['member'],
    writes: true,
  }),
  /**
   * Contacts and groups in WeCom of one branch, or of all, for after joining and on receipts: an
   * offer beside what the person came for, never a condition of anything (L12).
   */
  'referral.weCom': action({
    input: z.strictObject({ branchId: slug.optional() }),
    output: z.strictObject({
      codes: z.array(weComCode.extend({ branchName: z.string() })).max(100),
    }),
    roles: ['member'],
    writes: false,
  }),
  /** What the card picture holds: the card, since when, and what was ticked (M120). */
  'referral.cardPicture': action({
    input: z.strictObject({
      nickname: z.boolean().default(false),
      tier: z.boolean().default(false),
      saved: z.boolean().default(false),
    }),
    output: z.strictObject({
      shop: z.strictObject({ name: z.string(), slogan: z.string(), accent: z.string() }),
      /** Null without a card that counts: the picture then says 「会员」. */
      planName: z.string().nullable(),
      memberSince: day,
      nickname: z.string().nullable(),
      tier: z.string().nullable(),
      /** Fen saved in all. */
      saved: fenSum.nullable(),
    }),
    roles: ['member'],
    writes: false,
  }),
} as const

const channelRow = z.strictObject({
  channelId: slug,
  name: z.string(),
  kind: z.enum(['store', 'wecom', 'poster', 'media']),
  code: z.string(),
  scene: z.string(),
  page: z.string(),
  /** Persons whose first touch it was, who joined, who ordered goods. */
  firstTouches: z.int(),
  joined: z.int(),
  firstOrders: z.int(),
  costs: z.array(z.strictObject({ month, cost: fen })),
  cost: fenSum,
  /** Fen per first order; null without one or without a cost. */
  costPerFirstOrder: fenSum.nullable(),
})
export type ChannelRow = z.infer<typeof channelRow>

/** Where people come from, what they cost, and what became of invitations: for the owner. */
export const acquisitionActions = {
  'operations.channels': action({
    input: z.strictObject({}),
    output: z.strictObject({ asOf: instant, channels: z.array(channelRow).max(100) }),
    roles: ['owner'],
    writes: false,
  }),
  'operations.channelCode': action({
    input: z.strictObject({ channelId: slug }),
    output: codePicture,
    roles: ['owner'],
    writes: false,
  }),
  'operations.referralFunnel': action({
    input: z.strictObject({}),
    output: z.strictObject({
      asOf: instant,
      /** Each person stands in every step that was reached. */
      touches: z.int(),
      joined: z.int(),
      ordered: z.int(),
      rewarded: z.int(),
      reversed: z.int(),
      refused: z.array(z.strictObject({ why: z.string(), count: z.int() })),
      /** By the books: entries that rewarded, and that took back. */
      books: z.strictObject({
        rewarded: z.int(),
        reversed: z.int(),
        points: z.int(),
        coupons: z.int(),
        agrees: z.boolean(),
      }),
    }),
    roles: ['owner'],
    writes: false,
  }),
} as const
