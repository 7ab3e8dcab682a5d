import type { GoodsReturnView } from '../contract/goods-returns'
import { isRefusal, type Refusal, refuse } from '../contract/refusals'
import { takeBackBadges } from './badges'
import { account, transfer } from './balances'
import { withPeriodSpent, withWaiver } from './benefit-receipts'
import { addDays, shanghaiDay, shanghaiMonth } from './calendar'
import { COUPON_EFFECT } from './coupon-effect'
import { couponPostings, moveCoupon } from './coupons'
import type { Decision, Due, Posting } from './decision'
import { isDeliveryLine } from './delivery-fee'
import type { GoodsReturn, GoodsReturnFacts } from './goods-return'
import { takeBackGrowth } from './growth-effect'
import { returnKeptUntil } from './kept-returns'
import type { MemberState, ReceiptFacts } from './member'
import { successorFor } from './merging'
import { isBeforeClosing } from './privacy-account'
import { returnPoints, takeBackPoints } from './points'
import { withMissed, withSpending } from './receipt-booking'
import { takeOrderBack, takePartBack } from './referral-order'
import { periodSavedPostings, withPeriodSaved } from './period-savings'
import type { Release } from './release'
import { difference, pointsBetween, type ReturnedShare, returnedShare, walletBetween } from './return-shares'
import { type SavingsBySource, withSavings } from './savings'
import { giveBack, walletPostings } from './wallet-spending'

/** Each return of a receipt that was paid on the phone is a refund of its order, of which there are 50. */
const MOST_RETURNS = 40

export interface Returning {
  /** In its latest state, from the journal or the member's own state. */
  readonly receipt: ReceiptFacts
  readonly branchId: string
  readonly lines: readonly { readonly line: number; readonly quantity: number }[]
  /** Fen that the clerk and the member have seen; null: to see it. */
  readonly expected: number | null
  readonly release: Release
  readonly now: number
}

/**
 * Goods come back through this day, the day of the purchase not counted; null: only by the till's
 * undo. By the days that stood when it was bought, whatever is published later (L7).
 */
export function returnableThrough({ day, returnDays }: Pick<ReceiptFacts, 'day' | 'returnDays'>) {
  return returnDays === undefined ? null : addDays(day, returnDays)
}

/** Units of each line that haven't come back. */
export function unitsLeft(state: Pick<MemberState, 'returns'>, receipt: ReceiptFacts): number[] {
  const units = returnsOf(state, receipt.receiptId)?.quantities ?? {}
  return receipt.lines.map(({ quantity }, index) => quantity - (units[String(index)] ?? 0))
}

/** Why nothing of this receipt can be brought back here now; null: it can. */
export function whyNotReturnable(
  state: Pick<MemberState, 'returns'>,
  { receipt, branchId, now }: Pick<Returning, 'receipt' | 'branchId' | 'now'>,
): string | null {
  const through = returnableThrough(receipt)
  if (receipt.state !== 'settled') return '这张小票没有可退的商品'
  if (receipt.branchId !== branchId) return `请到${receipt.branchName}退货`
  if (now < receipt.undoUntil) return '刚结算的小票请用撤销'
  if (through === null || shanghaiDay(now) > through) return '已过退货期'
  if ((returnsOf(state, receipt.receiptId)?.times ?? 0) >= MOST_RETURNS) return '退货次数过多,请联系店主'
  return unitsLeft(state, receipt).some((left) => left > 0) ? null : '商品已全部退回'
}

/**
 * Goods come back after the till's undo is over: all that their share of the receipt did goes back
 * by that share — money the way it came, savings, points spent to their own lots, points and growth
 * earned (debt for what was spent meanwhile), and with the last unit coupons, badges and the order
 * itself (M048, thread 11). Refuses RECEIPT_NOT_FOUND for who
 * has handed everything over, RETURN_NOT_POSSIBLE (detail: why), INPUT_INVALID for units that
 * aren't there, RETURN_CHANGED (detail: the refund) for another amount than was seen.
 */
