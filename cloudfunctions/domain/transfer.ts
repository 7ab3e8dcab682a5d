import type { TransferItem } from '../contract/transfers'
import type { CouponLot } from './coupon'
import type { GiftEntitlement } from './gift'
import type { DailyDraw } from './household'
import type { Membership } from './member'
import type { PartnerPerk } from './partner-perk'
import type { TopUpLot } from './wallet'

/** A code that is out: whoever accepts it takes over the item, once (L6). */
export interface TransferOffer {
  /** The last part of the code, drawn by the entry point. */
  id: string
  item: TransferItem
  until: number
}

/** What goes from one person to another, all of it in one journal entry on either side. */
export interface Passed {
  lots: TopUpLot[]
  memberships: Membership[]
  /** What came with the card and belongs to its contract: by the orders that paid for it. */
  coupons: CouponLot[]
  gifts: GiftEntitlement[]
  perks: PartnerPerk[]
  /** Units of the running day: they are the card's, whoever drew them. */
  draws: DailyDraw[]
  /** Fen that were paid for the periods that have not ended: whoever has them has paid them. */
  fees: number
}

/** What both saw. */
export interface TransferWorth {
  readonly principal: number
  readonly bonus: number
  /** The last day of a card. */
  readonly through: string | null
}

export type TransferFacts =
  /** With the code's tag, so that the answer stays the same when the secret is another. */
  | { kind: 'transfer_offer'; id: string; tag: string; item: TransferItem; until: number }
  | { kind: 'transfer_withdrawn'; at: number }
  | {
      kind: 'transferred_out'
      transferId: string
      to: string
      item: TransferItem
      worth: TransferWorth
      passed: Passed
      agreements: { id: string; version: string }[]
    }
  | {
      kind: 'transferred_in'
      transferId: string
      from: string
      item: TransferItem
      worth: TransferWorth
      passed: Passed
      agreements: { id: string; version: string }[]
      at: number
    }
  | { kind: 'frozen'; at: number }
  | { kind: 'unfrozen'; at: number }
