import type { Order, Refund } from '../domain/order'
import { type Database, absent, between, dueBy, inside, lessThan, oneOf, present, atMost } from './database'

export interface Payment {
  readonly transactionId: string
  /** Fen, the order's total: another amount doesn't pay this order. */
  readonly amount: number
  readonly paidAt: number
  readonly now: number
}

/**
 * Orders move forward only: paying -> paid -> delivered, paying -> closed, closed -> paid for a
 * payment that came late, and paid or delivered -> refunding -> refunded. Each step is one
 * conditional write, so repeated and reordered callers change nothing.
 */
export interface Orders {
  /** The order's id is its operation id; `duplicate` means that it stands already. */
  insert(order: Order): Promise<'inserted' | 'duplicate'>
  read(orderId: string): Promise<Order | null>
  /** The paid order, or null: unknown, another amount, or paid before (perhaps by another transaction). */
  markPaid(orderId: string, payment: Payment): Promise<Order | null>
  /**
   * False when the order isn't `paid` (any more).
   * @param reports WeChat has to be told of the delivery (L16)
   */
  markDelivered(orderId: string, now: number, reports?: boolean): Promise<boolean>
  /** Deliveries that WeChat has to be told of now, the longest due first. */
  unreportedBy(now: number, limit: number): Promise<Order[]>
  /** WeChat knows of the delivery, or needn't any more. */
  markReported(orderId: string, now: number): Promise<void>
  /** Telling failed: again at `dueAt`. */
  postponeReport(order: Order, error: string, dueAt: number): Promise<void>
  /** Orders that WeChat took the payment of within [from, to), the oldest first. */
  paidBetween(from: number, to: number): Promise<Order[]>
  /** In no particular order; at most 1000, unknown ones left out. */
  readMany(orderIds: readonly string[]): Promise<Order[]>
  /** Only after WeChat said that it is closed; false when it isn't `paying` (any more). */
  markClosed(orderId: string, now: number): Promise<boolean>
  /** An order of 0 fen whose delivery is refused for good: there is nothing to give back. */
  closeFree(orderId: string, now: number): Promise<boolean>
  /**
   * Holds back fen for a refund, so that all refunds of an order never exceed what was paid. The
   * same refund id reserves once. Null: not paid, too much, or the id stands with another amount.
   * An order that is due stays so, until its refund stands as a document: see `noLongerDue`.
   */
  reserveRefund(orderId: string, refundId: string, amount: number, now: number): Promise<Order | null>
  /** The refund that it is due for is a document of its own now. */
  noLongerDue(orderId: string): Promise<void>
  /** `refunded` once every refund that is reserved on the order has succeeded. */
  finishRefund(orderId: string, refundId: string, now: number): Promise<void>
  /** What the timer has to look at, the longest due first. */
  due(now: number, limit: number): Promise<Order[]>
  /** Lets others come first in `due`. */
  postpone(orderId: string, dueAt: number): Promise<void>
  /** To who took over from `from` (M062); false when the order isn't theirs (any more). */
  reassign(orderId: string, from: string, to: string): Promise<boolean>
  /** Some of a member's orders that were made by `through`, the oldest first. */
  madeBy(memberId: string, through: number, limit: number): Promise<Order[]>
  /** The newest first; `before` is the `createdAt` of the last one shown. */
  listOf(memberId: string, page: { before: number | null; limit: number }): Promise<Order[]>
}

/** The notification delivers by itself; the timer takes an order up only if that didn't happen. */
const DELIVERY_GRACE_MS = 60_000
const PAGE = 1000

