import type { SavingSource } from '../contract/primitives'
import type { BillOptions } from '../contract/statements'
import { account } from './balances'
import { addMonths, shanghaiMonth, startOfDay } from './calendar'
import type { Decision, Facts, JournalEntry } from './decision'
import { hasTerm, stands } from './family'
import type { MemberState } from './member'
import { splitByLargestRemainder } from './money'
import { listPrice } from './price-history'
import type { Release } from './release'
import { keptSpendingFrom } from './retention'
import { type SavingsBySource, everySource } from './savings'

/**
 * A month in one member's books (M045). Settling, undoing and paying keep the counters of each month
 * in the member's state, so a bill is read off and never grouped from receipts; what comes back
 * counts in the month in which it came.
 */
export interface MonthSums {
  readonly orders: number
  /** Fen paid for goods. */
  readonly spent: number
  readonly saved: number
  readonly bySource: Record<SavingSource, number>
  /** Card fees paid less what went back. */
  readonly fees: number
  /** saved - fees. */
  readonly net: number
}

type Counters = Pick<MemberState, 'savings' | 'fees' | 'spending'>

/** What was spent in a month that the counters no longer hold: from the books. */
export interface MonthSpending {
  readonly orders: number
  readonly paid: number
}

/** How many months a list shows at once, the running one included: as long as spending is counted. */
export const MONTHS_SHOWN = 13
const MOST_EARLIER = 240

export const NO_BILL_OPTIONS: BillOptions = { percentile: false, amounts: false }

/**
 * The sums of one month, in fen.
 * @param spending for a month before those whose spending is counted
 */
export function monthSums(counters: Counters, month: string, spending?: MonthSpending): MonthSums {
  const bySource = everySource(counters.savings[month] ?? {})
  const saved = savedIn(counters, month)
  const fees = counters.fees[month] ?? 0
  const { orders, paid } = spending ?? counters.spending[month] ?? { orders: 0, paid: 0 }
  return { orders, spent: paid, saved, bySource, fees, net: saved - fees }
}

/** Fen saved in a month, by all sources. */
export function savedIn({ savings }: Pick<Counters, 'savings'>, month: string): number {
  return Object.values(savings[month] ?? {}).reduce((sum, amount) => sum + amount, 0)
}

/** Spending is counted for thirteen months; savings and fees for ever. */
export function isCounted(month: string, now: number): boolean {
  return month >= keptSpendingFrom(now)
}

/**
 * The months of which there is a bill, the newest first: those whose counters stand, and those that
 * are added up from the books when somebody asks. From the first month in which anything happened.
 */
export function billMonths(
  state: Counters & Pick<MemberState, 'joinedAt'>,
  now: number,
): { counted: string[]; earlier: string[] } {
  const running = shanghaiMonth(now)
  const known = [
    ...Object.keys(state.savings),
    ...Object.keys(state.fees),
    ...Object.keys(state.spending),
    ...(state.joinedAt === null ? [] : [shanghaiMonth(state.joinedAt)]),
  ]
  const first = known.reduce((earliest, month) => (month < earliest ? month : earliest), running)
  const months: string[] = []
  for (let back = 0; back < MONTHS_SHOWN + MOST_EARLIER; back += 1) {
    const month = addMonths(`${running}-01`, -back).slice(0, 7)
    if (month < first) break
    months.push(month)
  }
  return {
    counted: months.filter((month) => isCounted(month, now)),
    earlier: months.filter((month) => !isCounted(month, now)),
  }
}

/** First instant of the month and of the one after. */
export function monthBounds(month: string): { from: number; to: number } {
  const first = `${month}-01`
  return { from: startOfDay(first), to: startOfDay(addMonths(first, 1)) }
}

/**
 * What the books of a month say was spent. A counter that left closed its account with a posting of
 * its own, a year later, and a merge moves accounts as they stand: neither is spending of the month.
 * @param entries each once; those that aren't of the month count nothing
 */
export function spendingOf(
  entries: readonly Pick<JournalEntry, 'at' | 'facts' | 'postings'>[],
  month: string,
): MonthSpending {
  const { from, to } = monthBounds(month)
  const name = account.spending(month)
  let orders = 0
  let paid = 0
  for (const { at, facts, postings } of entries) {
    if (at < from || at >= to || facts.kind === 'merged_in' || facts.kind === 'merged_out') continue
    const moved = postings.reduce((sum, one) => (one.account === name ? sum + one.amount : sum), 0)
    paid += moved
    orders += ordersOf(facts, moved)
  }
  return { orders, paid }
}

/** By how many orders an entry moved the month's count. */
function ordersOf(facts: Facts, moved: number): number {
  if (facts.kind === 'receipt')
    return facts.receipt.state === 'settled' ? 1 : facts.receipt.state === 'undone' ? -1 : 0
  if (facts.kind === 'goods_return') return facts.whole ? -1 : 0
  return Math.sign(moved)
}

/** The dearest product on sale that costs no more than was saved; null where there is none (M045). */
export function couldBuy(
  release: Release,
  saved: number,
  now: number,
): { productId: string; name: string; photo: string; price: number } | null {
  const affordable = release.products
    .filter(({ available, withdrawn }) => available && !withdrawn)
    .map((product) => ({ product, price: listPrice(product, now) }))
    .filter(({ price }) => price > 0 && price <= saved)
  if (affordable.length === 0) return null
  const { product, price } = affordable.reduce((best, one) => (one.price > best.price ? one : best))
  return { productId: product.id, name: product.name, photo: product.photo, price }
}

/** A card that counted on any day of `from <= day < to`. */
export function heldCardWithin(
  { memberships }: Pick<MemberState, 'memberships'>,
  { from, to }: { readonly from: number; readonly to: number },
): boolean {
  return memberships.some(
    (membership) =>
      hasTerm(membership) &&
      membership.periods.some((period) => stands(period) && period.startsAt < to && period.endsAt > from),
  )
}

/** Something happened in that month that a bill would tell. */
export function hasBill(counters: Counters, month: string): boolean {
  return (
    counters.spending[month] !== undefined ||
    counters.savings[month] !== undefined ||
    (counters.fees[month] ?? 0) !== 0
  )
}

/** The member's own choice: a percentile only where it was asked for, amounts only where ticked (M074). */
export function setBillOptions(
  state: MemberState,
  { percentile, amounts }: BillOptions,
): Decision<{ kind: 'bill_options'; percentile: boolean; amounts: boolean }> {
  const bills = { percentile, amounts }
  return {
    ok: true,
    state: { ...state, bills },
    postings: [],
    facts: { kind: 'bill_options', ...bills },
    due: [],
  }
}

const SOURCE_TITLES: Readonly<Record<SavingSource, string>> = {
  member_price: '会员价',
  coupon: '优惠券',
  benefit: '权益',
  delivery: '免配送费',
  points: '积分抵扣',
}

/** Each source's share of what a month saved, in hundredths of a percent that add up; none below zero. */
export function sourceShares(
  bySource: SavingsBySource,
): { source: SavingSource; title: string; basisPoints: number }[] {
  const sources = (Object.keys(SOURCE_TITLES) as SavingSource[]).filter(
    (source) => (bySource[source] ?? 0) > 0,
  )
  if (sources.length === 0) return []
  const shares = splitByLargestRemainder(
    10_000,
    sources.map((source) => bySource[source] ?? 0),
  )
  return sources.map((source, index) => ({
    source,
    title: SOURCE_TITLES[source],
    basisPoints: shares[index] ?? 0,
  }))
}