export function returnGoods(state: MemberState, returning: Returning): Decision<GoodsReturnFacts> {
  const { receipt, expected, release, now } = returning
  // Since it was looked up, all that this member had may have gone to another WeChat (M062).
  if (successorFor(state, receipt.at) !== null || isBeforeClosing(state, receipt.at))
    return refuse('RECEIPT_NOT_FOUND')
  const why = whyNotReturnable(state, returning)
  if (why !== null) return refuse('RETURN_NOT_POSSIBLE', { why })
  const former = returnsOf(state, receipt.receiptId)
  const units = unitsWith(state, returning)
  if (isRefusal(units)) return units
  const period = state.memberships
    .flatMap(({ periods }) => periods)
    .find(({ orderId, savedBy }) => savedBy && orderId === receipt.periodOrderId)
  const before = returnedShare(receipt, former?.quantities ?? {}, period)
  const after = returnedShare(receipt, units, period)
  const part = difference(after, before)
  if (expected !== null && expected !== part.refund) return refuse('RETURN_CHANGED', { refund: part.refund })
  const whole = receipt.lines.every(({ quantity }, index) => units[String(index)] === quantity)

  const walletShares = walletBetween(receipt.walletShares ?? [], before, after)
  const wallet = giveBack(state.wallet, walletShares, now)
  if (isRefusal(wallet))
    return refuse('RETURN_NOT_POSSIBLE', { why: '支付这单的充值已经退款,请与店主商定退货' })
  const booked = bookedBack({ ...state, wallet }, receipt, { part, whole, now })
  const moved = loyaltyBack(booked.state, { receipt, part, before, after, release, now })
  const ended = whole ? wholeBack(moved.state, { receipt, release, now }) : { ...NOTHING, state: moved.state }
  const referral = whole
    ? takeOrderBack(ended.state, receipt)
    : takePartBack(ended.state, receipt, stillPaid(receipt, after))
  const times = (former?.times ?? 0) + 1
  const { orderId } = receipt
  const paidBack = part.refund - part.toBalance
  return {
    ok: true,
    state: withReturn(referral.state, {
      receiptId: receipt.receiptId,
      until: returnKeptUntil(receipt),
      quantities: units,
      times,
    }),
    postings: [
      ...transfer('cash', 'shop/sales', orderId === null ? 'payer/external' : 'payer/wechat', paidBack),
      ...walletPostings(walletShares, 'back'),
      ...booked.postings,
      ...moved.postings,
      ...ended.postings,
    ],
    facts: {
      kind: 'goods_return',
      receiptId: receipt.receiptId,
      branchId: receipt.branchId,
      lines: receipt.lines.flatMap(({ name }, line) => {
        const quantity = (units[String(line)] ?? 0) - (former?.quantities[String(line)] ?? 0)
        return quantity > 0 ? [{ line, name, quantity, ...(part.lines[line] ?? { paid: 0, saved: 0 }) }] : []
      }),
      refund: part.refund,
      saved: part.saved,
      tender: receipt.tender ?? 'external',
      toBalance: part.toBalance,
      inCash: orderId === null ? paidBack : 0,
      toWechat: orderId === null ? 0 : paidBack,
      points: moved.points,
      growth: part.growth,
      coupons: ended.coupons,
      at: now,
      ...(whole ? { whole } : {}),
    },
    due: [...moved.due, ...ended.due, ...referral.due, ...refundDue(orderId, paidBack, times)],
  }
}

/** What clerk and member see of a return, before it and after. */
export function goodsReturnView(facts: GoodsReturnFacts): GoodsReturnView {
  const { receiptId, lines, refund, tender, inCash, toBalance, toWechat, points, growth } = facts
  const coupons = facts.coupons.map(({ title }) => title)
  return { receiptId, lines, refund, back: { tender, inCash, toBalance, toWechat }, points, growth, coupons }
}

function unitsWith(state: MemberState, { receipt, lines }: Returning): Record<string, number> | Refusal {
  const left = unitsLeft(state, receipt)
  const units = { ...returnsOf(state, receipt.receiptId)?.quantities }
  const seen = new Set<number>()
  for (const { line, quantity } of lines) {
    const isFee = receipt.lines.some((one, index) => index === line && isDeliveryLine(one))
    if (seen.has(line) || isFee || quantity > (left[line] ?? 0))
      return refuse('INPUT_INVALID', { path: 'lines' })
    seen.add(line)
    units[String(line)] = (units[String(line)] ?? 0) + quantity
  }
  return withFee(units, receipt)
}

/** The fee of a delivery was for all that it brought: it comes back with the last of it (M059). */
function withFee(units: Record<string, number>, { lines }: ReceiptFacts): Record<string, number> {
  const open = lines.some((line, index) => !isDeliveryLine(line) && units[String(index)] !== line.quantity)
  if (open) return units
  const fees = [...lines.entries()].filter(([, line]) => isDeliveryLine(line))
  return { ...units, ...Object.fromEntries(fees.map(([index, { quantity }]) => [String(index), quantity])) }
}

