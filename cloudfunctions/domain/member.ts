import type { SavingSource, Tender } from '../contract/primitives'
import type { StaffRole } from '../contract/roles'
import type { ReceiptLine, ReceiptState, ReceiptTenders, SavedNow } from '../contract/views'
import type { BenefitAccount } from './benefit-account'
import type { CareAccount } from './care-account'
import type { CouponLot } from './coupon'
import type { CouponWatch, CrossCategoryStart } from './coupon-watch'
import type { Draw } from './daily-quantities'
import type { GiftEntitlement } from './gift'
import type { GoodsReturn } from './goods-return'
import type { EarnedGrowth, GrowthAccount } from './growth-account'
import type { DailyDraw, HouseholdHelper, HouseholdMark } from './household'
import type { LifecycleAccount } from './lifecycle-account'
import type { MessageAccount } from './message-account'
import type { PartnerLink, PartnerPerk } from './partner-perk'
import type { Earned, PointAccount, PointShare } from './point-account'
import type { PrivacyAccount } from './privacy-account'
import type { ReferralAccount } from './referral-account'
import type { RenewalContract, SavedStatement } from './renewal-contract'
import type { ReturningAccount } from './returning-account'
import type { Claim, Voucher } from './voucher'
import type { TransferOffer } from './transfer'
import type { Wallet, WalletShare } from './wallet'

/**
 * The member aggregate's state: all that one member's operations read and change. It is written
 * whole, in one conditional write, so whatever two operations could contend for lives in here.
 * Times are epoch ms, money is fen, days are `YYYY-MM-DD` in Shanghai.
 */
export interface MemberState {
  /** The same as the document's id: 64 bits of a keyed hash of the openid. */
  number: string
  /** Null until the person joined (M062): staff or payers may exist without joining. */
  joinedAt: number | null
  profile: {
    nickname: string | null
    maskedPhone: string | null
    phoneDigest: string | null
    largeText: boolean
  }
  consents: Consent[]
  staff: StaffGrant | null
  /** When a grant was last taken away: invitations from before then are void for this person. */
  staffRevokedAt?: number
  /** 32 random bytes in hex: signs this member's codes. */
  codeSecret: string
  /** Codes already settled with, by their tag, remembered for 15 minutes. */
  usedCodes: { tag: string; until: number }[]
  memberships: Membership[]
  /** Saved by month and source; a refund counts in its own month, so a month may be negative. */
  savings: Record<string, Partial<Record<SavingSource, number>>>
  /** Card fees paid less refunded, by month. */
  fees: Record<string, number>
  /** Orders and fen paid for goods, by month, thirteen months back: what a score is made of (M018). */
  spending: Record<string, { orders: number; paid: number }>
  wallet: Wallet
  coupons: CouponLot[]
  couponWatch: CouponWatch
  points: PointAccount
  growth: GrowthAccount
  benefits: BenefitAccount
  vouchers: Voucher[]
  claims: Claim[]
  returns: GoodsReturn[]
  gifts: GiftEntitlement[]
  perks: PartnerPerk[]
  partnerLinks: PartnerLink[]
  /** Who else may use this member's cards, and whose card this member may use (M116). */
  helpers: HouseholdHelper[]
  householdMark: HouseholdMark | null
  /** Of today and yesterday only. */
  draws: DailyDraw[]
  contracts: RenewalContract[]
  statements: SavedStatement[]
  care: CareAccount
  messages: MessageAccount
  referral: ReferralAccount
  returning: ReturningAccount
  lifecycle: LifecycleAccount
  privacy: PrivacyAccount
  /** What a bill may say and a shared picture show; absent: neither percentile nor amounts (M074). */
  bills?: { percentile: boolean; amounts: boolean }
  /** Families of which a trial was had (M052). */
  trials: string[]
  /** What the highlighted plan would have saved on orders without a card, by day, 92 days back. */
  missed: { day: string; orders: number; amount: number }[]
  /** The newest receipts: at least three, and all that can still be undone or await payment. */
  receipts: ReceiptFacts[]
  /** Look-ups by phone number that this clerk made on a day (rate limit, audit). */
  phoneLookups: { day: string; count: number }
  /** Who took over all that this person had (M062); nothing from before `mergedAt` is theirs. */
  mergedInto?: string | null
  mergedAt?: number
  /** Until the merge has ended: of the person what the journal must not hold. */
  handingOver?: HandingOver | null
  /** A code that is out for somebody who takes over a balance or a card (L6). */
  transferOffer?: TransferOffer
  /** To whom the newest of what was paid here went: who holds an order's worth now. */
  passedOn?: { orderId: string; to: string }[]
  /** A loss was reported: nothing is spent with a code until the member is back (L5). */
  frozen?: { at: number; reason: string }
  /** Whose history is this person's too, the oldest first. */
  mergedFrom?: string[]
  operations: AppliedOperations
}

export interface HandingOver {
  operationId: string
  nickname: string | null
  maskedPhone: string
  /** Of the registered name, for the wallet (L5). */
  maskedName?: string
}

