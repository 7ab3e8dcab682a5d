import type { MessageFlow } from '../contract/message-flows'

/** Work to be done after the commit, as data; carried out at least once, idempotent by its key. */
export type Due =
  | {
      kind: 'refund'
      key: string
      owner: 'payment'
      refundId: string
      orderId: string
      amount: number
      reason: RefundReason
      /** Absent for what goes back by itself, without anybody asking. */
      asked?: {
        basis: string
        channel: 'wechat' | 'manual' | 'review'
        at: number
        by: string
        holder?: string
        interest?: { basisPoints: number; from: string; principal: number }
      }
    }
  | { kind: 'release_hold'; key: string; owner: 'renewal'; stock: string; holdKey: string }
  | { kind: 'merge'; key: string; owner: 'renewal'; operationId: string; from: string; to: string }
  | { kind: 'transfer'; key: string; owner: 'renewal'; transferId: string; from: string; to: string }
  /**
   * Something to tell the member, by its flow (L12). A legal notice's delivery is recorded: only it
   * allows the charge (L1, M087). Whether and how it goes out is decided when it is sent, because a
   * consent may have gone by then.
   */
  | {
      kind: 'message'
      key: string
      owner: 'renewal'
      flow: MessageFlow
      memberId: string
      about: MessageAbout
      /** After this it is of no use to anybody and is dropped. Epoch ms. */
      until?: number
    }
  | {
      kind: 'end_contract'
      key: string
      owner: 'payment'
      contractCode: string
      templateId: string
      memberId: string
    }
  | {
      kind: 'household_mark'
      key: string
      owner: 'renewal'
      operationId: string
      memberId: string
      mark: { ownerId: string; membershipId: string; since: number } | null
      /** For a mark that goes: of this household and not set since, else it stays. */
      unless?: { ownerId: string; now: number }
    }
  /** A helper left by themselves: the holder's list follows (M116). */
  | {
      kind: 'household_leave'
      key: string
      owner: 'renewal'
      operationId: string
      ownerId: string
      helperId: string
    }
  /** `entitlement` is the perk's id: its code, if it has one, is good for nothing from then on. */
  | { kind: 'revoke_perk'; key: string; owner: 'renewal'; entitlement: string; partnerId: string }
  /** A status match that ended, or goes on at another tier: the partner is told (M077). */
  | {
      kind: 'partner_link'
      key: string
      owner: 'renewal'
      partnerId: string
      linkId: string
      accountDigest: string
      /** Null: it ended. */
      tier: string | null
    }

  /** What was taken from a shared stock and isn't used goes back to it. */
  | { kind: 'return_stock'; key: string; owner: 'renewal'; stock: string; holdKey: string }
  /** An invitation moved on: both sides are looked at, and its record follows (M107). */
  | { kind: 'referral'; key: string; owner: 'renewal'; memberId: string }
  /** An unlocked badge has a reward, which needs a piece of a shared stock (M032). */
  | {
      kind: 'badge_reward'
      key: string
      owner: 'renewal'
      memberId: string
      badgeId: string
      rewardId: string
      grantKey: string
    }
  /** A comeback gift that needs a piece of a shared stock (M096). */
  | {
      kind: 'comeback_reward'
      key: string
      owner: 'renewal'
      memberId: string
      giftId: string
      rewardId: string
    }
  /** A thing for the staff to prepare (M031): `tasks/{taskId}` exists once. */
  | {
      kind: 'benefit_task'
      key: string
      owner: 'renewal'
      taskId: string
      memberId: string
      branchId: string | null
      title: string
      task: string
      window: string
      at: number
    }
  /** The account was closed: what other documents hold of the person goes, once nothing needs it (L9). */
  | { kind: 'erase_person'; key: string; owner: 'renewal'; memberId: string; closedAt: number }

/** What a message is about: ids, amounts, days and names of what the shop sells, never of a person. */
export interface MessageAbout {
  /** A contract, an order, a perk, a coupon; null: the member's account as such. */
  id: string | null
  /** Fen. */
  amount: number | null
  day: string | null
  title: string
  /** How many of it. */
  count?: number
  /**
   * How a refund stands: WeChat gave it back, a person transferred it, a person has to, or a person
   * refused what was asked for.
   */
  refund?: 'returned' | 'transferred' | 'by_hand' | 'refused'
}

export type RefundReason =
  | 'second_payment'
  | 'delivery_refused'
  | 'undo'
  | 'member_request'
  | 'amount_mismatch'
  | 'guarantee'
  | 'operator'
  | 'minor'
  | 'perk_exhausted'
  | 'goods_return'
  | 'voucher_return'
  | 'interest'
