import type { Refusal } from '../contract/refusals'
import type { Role } from '../contract/roles'
import type { BenefitFacts } from './benefit-account'
import type { CareFacts } from './care-account'
import type { AccountClosed } from './account-closing'
import type { Due } from './due'
import type { CouponFacts } from './coupon-watch'
import type { GiftFacts } from './gift'
import type { GoodsReturnFacts } from './goods-return'
import type { GrowthFacts } from './growth-account'
import type { HouseholdFacts } from './household'
import type { ConsentPurpose, Membership, MemberState, ReceiptFacts } from './member'
import type { CarriedMessages } from './merged-messages'
import type { MessageFacts } from './message-account'
import type { StageFacts } from './lifecycle-account'
import type { PartnerFacts } from './partner-perk'
import type { PointFacts } from './point-account'
import type { PrivacyAccount, PrivacyFacts } from './privacy-account'
import type { ReferralFacts } from './referral-account'
import type { RenewalFacts } from './renewal-contract'
import type { ReturningFacts } from './returning-account'
import type { TransferFacts } from './transfer'
import type { VoucherFacts } from './voucher'
import type { CarriedWallet, WalletFacts } from './wallet'

export type { Due, RefundReason } from './due'

/**
 * A decision is a pure function of the member, the command and the context that is already
 * loaded. It refuses, or says what the member becomes, what goes into the journal and what is
 * due afterwards. It reads no clock and draws no random number.
 */
export type Decision<F extends Facts = Facts> = Decided<F> | Refusal

export interface Decided<F extends Facts = Facts> {
  readonly ok: true
  readonly state: MemberState
  readonly postings: readonly Posting[]
  /** What the answer is made from, and what reports read: ids and amounts only. */
  readonly facts: F
  readonly due: readonly Due[]
}

/**
 * One leg of double entry. Within an entry the amounts of each asset sum to zero. Accounts that
 * begin with `member/` are the member's own: folded over all entries they equal what
 * `balances(state)` reads off the state.
 */
export interface Posting {
  readonly asset: Asset
  readonly account: string
  readonly amount: number
}

/**
 * cash: fen that moved. saving: fen saved (member/saved/{month}/{source} against shop/list_price).
 * fee: card fees (member/fees/{month} against shop/fees).
 * period_saving: saved within one paid period (member/period/{orderId} against shop/periods).
 * benefit_saving: the same by benefit (member/period_parts/{orderId}/{benefitId} against shop/periods).
 * card_months: months granted (member/months/{membershipId} against shop/months).
 * principal, bonus: stored value by top-up (member/principal/{orderId}, member/bonus/{orderId}
 * against shop/principal and shop/bonus).
 * spending: fen paid for goods (member/spending/{month} against shop/sales).
 * coupon: pieces (member/coupons/{lotId} against shop/coupons).
 * perk: fen owed to partners (shop/partners/{partnerId} against shop/cards).
 * points: pieces (member/points/{lotId} against shop/points/{reason}; a debt is member/points_debt,
 * below 0).
 * growth: by the month of earning (member/growth/{month} against shop/growth).
 * benefit: units used (member/benefits/{benefitKey}/{window} against shop/benefits).
 * voucher: pieces (member/vouchers/{voucherId} against shop/vouchers).
 */
export type Asset =
  | 'cash'
  | 'saving'
  | 'fee'
  | 'period_saving'
  | 'benefit_saving'
  | 'card_months'
  | 'principal'
  | 'bonus'
  | 'spending'
  | 'coupon'
  | 'perk'
  | 'points'
  | 'growth'
  | 'benefit'
  | 'voucher'

export interface Actor {
  readonly role: Role
  /** The acting person's member number: the clerk's at the counter. */
  readonly memberId: string | null
  readonly branchId: string | null
}

