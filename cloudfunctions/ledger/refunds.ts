import type { Refund } from '../domain/order'
import { type Database, between, dueBy, oneOf } from './database'

export type RefundStep = Pick<Refund, 'state' | 'acceptedAt' | 'heldUp' | 'finishedAt' | 'nextDueAt'>

/** Brought to an end by a person: under which operation, and why or how. */
export interface ByHand {
  readonly operationId: string
  readonly memberId: string
  readonly note: string
}

/** Refunds as documents under the number that WeChat knows them by, the same for ever. */
export interface Refunds {
  insert(refund: Refund): Promise<'inserted' | 'duplicate'>
  read(refundId: string): Promise<Refund | null>
  /** Null when the refund has ended; an abnormal one can still be seen to succeed. */
  advance(refundId: string, step: RefundStep): Promise<Refund | null>
  /** What this state asks for is done; without effect if it has moved on meanwhile. */
  noLongerDue(refundId: string, state: Refund['state']): Promise<void>
  /** What the timer has to carry on with, the longest due first. */
  due(now: number, limit: number): Promise<Refund[]>
  /**
   * A person transferred what WeChat can't give back; its order is told by the timer, if not at
   * once. Null unless it waits for that.
   */
  transferred(refundId: string, byHand: ByHand, now: number): Promise<Refund | null>
  /** A person refused a request. Null unless it waits for that. */
  refused(refundId: string, byHand: ByHand, now: number): Promise<Refund | null>
  /** What a request waited for was carried out as a refund of its own; without a request, nothing. */
  granted(refundId: string, now: number): Promise<void>
  /** Refunds of these members, the newest first. */
  listOf(memberIds: readonly string[], limit: number): Promise<Refund[]>
  /** Those that WeChat took within [from, to). */
  acceptedBetween(from: number, to: number): Promise<Refund[]>
  /** In no particular order; at most 1000, unknown ones left out. */
  readMany(refundIds: readonly string[]): Promise<Refund[]>
  /** All that is not at its end, the oldest first. */
  open(limit: number): Promise<Refund[]>
}

const PAGE = 1000
const OPEN = ['reserved', 'processing', 'abnormal', 'manual', 'review'] as const

export function refunds(database: Database): Refunds {
  return {
    insert: (refund) => database.insert('refunds', refund),
    read: (refundId) => database.read<Refund>('refunds', refundId),

    advance: (refundId, { state, acceptedAt, heldUp, finishedAt, nextDueAt }) =>
      database.updateAndReturn<Refund>(
        'refunds',
        {
          _id: refundId,
          state: oneOf(
            state === 'succeeded' ? ['reserved', 'processing', 'abnormal'] : ['reserved', 'processing'],
          ),
        },
        {
          set: {
            state,
            finishedAt,
            nextDueAt,
            ...(acceptedAt === undefined ? {} : { acceptedAt }),
            ...(heldUp ? { heldUp } : {}),
          },
        },
      ),

    async noLongerDue(refundId, state) {
      await database.updateWhere('refunds', { _id: refundId, state }, { set: { nextDueAt: null } })
    },

    due: (now, limit) =>
      database.find<Refund>('refunds', {
        where: { nextDueAt: dueBy(now) },
        orderBy: [
          ['nextDueAt', 'asc'],
          ['_id', 'asc'],
        ],
        limit,
      }),

    transferred: (refundId, byHand, now) =>
      database.updateAndReturn<Refund>(
        'refunds',
        { _id: refundId, state: oneOf(['manual', 'abnormal']) },
        { set: { state: 'succeeded', finishedAt: now, nextDueAt: now, byHand } },
      ),

    refused: (refundId, byHand, now) =>
      database.updateAndReturn<Refund>(
        'refunds',
        { _id: refundId, state: 'review' },
        { set: { state: 'refused', finishedAt: now, nextDueAt: now, byHand } },
      ),

    async granted(refundId, now) {
      await database.updateWhere(
        'refunds',
        { _id: refundId, state: 'review' },
        { set: { state: 'granted', finishedAt: now } },
      )
    },

    listOf: (memberIds, limit) =>
      database.find<Refund>('refunds', {
        where: { memberId: oneOf(memberIds) },
        orderBy: [
          ['createdAt', 'desc'],
          ['_id', 'desc'],
        ],
        limit,
      }),

    async acceptedBetween(from, to) {
      const found: Refund[] = []
      for (;;) {
        const last = found.at(-1)
        const page: Refund[] = await database.find<Refund>('refunds', {
          where: { acceptedAt: between(from, to) },
          orderBy: [
            ['acceptedAt', 'asc'],
            ['_id', 'asc'],
          ],
          limit: PAGE,
          ...(last ? { after: [last.acceptedAt ?? 0, last._id] } : {}),
        })
        found.push(...page)
        if (page.length < PAGE) return found
      }
    },

    readMany: (refundIds) => database.readMany<Refund>('refunds', refundIds),

    open: (limit) =>
      database.find<Refund>('refunds', {
        where: { state: oneOf(OPEN) },
        orderBy: [
          ['createdAt', 'asc'],
          ['_id', 'asc'],
        ],
        limit,
      }),
  }
}
