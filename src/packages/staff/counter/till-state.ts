import type { CallError } from '@/services/call'
import type { Output, Tender } from '@/services/contract'
import { EMPTY_BASKET, linesOf, type AmountLine, type Basket } from './basket'
import { fenOfText } from './keypad-entry'
import type { OpenSettlement } from './open-settlement'
import { NO_QUOTE, type Asked, type Delivery, type Quote, type QuoteView } from './quoting'

export type Visit = Output<'counter.resolve'>
export type Settled = Output<'counter.settle'>
export type WaitingGift = NonNullable<Visit['member']['gifts']>[number]
export type Back = Output<'counter.undo'>['back']

/**
 * ready: nobody is served. finding: a code or phone number is being looked up. serving: a member
 * stands here. settling: sent, the end is not known yet. awaiting: the member pays on the phone.
 * done: settled, cancelled or undone.
 */
export type Phase = 'ready' | 'finding' | 'serving' | 'settling' | 'awaiting' | 'done'

export interface TillState {
  branchId: string | null
  phase: Phase
  visit: Visit | null
  basket: Basket
  /** The amount on the keypad, and the category it belongs to. */
  typed: string
  categoryId: string | null
  /** The coupons that were chosen; empty none, undefined those that save most together. */
  couponLotIds: string[] | undefined
  /** Points that this member pays with, as many as there are: the quote takes what fits. 0: none. */
  points: number
  delivery: Delivery | null
  quoting: QuoteView
  tender: Tender
  /** Why the last step did not go through; shown where it happened. */
  problem: CallError | null
  open: OpenSettlement | null
  /** Sendings of the open step that got no definite answer. */
  unanswered: number
  /** A cancellation or an undo is on its way. */
  busy: boolean
  settled: Settled | null
  /** How the money went back after an undo. */
  back: Back | null
}

export const NOBODY = {
  visit: null,
  basket: EMPTY_BASKET,
  typed: '',
  couponLotIds: undefined,
  points: 0,
  delivery: null,
  quoting: NO_QUOTE,
  tender: 'external',
  problem: null,
  open: null,
  unanswered: 0,
  busy: false,
  settled: null,
  back: null,
} satisfies Partial<TillState>

export interface TillActions {
  chooseBranch: (branchId: string) => void
  /** A member code, from the camera, a hardware scanner or typed. */
  scan: (code: string) => Promise<void>
  /** By full phone number: the member price only, counted and audited. */
  find: (phone: string) => Promise<void>
  change: (productId: string, by: number) => void
  type: (typed: string) => void
  chooseCategory: (categoryId: string) => void
  /** Puts the typed amount into the basket, for the next one to be typed. */
  addTyped: () => void
  removeAmount: (index: number) => void
  clearBasket: () => void
  chooseCoupons: (lotIds: string[] | undefined) => void
  /** All that the quote offers, or none of them. */
  payWithPoints: (on: boolean) => void
  deliver: (delivery: Delivery | null) => void
  chooseTender: (tender: Tender) => void
  requote: () => void
  /** @param shortfall fen that the clerk has agreed to take beside the balance; must be what is shown */
  settle: (shortfall?: number) => void
  cancelPayment: () => Promise<void>
  undo: () => Promise<void>
  /** A gift went over the counter: it waits no longer. */
  handedOver: (gift: Pick<WaitingGift, 'orderId' | 'giftId'>) => void
  /** Clears everything for the next member. */
  next: () => void
  /** The page is looked at: shows an open settlement again, renews a quote that ran out. */
  wake: () => void
  sleep: () => void
}

export type Till = TillState & TillActions

/** The typed amount as a line, or null for nothing. */
export function typedLine(categoryId: string | null, amount: number): AmountLine | null {
  return categoryId !== null && amount > 0 ? { categoryId, amount } : null
}

/** What is bought and how, before it is priced. */
export type Order = Pick<
  TillState,
  'basket' | 'categoryId' | 'typed' | 'couponLotIds' | 'points' | 'delivery'
>

/** What a quote is asked for: the basket as it is now, with the coupons and points that were chosen. */
export function askedOf({ basket, categoryId, typed, couponLotIds, points, delivery }: Order): Asked {
  return {
    lines: linesOf(basket, typedLine(categoryId, fenOfText(typed))),
    ...(couponLotIds === undefined ? {} : { couponLotIds }),
    ...(points > 0 ? { points } : {}),
    ...(delivery ? { delivery } : {}),
  }
}

/** Of a bill that is paid from the balance, the fen that it doesn't cover; 0 for any other. */
export function restOf(quote: Quote, tender: Tender): number {
  return tender === 'stored_value' ? (quote.balance?.shortfall ?? quote.receipt.paid) : 0
}
