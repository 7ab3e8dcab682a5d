import type { Due } from '../domain/decision'
import type { HeldBack } from '../domain/message-counts'
import { type OutboxRow, handOver, handOverAll } from './archive'
import { type Database, between, dueBy, inside, moreThan } from './database'

export type { OutboxRow } from './archive'

export interface Outbox {
  /**
   * Hands a follow-up over before its entry is archived, for one that shouldn't wait for the
   * sweeper. One call; the archive meets the row later and leaves it alone.
   */
  enqueue(due: Due, now: number): Promise<void>
  /** The same for many, each with the moment from which it is looked at. */
  enqueueAll(dues: readonly { readonly due: Due; readonly dueAt: number }[], now: number): Promise<void>
  /** Rows that this owner has to carry out, the longest due first. */
  due(owner: Due['owner'], now: number, limit: number): Promise<OutboxRow[]>
  /** Rows of this kind that were tried and couldn't be carried out yet. */
  waiting(kind: Due['kind'], limit: number): Promise<OutboxRow[]>
  /** @param heldBack why a message was told to nobody: said in the same write, so it is said once */
  markDone(key: string, now: number, heldBack?: HeldBack): Promise<void>
  /** After a failure: one minute, then twice as long each time, six hours at most. */
  postpone(row: OutboxRow, now: number): Promise<void>
  /** Not before this moment, without having failed. */
  waitUntil(row: OutboxRow, at: number): Promise<void>
  /** Takes out rows done before `before`; returns how many. */
  prune(before: number): Promise<number>
}

const FIRST_PAUSE_MS = 60_000
const LONGEST_PAUSE_MS = 6 * 3_600_000

export function outbox(database: Database): Outbox {
  return {
    enqueue: (due, now) => handOver(database, due, now),

    enqueueAll: (dues, now) => handOverAll(database, dues, now),

    due: (owner, now, limit) =>
      database.find<OutboxRow>('outbox', {
        where: { owner, dueAt: dueBy(now) },
        orderBy: [
          ['dueAt', 'asc'],
          ['_id', 'asc'],
        ],
        limit,
      }),

    waiting: (kind, limit) =>
      database.find<OutboxRow>('outbox', {
        where: { dueAt: moreThan(0), due: inside({ kind }), attempts: moreThan(0) },
        orderBy: [
          ['dueAt', 'asc'],
          ['_id', 'asc'],
        ],
        limit,
      }),

    async markDone(key, now, heldBack) {
      const done = { dueAt: null, doneAt: now, ...(heldBack === undefined ? {} : { heldBack }) }
      await database.updateWhere('outbox', { _id: key, doneAt: null }, { set: done })
    },

    async postpone({ _id, attempts }, now) {
      const pause = Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** Math.min(attempts, 20))
      await database.updateWhere(
        'outbox',
        { _id, doneAt: null },
        { set: { dueAt: now + pause }, increase: { attempts: 1 } },
      )
    },

    async waitUntil({ _id }, at) {
      await database.updateWhere('outbox', { _id, doneAt: null }, { set: { dueAt: at } })
    },

    prune: (before) => database.remove('outbox', { doneAt: between(1, before) }),
  }
}
