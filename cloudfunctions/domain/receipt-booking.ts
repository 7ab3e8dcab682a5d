import { isRefusal } from '../contract/refusals'
import { account, transfer } from './balances'
import { couponPostings, moveCoupon } from './coupons'
import { fits, moveDraws } from './daily-quantities'
import type { Posting } from './decision'
import type { MemberState, ReceiptFacts } from './member'
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

/** Of what a receipt saved, what its card's running period counts (M048). */
export function periodSaved({ saved, periodSaved: counted = saved }: ReceiptFacts): number {
  return counted
}

/**
 * Of a basket's savings what the card gave: not the price of stored value, which is another
 * contract's, nor a coupon that another order granted.
 */
export function savedByPeriod(
  { lines, coupon }: Pick<ReceiptFacts, 'lines' | 'coupon'>,
  periodOrderId: string | null,
): number {
  if (periodOrderId === null) return 0
  const own = coupon?.lotId.startsWith(`${periodOrderId}:`) ?? false
  let sum = 0
  for (const { proofs } of lines)
    for (const { rule, amount } of proofs)
      if (rule.kind !== 'stored_value' && (rule.kind !== 'coupon' || own)) sum += amount
  return sum
}

/** False once a receipt's coupon or its units of a day have gone to another, or ended. */
export function mayStillCount(
  state: MemberState,
  { coupon, draws }: Pick<PricedBasket, 'coupon' | 'draws'>,
): boolean {
  if (coupon) {
    const lot = state.coupons.find(({ id }) => id === coupon.lotId)
    if (!lot || lot.left === 0 || lot.voidedAt !== null) return false
  }
  return draws === undefined || fits(state.draws, draws)
}

/** True while everything that an undo gives back still has a place to go. */
export function mayBeTakenBack(state: MemberState, receipt: ReceiptFacts, now: number): boolean {
  const { coupon, walletShares = [] } = receipt
  const lot = coupon && state.coupons.find(({ id }) => id === coupon.lotId)
  // What was given back since has been settled with what was used of it.
  if (lot && lot.voidedAt !== null) return false
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
  const counted = periodSaved(receipt)
  const wallet = sign === -1 ? giveBack(state.wallet, receipt.walletShares ?? [], now) : state.wallet
  return {
    ...state,
    savings: withSavings(state.savings, month, savingsOf(receipt), sign),
    spending: withSpending(state.spending, month, sign * receipt.paid, sign),
    coupons: receipt.coupon ? moveCoupon(state.coupons, receipt.coupon, sign) : state.coupons,
    draws: receipt.draws ? moveDraws(state.draws, receipt.draws, sign) : state.draws,
    wallet: isRefusal(wallet) ? state.wallet : wallet,
    memberships:
      receipt.periodOrderId === null || counted === 0
        ? state.memberships
        : state.memberships.map((membership) => ({
            ...membership,
            periods: membership.periods.map((period) =>
              period.orderId === receipt.periodOrderId
                ? { ...period, saved: period.saved + sign * counted }
                : period,
            ),
          })),
    missed:
      receipt.periodOrderId === null && !receipt.forFriend
        ? withMissed(state.missed, receipt, sign)
        : state.missed,
  }
}

export function postingsOf(
  state: Pick<MemberState, 'coupons'>,
  receipt: ReceiptFacts,
  month: string,
  sign: 1 | -1,
): Posting[] {
  const { tenders, walletShares, coupon, paid } = receipt
  const payer = receipt.orderId === null ? 'payer/external' : 'payer/wechat'
  const postings = transfer('cash', payer, 'shop/sales', sign * (tenders ? tenders.cash : paid))
  for (const [source, amount] of Object.entries(savingsOf(receipt))) {
    const saved = account.saved(month, source as keyof SavingsBySource)
    postings.push(...transfer('saving', 'shop/list_price', saved, sign * amount))
  }
  if (receipt.periodOrderId !== null) {
    const period = account.period(receipt.periodOrderId)
    postings.push(...transfer('period_saving', 'shop/periods', period, sign * periodSaved(receipt)))
  }
  postings.push(...transfer('spending', 'shop/sales', account.spending(month), sign * paid))
  if (walletShares) postings.push(...walletPostings(walletShares, sign === 1 ? 'spend' : 'back'))
  // A lot that has left since takes nothing back: it ended long ago.
  if (coupon && state.coupons.some(({ id }) => id === coupon.lotId))
    postings.push(...couponPostings(coupon.lotId, sign))
  return postings
}

/** Orders and fen paid for goods in a month (M018); an emptied month leaves the state. */
function withSpending(
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
function withMissed(
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
