import type { Advice } from '../contract/statements'
import { addDays, shanghaiDay, startOfDay } from '../domain/calendar'
import { ADVISER_DAYS, MOST_ORDERS, adviserFrom } from '../domain/adviser'
import { type PastOrder, pastOrders } from '../domain/replayed-orders'
import type { MemberDocument } from './aggregate'
import type { Database } from './database'
import { canonicalJson, textDigest } from './digest'
import { entriesWithin } from './entries-within'

/** What was advised, as it can be checked later: from which orders, by which release, with which answer. */
export interface KeptAdvice {
  readonly _id: string
  readonly memberId: string
  readonly at: number
  readonly release: number
  readonly receiptIds: readonly string[]
  readonly advice: Omit<Advice, 'evidence' | 'asOf'>
  /** SHA-256 over member, release, receipts and advice. */
  readonly digest: string
}

export interface Advices {
  /** The member's orders of the 90 days; one call for each page of entries, one more where members were merged. */
  ordersOf(member: MemberDocument, now: number): Promise<{ orders: PastOrder[]; cut: boolean }>
  /** Keeps what was said; the same facts on the same day are kept once. One call. */
  keep(
    memberId: string,
    said: { advice: Omit<Advice, 'evidence'>; orders: readonly PastOrder[]; release: number },
  ): Promise<Advice['evidence']>
  /** The newest twenty of a member. */
  of(memberId: string): Promise<{ kept: KeptAdvice; intact: boolean }[]>
}

const COLLECTION = 'advices'
/** Orders, their undoing and returns of goods. */
const MOST_ENTRIES = 2 * MOST_ORDERS
const MOST_SHOWN = 20

export function advices(database: Database): Advices {
  return {
    async ordersOf(member, now) {
      const from = startOfDay(adviserFrom(now))
      const to = startOfDay(addDays(shanghaiDay(now), 1))
      const { entries, cut } = await entriesWithin(database, member, {
        from,
        to,
        kinds: ['receipt', 'goods_return'],
        most: MOST_ENTRIES,
      })
      const orders = pastOrders(entries).filter(({ at }) => at >= from)
      return { orders: orders.slice(-MOST_ORDERS), cut: cut || orders.length > MOST_ORDERS }
    },

    async keep(memberId, { advice, orders, release }) {
      const { asOf, ...said } = advice
      const kept = { memberId, release, receiptIds: orders.map(({ receiptId }) => receiptId), advice: said }
      const digest = digestOf(kept)
      const id = `${memberId}:${said.through}:${digest.slice(0, 16)}`
      await database.insert(COLLECTION, { _id: id, at: asOf, ...kept, digest } as KeptAdvice)
      return { id, digest }
    },

    async of(memberId) {
      const rows = await database.find<KeptAdvice>(COLLECTION, {
        where: { memberId },
        orderBy: [
          ['at', 'desc'],
          ['_id', 'desc'],
        ],
        limit: MOST_SHOWN,
      })
      return rows.map((kept) => ({ kept, intact: digestOf(kept) === kept.digest }))
    },
  }
}

function digestOf({
  memberId,
  release,
  receiptIds,
  advice,
}: Pick<KeptAdvice, 'memberId' | 'release' | 'receiptIds' | 'advice'>): string {
  return textDigest(canonicalJson({ days: ADVISER_DAYS, memberId, release, receiptIds, advice }))
}
