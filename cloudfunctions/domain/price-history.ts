import type { DealRecord, PriceRecord } from '../contract/catalogue'
import type { ReferencePriceView } from '../contract/views'
import { addDays, daysBetween, shanghaiDay } from './calendar'

/** Anything with a price history: a product, or a plan. */
interface Priced {
  readonly prices: readonly PriceRecord[]
}

/** A "reduced" price that lasts longer than this is the price: the was-price goes (M006). */
const LONGEST_PROMOTION_DAYS = 30

/** The price asked now, in fen. */
export function listPrice(item: Priced, now: number): number {
  return currentPrice(item, now).price
}

/** The record of the price asked now: what proves it. */
export function currentPrice(item: Priced, now: number): PriceRecord {
  const record = priceRecordAt(item, now) ?? item.prices[0]
  if (!record) throw new Error('what was released has at least one price record')
  return record
}

/** The record that was in force at an instant; null before the first. */
export function priceRecordAt(product: Priced, at: number): PriceRecord | null {
  for (let index = product.prices.length - 1; index >= 0; index -= 1) {
    const record = product.prices[index]
    if (record && record.since <= at) return record
  }
  return null
}

/**
 * The was-price that may stand struck through beside `current`, or null when none may (M006, L4):
 * the lowest price really paid in the seven days before the promotion; without any, the last one
 * really paid before it; never one that is not above the current price. Deals count only where the
 * price history bears them out: a deal above every price asked on its day proves nothing.
 * @param promotionStart epoch ms from which `current` has been asked
 */
export function referencePrice(
  prices: readonly PriceRecord[],
  deals: readonly DealRecord[],
  promotionStart: number,
  current: number,
): ReferencePriceView | null {
  const firstDay = shanghaiDay(promotionStart)
  const windowStart = addDays(firstDay, -7)
  let lowest: DealRecord | null = null
  let last: DealRecord | null = null
  for (const deal of deals) {
    if (deal.day >= firstDay || deal.lowest > highestAsked(prices, deal.day)) continue
    if (!last || deal.day > last.day) last = deal
    if (deal.day >= windowStart && (!lowest || deal.lowest < lowest.lowest)) lowest = deal
  }
  const found = lowest ?? last
  if (!found || found.lowest <= current) return null
  return {
    amount: found.lowest,
    basis: lowest ? 'lowest_deal_7_days' : 'last_deal',
    evidenceId: found.evidenceId,
    since: found.day,
  }
}

/** The was-price of something at its price of now; none once the reduction has become the price. */
export function currentReference(
  item: { readonly prices: readonly PriceRecord[]; readonly deals: readonly DealRecord[] },
  now: number,
): ReferencePriceView | null {
  const { price, since } = currentPrice(item, now)
  if (daysBetween(shanghaiDay(since), shanghaiDay(now)) > LONGEST_PROMOTION_DAYS) return null
  return referencePrice(item.prices, item.deals, since, price)
}

/** The highest price in force at any moment of a day; 0 when nothing was asked yet. */
function highestAsked(prices: readonly PriceRecord[], day: string): number {
  let highest = 0
  for (const [index, record] of prices.entries()) {
    const until = prices[index + 1]?.since ?? Infinity
    if (shanghaiDay(record.since) <= day && (until === Infinity || shanghaiDay(until - 1) >= day)) {
      highest = Math.max(highest, record.price)
    }
  }
  return highest
}
