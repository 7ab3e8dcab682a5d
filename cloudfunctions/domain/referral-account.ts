import type { ReferralTerms } from '../contract/referral-terms'

/**
 * How somebody came, and what came of it (M107). One level: an account knows who invited, and
 * nothing above; what an inviter is told of invitees lies in documents of their own (L15).
 */
export interface ReferralAccount {
  /** Whether the landing page may say who invites. */
  showsName: boolean
  from: FirstTouch | null
  /** The first order after the first touch; final once it was rewarded, refused or reversed. */
  order: ReferralOrder | null
  /** Rewards as an inviter: of the newest month that had one, and in all. What went back stays counted. */
  given: { month: string; inMonth: number; inAll: number }
}

/** First touch, stored once (M103): by a member's code or a channel's. */
export interface FirstTouch {
  /** The number under which it was written: a merge changes the holder, not the record (M062). */
  as: string
  inviterId: string | null
  channelId: string | null
  at: number
}

export interface ReferralOrder {
  receiptId: string
  at: number
  /** When its reward may come: goods can't be brought back any more. Epoch ms; null: none is promised. */
  dueAt: number | null
  /** As promised when it was ordered (L7); null: none, or no longer of use. */
  terms: ReferralTerms | null
  /** The order at WeChat that paid it: its payer is looked at. */
  orderId: string | null
  /** Top-ups that somebody else paid and passed on, of which it took: their payers too. */
  passedOn?: string[]
  /**
   * counted: of a channel. waiting: for its window. reviewing, reversing: a follow-up is on its way.
   */
  state: 'counted' | 'waiting' | 'reviewing' | 'rewarded' | 'refused' | 'reversing' | 'reversed'
  why: ReferralRefusal | null
  /** What the invitee got. */
  given: GivenReward | null
  /** Epoch ms, null until then. */
  rewardedAt: number | null
  reversedAt: number | null
}

/** Why nothing is given, or why it went back. */
export type ReferralRefusal =
  | 'inviter_gone'
  | 'invitee_gone'
  | 'same_person'
  | 'same_phone'
  | 'same_payer'
  | 'same_device'
  | 'ring'
  | 'most_per_month'
  | 'most_in_all'
  | 'most_of_shop'
  | 'reward_gone'
  | 'came_back'
  | 'known'

export interface GivenReward {
  points: number
  couponLotId: string | null
}

export const EMPTY_REFERRAL: ReferralAccount = {
  showsName: false,
  from: null,
  order: null,
  given: { month: '', inMonth: 0, inAll: 0 },
}

export type ReferralFacts =
  | { kind: 'referral_linked'; inviterId: string | null; channelId: string | null; at: number }
  | { kind: 'referral_named'; showsName: boolean }
  /** The window is over: a follow-up looks at both sides. */
  | { kind: 'referral_due'; receiptId: string; at: number }
  | ({
      kind: 'referral_rewarded'
      side: 'inviter' | 'invitee'
      receiptId: string
      at: number
    } & GivenReward)
  | { kind: 'referral_refused'; receiptId: string; why: ReferralRefusal; at: number }
  | {
      kind: 'referral_reversed'
      side: 'inviter' | 'invitee'
      receiptId: string
      points: number
      debt: number
      /** used: it stays, because it was used in good faith. */
      coupon: 'taken' | 'used' | null
      at: number
    }
  | { kind: 'newcomer_pack'; templateId: string; couponLotId: string; at: number }
