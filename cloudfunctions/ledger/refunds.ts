import type { Refund } from '../domain/order'
import { type Database, dueBy, oneOf } from './database'

export type RefundStep = Pick<Refund, 'state' | 'finishedAt' | 'nextDueAt'>

/** Refunds as documents under the number that WeChat knows them by, the same for ever. */
export interface Refunds {
  insert(refund: Refund): Promise<'inserted' | 'duplicate'>
  read(refundId: string): Promise<Refund | null>
  /** Null when the refund has ended; an abnormal one can still be seen to succeed. */
  advance(refundId: string, step: RefundStep): Promise<Refund | null>
  /** Its end is written everywhere. */
  noLongerDue(refundId: string): Promise<void>
  /** What the timer has to carry on with, the longest due first. */
  due(now: number, limit: number): Promise<Refund[]>
}

export function refunds(database: Database): Refunds {
  return {
    insert: (refund) => database.insert('refunds', refund),
    read: (refundId) => database.read<Refund>('refunds', refundId),

    advance: (refundId, { state, finishedAt, nextDueAt }) =>
      database.updateAndReturn<Refund>(
        'refunds',
        {
          _id: refundId,
          state: oneOf(
            state === 'succeeded' ? ['reserved', 'processing', 'abnormal'] : ['reserved', 'processing'],
          ),
        },
        { set: { state, finishedAt, nextDueAt } },
      ),

    async noLongerDue(refundId) {
      await database.updateWhere(
        'refunds',
        { _id: refundId, state: 'succeeded' },
        { set: { nextDueAt: null } },
      )
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
  }
}
