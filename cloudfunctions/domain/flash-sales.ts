import { type Refusal, refuse } from '../contract/refusals'
import type { FlashSale } from '../contract/rewards'
import { admits } from './audience'
import { account, transfer } from './balances'
import { addDays, shanghaiDay, shanghaiMonth, startOfDay, weekdayOf } from './calendar'
import { claimed, withClaim } from './claims'
import type { Decision, Facts } from './decision'
import { forgetEnded, pruneCounters } from './retention'
import type { MemberState } from './member'
import type { Order } from './order'
import { withSpending } from './receipt-booking'
import { refundBy, refundChannel } from './refund-clock'
import type { Release } from './release'
import { outlastsShop } from './shop-closing'
import { endVoucher, findVoucher, grantVoucher, isOpen, vouchersAreFull } from './vouchers'

/**
 * A fixed day's rush (M030): on its weekday from 0:00 to 24:00 in Shanghai, with a stock of its own
 * each day; paid in the app, picked up with a voucher.
 */

export function flashStock(flashSaleId: string, day: string): string {
  return `flash:${flashSaleId}:${day}`
}

/** Stocks that an order may still hold: of today, and of the day before, whose last orders end after midnight. */
export function openFlashStocks(sales: readonly FlashSale[], now: number): string[] {
  const today = shanghaiDay(now)
  return [today, addDays(today, -1)].flatMap((day) =>
    sales.filter(({ weekday }) => weekday === weekdayOf(day)).map(({ id }) => flashStock(id, day)),
  )
}

export function flashSaleOf(release: Release, flashSaleId: string): FlashSale | null {
  return release.participation?.flashSales.find(({ id }) => id === flashSaleId) ?? null
}

/** The day of the sale that runs now, or the next one; null once there is none any more. */
export function saleDay({ weekday, from, through }: FlashSale, now: number): string | null {
  const today = shanghaiDay(now)
  const first = from > today ? from : today
  const day = addDays(first, (weekday - weekdayOf(first) + 7) % 7)
  return day <= through ? day : null
}

export interface FlashPurchase {
  readonly price: number
  /** Orders of this member for the same sale and day that wait for their payment. */
  readonly open: number
  readonly release: Release
  readonly now: number
}

/**
 * Whether this member may buy now, apart from the stock. Refuses FLASH_CLOSED, JOIN_REQUIRED,
 * NOT_ADMITTED (detail: why), PRICE_CHANGED, FLASH_LIMIT (what waits for payment counts too).
 */
export function checkFlash(
  state: MemberState,
  sale: FlashSale | null,
  { price, open, release, now }: FlashPurchase,
): { readonly day: string } | Refusal {
  const day = shanghaiDay(now)
  const product = sale && release.products.find(({ id }) => id === sale.productId)
  if (!sale || saleDay(sale, now) !== day || !product?.available) return refuse('FLASH_CLOSED')
  if (state.joinedAt === null) return refuse('JOIN_REQUIRED')
  // Paid now and picked up later: not beyond the last day of a shop that closes (L6).
  if (outlastsShop(release, pickUpUntil(sale, day))) return refuse('FLASH_CLOSED')
  const { admitted, why } = admits(sale.audience, state, release, now)
  if (!admitted) return refuse('NOT_ADMITTED', { why })
  if (price !== sale.price) return refuse('PRICE_CHANGED', { price: sale.price })
  if (vouchersAreFull(state)) return refuse('FLASH_LIMIT')
  if (claimed(state, claimKey(sale.id, day)) + open >= sale.perMember) return refuse('FLASH_LIMIT')
  return { day }
}

/**
 * A paid order becomes a voucher. The piece is held under the order's number: who calls has made
 * sure of it. Refuses FLASH_LIMIT where another order was faster; the money goes back then.
 */
