import { z } from 'zod'
import { fen, month, shortText, slug } from './primitives'

/** What one side of an invitation gets: a fixed thing, never money and never by chance (L12, L14). */
export const referralReward = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('points'), points: z.int().min(1).max(1_000_000) }),
  z.strictObject({ kind: z.literal('coupon'), templateId: slug }),
])
export type ReferralReward = z.infer<typeof referralReward>

/**
 * Two-sided referral of one level (M107, L15): both get something once the invitee's first order of
 * goods is complete and can't come back any more. Nothing is given for sharing or opening (L12).
 */
export const referralTerms = z.strictObject({
  enabled: z.boolean(),
  inviter: referralReward,
  invitee: referralReward,
  /** Fen really paid for the first order, at least. */
  minimumOrder: fen.min(1),
  /** Days from the first order to the reward; at least as long as goods can be brought back. */
  windowDays: z.int().min(1).max(60),
  /** Rewarded invitations of one inviter in a calendar month, and in all. */
  mostPerMonth: z.int().min(1).max(100),
  mostInAll: z.int().min(1).max(1000),
  /** Rewarded invitations of the whole shop in a calendar month: the budget, whoever invites. */
  mostOfShopPerMonth: z.int().min(1).max(5000),
})
export type ReferralTerms = z.infer<typeof referralTerms>

/** Where people come from (M103). What it cost is the owner's own figure, by month. */
export const acquisitionChannel = z.strictObject({
  id: slug,
  name: shortText,
  kind: z.enum(['store', 'wecom', 'poster', 'media']),
  costs: z.array(z.strictObject({ month, cost: fen })).max(60),
})
export type AcquisitionChannel = z.infer<typeof acquisitionChannel>

/** A branch's WeCom contact or group, offered after joining and on receipts; never a condition (L12). */
export const weComCode = z.strictObject({
  branchId: slug,
  kind: z.enum(['contact', 'group']),
  photo: z.string().min(1).max(300),
  text: z.string().min(1).max(60),
})
export type WeComCode = z.infer<typeof weComCode>

export const acquisition = z.strictObject({
  referral: referralTerms.optional(),
  channels: z.array(acquisitionChannel).max(100),
  weCom: z.array(weComCode).max(100),
  /** A coupon for who is new, once per person, phone and device (M103). */
  newcomer: z.strictObject({ templateId: slug, withinDays: z.int().min(1).max(90) }).optional(),
})
export type Acquisition = z.infer<typeof acquisition>