/** What an entry remembers, by kind of operation. The answer to the command is made from it. */
export type Facts =
  | { kind: 'receipt'; receipt: ReceiptFacts }
  | {
      kind: 'card'
      orderId: string
      membershipId: string
      planId: string
      versionId: string
      months: number
      paid: number
      startsAt: number
      endsAt: number
      renews: boolean
      /** Set when buying made a member of who had not joined (M062). */
      joins?: true
      /** How it was bought; absent: regular. */
      as?: 'regular' | 'trial' | 'score' | 'upgrade' | 'auto_renew' | 'as_saved'
      bonusMonths?: number
      /** The contract under which it was charged. */
      contractCode?: string
      /** Fen of the former card that counted towards the price (M017). */
      credit?: number
    }
  | {
      kind: 'card_refund'
      orderId: string
      refundId: string
      amount: number
      basis: string
      /** manual: paid more than 365 days ago, so the shop transfers it (L11). */
      channel?: 'wechat' | 'manual'
      /** Where several orders paid: what each gives back (M017). */
      parts?: { orderId: string; refundId: string; amount: number; channel: 'wechat' | 'manual' }[]
    }
  /** Asked for in the days in which only a person can tell whether the right still runs. */
  | { kind: 'refund_request'; orderId: string; refundId: string; amount: number }
  | { kind: 'joined'; at: number }
  | { kind: 'consent'; purpose: ConsentPurpose; version: string; granted: boolean; at: number }
  | { kind: 'preferences'; largeText: boolean }
  | { kind: 'bill_options'; percentile: boolean; amounts: boolean }
  | { kind: 'phone'; phoneDigest: string }
  | { kind: 'staff'; role: 'clerk' | 'manager' | 'owner' | null; branchIds: string[]; at: number }
  | { kind: 'phone_lookup'; found: string | null; at: number }
  | {
      kind: 'invitation'
      invitationId: string
      role: 'clerk' | 'manager'
      branchIds: string[]
      expiresAt: number
    }
  | { kind: 'release'; release: number; newVersions: string[] }
  | { kind: 'cancelled'; operationId: string }
  | { kind: 'merged_out'; mergeId: string; to: string; phoneDigest: string; carried: Carried }
  | { kind: 'merged_in'; mergeId: string; from: string; carried: Carried; cards: number; savedTotal: number }
  | { kind: 'merge_ended'; mergeId: string; to: string }
  | AccountClosed
  | PrivacyFacts
  | StageFacts
  | WalletFacts
  | GiftFacts
  | HouseholdFacts
  | RenewalFacts
  | ReturningFacts
  | PartnerFacts
  | TransferFacts
  | PointFacts
  | GrowthFacts
  | BenefitFacts
  | CareFacts
  | VoucherFacts
  | CouponFacts
  | GoodsReturnFacts
  | ReferralFacts
  | MessageFacts

/** What goes from one member to another when they turn out to be one person (M062). */
export interface Carried {
  joinedAt: number | null
  memberships: Membership[]
  savings: MemberState['savings']
  fees: MemberState['fees']
  missed: MemberState['missed']
  receipts: ReceiptFacts[]
  wallet: CarriedWallet
  coupons: MemberState['coupons']
  /** Without words: those never stand in the journal. */
  couponWatch: MemberState['couponWatch']
  benefits: MemberState['benefits']
  care: MemberState['care']
  vouchers: MemberState['vouchers']
  claims: MemberState['claims']
  gifts: MemberState['gifts']
  spending: MemberState['spending']
  draws: MemberState['draws']
  helpers: MemberState['helpers']
  householdMark: MemberState['householdMark']
  perks: MemberState['perks']
  partnerLinks: MemberState['partnerLinks']
  growth: MemberState['growth']
  points: MemberState['points']
  returns: MemberState['returns']
  /** Absent in entries from before anybody was reminded of a card's end. */
  returning?: MemberState['returning']
  referral: MemberState['referral']
  /** Absent in entries from before there was a message ledger. */
  messages?: CarriedMessages
  /** Absent in entries from before there were trials. */
  trials?: string[]
  /** Absent in entries from before it could be switched. */
  privacy?: PrivacyAccount
  /** When the consent to marketing was withdrawn; absent: it stands, or was never given. */
  marketingWithdrawnAt?: number
  /** Absent in entries from before stages were logged. */
  lifecycle?: MemberState['lifecycle']
  mergedFrom: string[]
}

/** An entry of the journal as the decision and the command make it. */
export interface Entry {
  readonly operationId: string
  readonly command: string
  readonly at: number
  readonly day: string
  readonly branchId: string | null
  readonly actor: Actor
  readonly inputDigest: string
  readonly postings: readonly Posting[]
  readonly facts: Facts
  readonly due: readonly Due[]
}

/** An entry as it is stored: chained to the member's previous one by hash. */
export interface JournalEntry extends Entry {
  /** `{memberId}:{operationId}` */
  readonly _id: string
  readonly memberId: string
  readonly versionBefore: number
  readonly versionAfter: number
  readonly previousHash: string
  readonly hash: string
}