export function deliverFlash(
  state: MemberState,
  {
    order,
    now,
  }: { order: Pick<Order, '_id' | 'amount' | 'title'> & { flash: NonNullable<Order['flash']> }; now: number },
): Decision<Extract<Facts, { kind: 'voucher' }>> {
  const { _id: orderId, amount, flash } = order
  const { flashSaleId, day, perMember, title, pickUpUntil, branchIds } = flash
  const key = claimKey(flashSaleId, day)
  if (claimed(state, key) >= perMember) return refuse('FLASH_LIMIT')
  const voucherId = `${orderId}:${flashSaleId}`
  const stock = flashStock(flashSaleId, day)
  const granted = grantVoucher(state, {
    id: voucherId,
    source: 'flash',
    rewardId: flashSaleId,
    title,
    from: now,
    until: pickUpUntil,
    orderId,
    paid: amount,
    branchIds,
    stock,
    holdKey: orderId,
  })
  const month = shanghaiMonth(now)
  const counted: MemberState = {
    ...granted.state,
    claims: withClaim(granted.state.claims, key, { by: 1, until: startOfDay(addDays(day, 1)) }),
    spending: withSpending(granted.state.spending, month, amount, 1),
  }
  const kept = forgetEnded(pruneCounters(counted, now), now)
  return {
    ok: true,
    state: kept.state,
    postings: [
      ...granted.postings,
      ...transfer('cash', 'payer/wechat', 'shop/sales', amount),
      ...transfer('spending', 'shop/sales', account.spending(month), amount),
      ...kept.postings,
    ],
    facts: {
      kind: 'voucher',
      voucherId,
      rewardId: flashSaleId,
      source: 'flash',
      orderId,
      paid: amount,
      until: pickUpUntil,
      at: now,
    },
    due: [
      { kind: 'release_hold', key: `hold:${stock}:${orderId}`, owner: 'renewal', stock, holdKey: orderId },
    ],
  }
}

/**
 * What was paid goes back whole while the voucher was not used: asked for before its end, or by
 * itself after it. Refuses VOUCHER_UNUSABLE, and REFUND_CHANGED for another figure.
 */
export function returnFlash(
  state: MemberState,
  command: {
    voucherId: string
    paidAt: number
    expected: number
    refundDays?: number | undefined
    now: number
  },
): Decision<Extract<Facts, { kind: 'voucher_returned' }>> {
  const { voucherId, paidAt, expected, refundDays, now } = command
  const voucher = findVoucher(state, voucherId)
  if (voucher?.state !== 'open' || voucher.orderId === undefined || voucher.paid === undefined)
    return refuse('VOUCHER_UNUSABLE')
  const { orderId, paid } = voucher
  if (paid !== expected) return refuse('REFUND_CHANGED', { refund: paid })
  const without = endVoucher(state, voucher, isOpen(voucher, now) ? 'returned' : 'expired')
  const refundId = `${orderId}-v`
  const month = shanghaiMonth(now)
  const channel = refundChannel({ paidAt }, now)
  return {
    ok: true,
    state: { ...without.state, spending: withSpending(without.state.spending, month, -paid, -1) },
    postings: [
      ...without.postings,
      ...transfer('cash', 'shop/sales', 'payer/wechat', paid),
      ...transfer('spending', account.spending(month), 'shop/sales', paid),
    ],
    facts: { kind: 'voucher_returned', voucherId, points: 0, expired: 0, refundId, at: now },
    due: [
      ...without.due,
      {
        kind: 'refund',
        key: `refund:${refundId}`,
        owner: 'payment',
        refundId,
        orderId,
        amount: paid,
        reason: 'voucher_return',
        asked: { basis: 'unused_voucher', channel, at: now, by: refundBy(now, refundDays) },
      },
    ],
  }
}

export function flashesBought(state: MemberState, sale: FlashSale, day: string): number {
  return claimed(state, claimKey(sale.id, day))
}

/** When what was bought on a day can be picked up no more. Epoch ms. */
export function pickUpUntil({ pickUpDays }: Pick<FlashSale, 'pickUpDays'>, day: string): number {
  return startOfDay(addDays(day, pickUpDays + 1))
}

function claimKey(flashSaleId: string, day: string): string {
  return `flash:${flashSaleId}:${day}`
}