/** The 64 applied operation ids with the greatest embedded time; see ledger/lookup. */
export interface AppliedOperations {
  recent: string[]
  /** The greatest time ever dropped from `recent`. */
  forgottenThrough: number
}

/** What a partner learns of a member is consented to for each partner by itself (L9). */
export type ConsentPurpose = 'service' | 'marketing' | `partner:${string}`

export interface Consent {
  purpose: ConsentPurpose
  version: string
  granted: boolean
  at: number
}

export interface StaffGrant {
  role: StaffRole
  /** Empty for the owner: all branches. */
  branchIds: string[]
  since: number
}

/** One card held: the plan's version is pinned when it is bought (M098). */
export interface Membership {
  /** The order that opened it. */
  id: string
  planId: string
  /** The family and rank that it was sold with; absent: the plan alone (M017). */
  family?: { id: string; rank: number }
  /** Day from which months are counted, for ever: never chained (wechat.md 6.3). */
  anchor: string
  /** All months granted from the anchor, bonus months included. */
  months: number
  /** [startsAt, endsAt) of the whole membership. */
  startsAt: number
  endsAt: number
  periods: Period[]
}

/** One purchase within a membership. */
export interface Period {
  orderId: string
  versionId: string
  boughtAt: number
  startsAt: number
  endsAt: number
  months: number
  paid: number
  refunded: number
  /** Saved by settlements within this period, less what was undone (M048). */
  saved: number
  /** The same by benefit (M091), see `period-savings.ts`; absent: bought before it was kept. */
  savedBy?: Record<string, number>
  /** Absent: regular. `as_saved` is paid at the end (M050). */
  as?: 'regular' | 'trial' | 'score' | 'upgrade' | 'auto_renew' | 'as_saved'
  /** Of `months`, those that came free (M009). */
  bonusMonths?: number
  /** Days instead of months, for a trial. */
  days?: number
  /** Which orders paid it, when not only its own: an upgrade carries the rest of the old card. */
  sources?: { orderId: string; amount: number }[]
  /** The order that it was upgraded into: it ended then, and nothing of it can be asked back. */
  upgradedInto?: string
  /** After a failed charge it counts up to here, while the charge is tried again. Epoch ms. */
  graceUntil?: number
  guarantee?: GuaranteeContract
  /** Fen paid for goods with this card in it: what a benefit may be gated by (M040). Absent: none. */
  spent?: number
  /** Fen of `paid` that went back while the card goes on: a settled guarantee, a perk that ran out. */
  returned?: number
  /** When it came from somebody else, who paid it and whom a refund goes back to (L6). */
  receivedAt?: number
}

/** The promise to refund the difference, with the terms it was sold with (M047, F1). */
export interface GuaranteeContract {
  basisPoints: number
  /** Settled by then at the latest: WeChat refunds only within 365 days (L11). Epoch ms. */
  settleBy: number
  settledAt: number | null
  /** Fen that it paid back; null until then. */
  refunded: number | null
}

/** A settled basket as it is remembered: ids, names of goods and amounts, nothing of the person. */
export interface ReceiptFacts {
  receiptId: string
  at: number
  day: string
  branchId: string
  branchName: string
  clerk: string
  state: ReceiptState
  lines: ReceiptLine[]
  list: number
  paid: number
  saved: number
  tender: Tender | null
  /** The order that paid it, for tender `wechat`. */
  orderId: string | null
  /** The period that its savings count for. */
  periodOrderId: string | null
  /** What the highlighted plan would have saved, for members without a card. */
  missed: number
  undoUntil: number
  undoneAt: number | null
  /** Days after its own in which its goods come back, as promised then (L7); absent: none. */
  returnDays?: number
  /** Until when the member may pay it on the phone. */
  payUntil: number | null
  savedNow: SavedNow
  /** How `paid` was made up, for receipts that took stored value. */
  tenders?: ReceiptTenders
  /** What each top-up gave, so that an undo puts back exactly that. */
  walletShares?: WalletShare[]
  /** Coupons in the order in which they took off. */
  coupons?: { lotId: string; title: string; amount: number }[]
  /** Of `saved` what its period counts; absent: all of it. */
  periodSaved?: number
  /** Units drawn from daily quantities: given back by an undo. */
  draws?: Draw[]
  forFriend?: true
  /** The points that it earned, once it counts (M063). */
  earned?: Earned
  /** The growth that it earned, and what that led to (M064). */
  grown?: EarnedGrowth
  /** Points that were paid with, and the fen that they took off. */
  pointsSpent?: { points: number; off: number; shares: PointShare[] }
  /** A delivery: the real fee at that time, and what of it was waived (M059). */
  delivery?: {
    fee: number
    waived: number
    benefitKey: string | null
    /** The window that it counts in, and how many times that window has. */
    counter?: { window: string; until: number; times: number }
    /** To whom, as a keyed digest: for signs of resale, where a coupon was used (M056). */
    recipient?: string
  }
  /** Campaigns for another category that it began (M121). */
  crossCategory?: CrossCategoryStart[]
  /** What the card on sale would have taken off, as it was told to who had none (M114). */
  asMember?: { planName: string; saves: number }
  /** The helper of the household who stood at the counter. */
  by?: string
}