/** Savings and spending in the present month: what comes back counts in its own, like an undo. */
function bookedBack(
  state: MemberState,
  receipt: ReceiptFacts,
  { part, whole, now }: { part: ReturnedShare; whole: boolean; now: number },
): { state: MemberState; postings: Posting[] } {
  const month = shanghaiMonth(now)
  const { periodOrderId } = receipt
  // What a card saved was settled when it was given back: taking it off again would lose fen.
  const standing = state.memberships.some(({ periods }) =>
    periods.some(({ orderId, refunded }) => orderId === periodOrderId && refunded === 0),
  )
  const saving = { orderId: standing ? periodOrderId : null, total: part.period, by: () => part.byBenefit }
  const spent = withPeriodSpent(state, standing ? periodOrderId : null, -part.refund)
  return {
    state: {
      ...spent,
      savings: withSavings(spent.savings, month, part.bySource, -1),
      missed: whole && isReplayed(receipt) ? withMissed(spent.missed, receipt, -1) : spent.missed,
      spending: withSpending(spent.spending, month, -part.refund, whole ? -1 : 0),
      memberships: withPeriodSaved(spent.memberships, saving, -1),
    },
    postings: [
      ...Object.entries(part.bySource).flatMap(([source, amount]) =>
        transfer('saving', account.saved(month, source as keyof SavingsBySource), 'shop/list_price', amount),
      ),
      ...periodSavedPostings(state.memberships, saving, -1),
      ...transfer('spending', account.spending(month), 'shop/sales', part.refund),
    ],
  }
}

/** It counted among the orders of who had no card (M114). */
function isReplayed({ periodOrderId, forFriend }: ReceiptFacts): boolean {
  return periodOrderId === null && !forFriend
}

/** Fen of a receipt that somebody really paid and didn't get back; what was added to a balance isn't. */
function stillPaid({ paid, tenders }: ReceiptFacts, back: ReturnedShare): number {
  return paid - (tenders?.bonus ?? 0) - (back.refund - (back.toBalance - back.principal))
}

/** Points that were paid with come back first, so that they cover what is taken back. */
function loyaltyBack(
  state: MemberState,
  command: {
    receipt: ReceiptFacts
    part: ReturnedShare
    before: ReturnedShare
    after: ReturnedShare
    release: Release
    now: number
  },
) {
  const { receipt, part, before, after, release, now } = command
  const { pointsSpent, earned } = receipt
  const shares = pointsBetween(pointsSpent?.shares ?? [], before.pointsSpent, after.pointsSpent)
  const back = returnPoints(state, { shares, now })
  const taken = earned
    ? takeBackPoints(back.state, { points: part.earned, terms: earned, now })
    : { state: back.state, postings: [], takenBack: 0, debt: 0 }
  const grown = takeBackGrowth(taken.state, { receipt, growth: part.growth, paid: part.refund, release, now })
  return {
    state: grown.state,
    postings: [...back.postings, ...taken.postings, ...grown.postings],
    due: grown.due,
    points: { takenBack: taken.takenBack, debt: taken.debt, returned: back.returned },
  }
}

interface Whole {
  readonly state: MemberState
  readonly postings: readonly Posting[]
  readonly due: readonly Due[]
  readonly coupons: GoodsReturnFacts['coupons']
}

const NOTHING = { postings: [], due: [], coupons: [] }

/** What only the last unit brings back: coupons (what expired stays expired), a waiver's time, badges, the order. */
function wholeBack(
  state: MemberState,
  { receipt, release, now }: { receipt: ReceiptFacts; release: Release; now: number },
): Whole {
  const used = (receipt.coupons ?? []).filter(({ lotId }) =>
    state.coupons.some(({ id, voidedAt }) => id === lotId && voidedAt === null),
  )
  const coupons = used.reduce<MemberState['coupons']>(
    (lots, coupon) => moveCoupon(lots, coupon, -1),
    state.coupons,
  )
  const waiver = withWaiver({ ...state, coupons }, receipt, -1)
  const badges = takeBackBadges(waiver.state, receipt)
  const watched = COUPON_EFFECT.takeBack(badges.state, { receipt, release, now })
  return {
    state: watched.state,
    postings: [
      ...used.flatMap(({ lotId }) => couponPostings(lotId, -1)),
      ...waiver.postings,
      ...badges.postings,
      ...watched.postings,
    ],
    due: [...badges.due, ...watched.due],
    coupons: used,
  }
}

function refundDue(orderId: string | null, amount: number, times: number): Due[] {
  if (orderId === null || amount === 0) return []
  const refundId = `${orderId}-r${times}`
  const key = `refund:${refundId}`
  return [{ kind: 'refund', key, owner: 'payment', refundId, orderId, amount, reason: 'goods_return' }]
}

function returnsOf({ returns }: Pick<MemberState, 'returns'>, receiptId: string): GoodsReturn | undefined {
  return returns.find((one) => one.receiptId === receiptId)
}

function withReturn(state: MemberState, returned: GoodsReturn): MemberState {
  const others = state.returns.filter(({ receiptId }) => receiptId !== returned.receiptId)
  return { ...state, returns: [...others, returned] }
}