export function orders(database: Database): Orders {
  const read = (orderId: string) => database.read<Order>('orders', orderId)
  return {
    insert: (order) => database.insert('orders', order),
    read,

    markPaid: (orderId, { transactionId, amount, paidAt, now }) =>
      database.updateAndReturn<Order>(
        'orders',
        { _id: orderId, state: oneOf(['paying', 'closed']), amount },
        { set: { state: 'paid', transactionId, paidAt, nextDueAt: now + DELIVERY_GRACE_MS } },
      ),

    markDelivered: (orderId, now, reports = false) =>
      database.updateWhere(
        'orders',
        { _id: orderId, state: 'paid' },
        {
          set: {
            state: 'delivered',
            deliveredAt: now,
            nextDueAt: null,
            ...(reports ? { shipping: { dueAt: now, attempts: 0, lastError: null } } : {}),
          },
        },
      ),

    unreportedBy: (now, limit) =>
      database.find<Order>('orders', {
        where: { shipping: inside({ dueAt: dueBy(now) }) },
        orderBy: [
          ['shipping.dueAt', 'asc'],
          ['_id', 'asc'],
        ],
        limit,
      }),

    async markReported(orderId, now) {
      await database.updateWhere(
        'orders',
        { _id: orderId },
        { set: { shippingReportedAt: now }, setInside: { shipping: { dueAt: null } } },
      )
    },

    async postponeReport({ _id, shipping }, error, dueAt) {
      const attempts = (shipping?.attempts ?? 0) + 1
      await database.updateWhere(
        'orders',
        { _id, shipping: inside({ dueAt: dueBy(shipping?.dueAt ?? 0) }) },
        { set: { shipping: { dueAt, attempts, lastError: error } } },
      )
    },

    async paidBetween(from, to) {
      const found: Order[] = []
      for (;;) {
        const last = found.at(-1)
        const page: Order[] = await database.find<Order>('orders', {
          where: { paidAt: between(from, to) },
          orderBy: [
            ['paidAt', 'asc'],
            ['_id', 'asc'],
          ],
          limit: PAGE,
          ...(last ? { after: [last.paidAt ?? 0, last._id] } : {}),
        })
        found.push(...page)
        if (page.length < PAGE) return found
      }
    },

    readMany: (orderIds) => database.readMany<Order>('orders', orderIds),

    markClosed: (orderId, now) =>
      database.updateWhere(
        'orders',
        { _id: orderId, state: 'paying' },
        { set: { state: 'closed', closedAt: now, nextDueAt: null } },
      ),

    closeFree: (orderId, now) =>
      database.updateWhere(
        'orders',
        { _id: orderId, state: 'paid', amount: 0 },
        { set: { state: 'closed', closedAt: now, nextDueAt: null } },
      ),

    async reserveRefund(orderId, refundId, amount, now) {
      if (!Number.isSafeInteger(amount) || amount <= 0) throw new RangeError('a refund is a positive amount')
      const order = await read(orderId)
      if (typeof order?.paidAt !== 'number') return null
      if (Object.hasOwn(order.refunds, refundId)) return order.refunds[refundId] === amount ? order : null
      const reserved = await database.updateAndReturn<Order>(
        'orders',
        {
          _id: orderId,
          state: oneOf(['paid', 'delivered', 'refunding', 'refunded']),
          refunds: inside({ [refundId]: absent }),
          refundedTotal: atMost(order.amount - amount),
        },
        {
          set: { state: 'refunding', lastRefundAt: now },
          setInside: { refunds: { [refundId]: amount } },
          increase: { refundedTotal: amount },
        },
      )
      if (reserved) return reserved
      const met = await read(orderId)
      return met?.refunds[refundId] === amount ? met : null
    },

    async noLongerDue(orderId) {
      await database.updateWhere('orders', { _id: orderId, state: 'refunding' }, { set: { nextDueAt: null } })
    },

    async finishRefund(orderId, refundId) {
      const order = await read(orderId)
      if (!order || !Object.hasOwn(order.refunds, refundId)) return
      const all = await database.readMany<Refund>('refunds', Object.keys(order.refunds), ['state'])
      const open = Object.keys(order.refunds).some(
        (id) => id !== refundId && all.find(({ _id }) => _id === id)?.state !== 'succeeded',
      )
      if (open) return
      await database.updateWhere(
        'orders',
        {
          _id: orderId,
          state: 'refunding',
          refundedTotal: order.refundedTotal,
          refunds: inside({ [refundId]: present }),
        },
        { set: { state: 'refunded', nextDueAt: null } },
      )
    },

    due: (now, limit) =>
      database.find<Order>('orders', {
        where: { nextDueAt: dueBy(now) },
        orderBy: [
          ['nextDueAt', 'asc'],
          ['_id', 'asc'],
        ],
        limit,
      }),

    async postpone(orderId, dueAt) {
      await database.updateWhere(
        'orders',
        { _id: orderId, state: oneOf(['paying', 'paid', 'refunding']) },
        { set: { nextDueAt: dueAt } },
      )
    },

    reassign: (orderId, from, to) =>
      database.updateWhere('orders', { _id: orderId, memberId: from }, { set: { memberId: to } }),

    madeBy: (memberId, through, limit) =>
      database.find<Order>('orders', {
        where: { memberId, createdAt: atMost(through) },
        orderBy: [
          ['createdAt', 'asc'],
          ['_id', 'asc'],
        ],
        limit,
      }),

    listOf: (memberId, { before, limit }) =>
      database.find<Order>('orders', {
        where: before === null ? { memberId } : { memberId, createdAt: lessThan(before) },
        orderBy: [
          ['createdAt', 'desc'],
          ['_id', 'desc'],
        ],
        limit,
      }),
  }
}
