import { isRefusal } from '../contract/refusals'
import { account, transfer } from './balances'
import { deliveryStillFits } from './benefit-receipts'
import { periodSaved } from './card-savings'
import { couponPostings, moveCoupon } from './coupons'
import { fits, moveDraws } from './daily-quantities'
import type { Posting } from './decision'
import type { MemberState, ReceiptFacts } from './member'
import { type PeriodSaving, periodSavedPostings, savedByOf, withPeriodSaved } from './period-savings'
import { availablePoints } from './points'
import type { PricedBasket } from './pricing'
import { type SavingsBySource, withSavings } from './savings'
import { giveBack, walletPostings } from './wallet-spending'

/** All that one receipt counts for, put into the state or taken out of it again, with its postings. */

/** What a receipt saved, by source: the sums of its lines' proofs. */
export function savingsOf(receipt: Pick<ReceiptFacts, 'lines'>): SavingsBySource {
  const sums: SavingsBySource = {}
  for (const { proofs } of receipt.lines) {
    for (const { source, amount } of proofs) sums[source] = (sums[source] ?? 0) + amount
  }
  return sums
}

function periodSavingOf(receipt: ReceiptFacts): PeriodSaving {
  const { periodOrderId: orderId } = receipt
  return { orderId, total: periodSaved(receipt), by: (period) => savedByOf(receipt, period) }
}

/** False once a receipt's coupons, points or units of a window have gone to another, or ended. */
export function mayStillCount(
  state: MemberState,
  { coupons = [], draws, delivery, points }: Countable,
  now: number,
): boolean {
  for (const { lotId } of coupons) {
    const lot = state.coupons.find(({ id }) => id === lotId)
    if (!lot || lot.left === 0 || lot.voidedAt !== null) return false
  }
  if (!deliveryStillFits(state, delivery ? { delivery } : {})) return false
  if (points && availablePoints(state, now) < points.points) return false
  return draws === undefined || fits(state.draws, draws)
}

/** Of a basket, or of a receipt that waits, what somebody may have used meanwhile. */
type Countable = Pick<PricedBasket, 'coupons' | 'draws' | 'delivery'> & {
  readonly points?: { readonly points: number } | undefined
}

/** True while everything that an undo gives back still has a place to go. */
export function mayBeTakenBack(state: MemberState, receipt: ReceiptFacts, now: number): boolean {
  const { coupons = [], walletShares = [] } = receipt
  // What was given back since has been settled with what was used of it.
  const used = new Set(coupons.map(({ lotId }) => lotId))
  if (state.coupons.some(({ id, voidedAt }) => voidedAt !== null && used.has(id))) return false
  return !isRefusal(giveBack(state.wallet, walletShares, now))
}

/**
 * Adds (or takes off) what a receipt counts for. The wallet only gets back here: what was paid
 * from it was taken when the receipt was made.
 */
export function move(
  state: MemberState,
  receipt: ReceiptFacts,
  { month, sign, now }: { month: string; sign: 1 | -1; now: number },
): MemberState {
  const wallet = sign === -1 ? giveBack(state.wallet, receipt.walletShares ?? [], now) : state.wallet
  return {
    ...state,
    savings: withSavings(state.savings, month, savingsOf(receipt), sign),
    spending: withSpending(state.spending, month, sign * receipt.paid, sign),
    coupons: (receipt.coupons ?? []).reduce<MemberState['coupons']>(
      (coupons, used) => moveCoupon(coupons, used, sign),
      state.coupons,
    ),
    draws: receipt.draws ? moveDraws(state.draws, receipt.draws, sign) : state.draws,
    wallet: isRefusal(wallet) ? state.wallet : wallet,
    memberships: withPeriodSaved(state.memberships, periodSavingOf(receipt), sign),
    missed:
      receipt.periodOrderId === null && !receipt.forFriend
        ? withMissed(state.missed, receipt, sign)
        : state.missed,
  }
}

export function postingsOf(
  state: Pick<MemberState, 'coupons' | 'memberships'>,
  receipt: ReceiptFacts,
  month: string,
  sign: 1 | -1,
): Posting[] {
  const { tenders, walletShares, coupons = [], paid } = receipt
  const payer = receipt.orderId === null ? 'payer/external' : 'payer/wechat'
  const postings = transfer('cash', payer, 'shop/sales', sign * (tenders ? tenders.cash : paid))
  for (const [source, amount] of Object.entries(savingsOf(receipt))) {
    const saved = account.saved(month, source as keyof SavingsBySource)
    postings.push(...transfer('saving', 'shop/list_price', saved, sign * amount))
  }
  postings.push(...periodSavedPostings(state.memberships, periodSavingOf(receipt), sign))
  postings.push(...transfer('spending', 'shop/sales', account.spending(month), sign * paid))
  if (walletShares) postings.push(...walletPostings(walletShares, sign === 1 ? 'spend' : 'back'))
  // A lot that has left since takes nothing back: it ended long ago.
  for (const { lotId } of coupons)
    if (state.coupons.some(({ id }) => id === lotId)) postings.push(...couponPostings(lotId, sign))
  return postings
}

/** Orders and fen paid for goods in a month (M018); an emptied month leaves the state. */
export function withSpending(
  spending: MemberState['spending'],
  month: string,
  paid: number,
  orders: number,
): MemberState['spending'] {
  const before = spending[month] ?? { orders: 0, paid: 0 }
  const after = { orders: before.orders + orders, paid: before.paid + paid }
  const rest = { ...spending }
  delete rest[month]
  return after.orders === 0 && after.paid === 0 ? rest : { ...rest, [month]: after }
}

/** The day's count of orders without a card, and what a card would have saved on them (M114). */
export function withMissed(
  missed: MemberState['missed'],
  receipt: ReceiptFacts,
  sign: 1 | -1,
): MemberState['missed'] {
  const before = missed.find(({ day }) => day === receipt.day) ?? { day: receipt.day, orders: 0, amount: 0 }
  const orders = before.orders + sign
  const rest = missed.filter(({ day }) => day !== receipt.day)
  if (orders <= 0) return rest
  return [...rest, { day: receipt.day, orders, amount: before.amount + sign * receipt.missed }].sort(
    (a, b) => (a.day < b.day ? -1 : 1),
  )
}
