import { yuanText } from './money'
import type { Order, Refund } from './order'

/**
 * WeChat's trade bill of a day against the books (wechat.md 1.10): every difference is listed, none
 * is settled by itself. Pure: both sides are already loaded.
 */

export interface BillSums {
  readonly payments: number
  readonly paid: number
  readonly refunds: number
  readonly refunded: number
}

export interface BillDifference {
  readonly kind: 'missing_here' | 'missing_at_wechat' | 'amount' | 'state'
  readonly orderId: string
  /** Fen on either side; null where it isn't there. */
  readonly bill: number | null
  readonly books: number | null
  readonly explanation: string
}

export interface Reconciled {
  readonly state: 'balanced' | 'different'
  readonly bill: BillSums
  readonly books: BillSums
  readonly differences: readonly BillDifference[]
}

export interface BilledPayment {
  readonly kind: 'payment'
  readonly orderId: string
  readonly transactionId: string
  /** Fen, the order's total. */
  readonly amount: number
}

export interface BilledRefund {
  readonly kind: 'refund'
  readonly orderId: string
  readonly transactionId: string
  readonly refundId: string
  /** Fen that were asked to be given back. */
  readonly amount: number
}

export type BillRow = BilledPayment | BilledRefund

type BookedOrder = Pick<Order, '_id' | 'state' | 'amount' | 'paidAt' | 'transactionId'>
type BookedRefund = Pick<Refund, '_id' | 'orderId' | 'transactionId' | 'amount' | 'total'>

export interface DayBooks {
  /** [start, end) of the bill's day. */
  readonly start: number
  readonly end: number
  /** Those that the bill names, and all that were paid on the day. */
  readonly orders: readonly BookedOrder[]
  /** Those that the bill names, and all that WeChat took on the day. */
  readonly refunds: readonly BookedRefund[]
  /** Ids among `refunds` that the bill of this day must have. */
  readonly refundsOfDay: ReadonlySet<string>
}

/** Refund id of money that didn't belong to its order: see payment's `foreignRefundId`. */
type ForeignRefundId = (transactionId: string) => string

export function reconcile(
  rows: readonly BillRow[],
  books: DayBooks,
  foreignRefundId: ForeignRefundId,
): Reconciled {
  const payments = rows.filter((row) => row.kind === 'payment')
  const refunds = rows.filter((row) => row.kind === 'refund')
  const orders = new Map(books.orders.map((order) => [order._id, order]))
  const known = new Map(books.refunds.map((refund) => [refund._id, refund]))
  const differences: BillDifference[] = []
  /** Fen in the books for payments that belong to no order and went back. */
  let foreign: number[] = []

  for (const row of payments) {
    const order = orders.get(row.orderId)
    const returned = known.get(foreignRefundId(row.transactionId))
    if (order?.transactionId === row.transactionId) {
      if (order.amount !== row.amount) differences.push(otherAmount(row, order.amount))
    } else if (returned) {
      foreign = [...foreign, returned.total]
      if (returned.total !== row.amount) differences.push(otherAmount(row, returned.total))
    } else if (order?.transactionId === null) differences.push(notPaidHere(row, order))
    else differences.push(missingHere(row))
  }
  const billed = new Set(payments.map(({ transactionId }) => transactionId))
  const paidOnDay = books.orders.filter(
    ({ paidAt, transactionId }) =>
      transactionId !== null && paidAt !== null && paidAt >= books.start && paidAt < books.end,
  )
  for (const { _id, amount, transactionId } of paidOnDay)
    if (!billed.has(transactionId ?? ''))
      differences.push({
        kind: 'missing_at_wechat',
        orderId: _id,
        bill: null,
        books: amount,
        explanation: `账上有这笔${yuanText(amount)}的付款,微信账单里没有`,
      })

  for (const row of refunds) {
    const refund = known.get(row.refundId)
    if (!refund) differences.push(missingHere(row))
    else if (refund.amount !== row.amount) differences.push(otherAmount(row, refund.amount))
  }
  const billedRefunds = new Set(refunds.map(({ refundId }) => refundId))
  for (const id of books.refundsOfDay) {
    const refund = known.get(id)
    if (!refund || billedRefunds.has(id)) continue
    differences.push({
      kind: 'missing_at_wechat',
      orderId: refund.orderId,
      bill: null,
      books: refund.amount,
      explanation: `账上有这笔${yuanText(refund.amount)}的退款,微信账单里没有`,
    })
  }
  const inBooks = books.refunds.filter(({ _id }) => billedRefunds.has(_id) || books.refundsOfDay.has(_id))
  return {
    state: differences.length === 0 ? 'balanced' : 'different',
    bill: {
      payments: payments.length,
      paid: sumOf(payments.map(({ amount }) => amount)),
      refunds: refunds.length,
      refunded: sumOf(refunds.map(({ amount }) => amount)),
    },
    books: {
      payments: paidOnDay.length + foreign.length,
      paid: sumOf([...paidOnDay.map(({ amount }) => amount), ...foreign]),
      refunds: inBooks.length,
      refunded: sumOf(inBooks.map(({ amount }) => amount)),
    },
    differences,
  }
}

function word({ kind }: BillRow): string {
  return kind === 'payment' ? '付款' : '退款'
}

function missingHere(row: BillRow): BillDifference {
  return {
    kind: 'missing_here',
    orderId: row.orderId,
    bill: row.amount,
    books: null,
    explanation: `微信账单里有这笔${yuanText(row.amount)}的${word(row)},账上没有`,
  }
}

function otherAmount(row: BillRow, amount: number): BillDifference {
  return {
    kind: 'amount',
    orderId: row.orderId,
    bill: row.amount,
    books: amount,
    explanation: `这笔${word(row)}微信账单为${yuanText(row.amount)},账上为${yuanText(amount)}`,
  }
}

function notPaidHere(row: BilledPayment, order: BookedOrder): BillDifference {
  return {
    kind: 'state',
    orderId: row.orderId,
    bill: row.amount,
    books: order.amount,
    explanation: `微信账单里已付款${yuanText(row.amount)},账上还是未付款`,
  }
}

function sumOf(amounts: readonly number[]): number {
  return amounts.reduce((sum, amount) => sum + amount, 0)
}
