import { startOfDay } from '../domain/calendar'
import type { JournalEntry } from '../domain/decision'
import type { Period } from '../domain/member'
import { type PastOrder, pastOrders } from '../domain/replayed-orders'
import { entriesFrom } from '../domain/year-end'
import type { MemberDocument } from './aggregate'
import { assetJournal } from './asset-journal'
import type { Database } from './database'
import { entriesWithin } from './entries-within'

/** What a member's year is made of, read when the member asks for it. */
export interface YearEnds {
  /** What moved coupons, benefits and points, and what was chosen, since what ends in the year began. */
  entriesOf(member: MemberDocument, year: number): Promise<JournalEntry[]>
  /** The orders of a period, at most the newest thousand. */
  ordersOf(member: MemberDocument, period: Pick<Period, 'startsAt' | 'endsAt'>): Promise<PastOrder[]>
}

const MOST_ENTRIES = 2_000
const MOST_ORDERS = 1_000

export function yearEnds(database: Database): YearEnds {
  const moved = assetJournal(database, ['coupon', 'benefit', 'points'])
  return {
    async entriesOf(member, year) {
      const from = entriesFrom(member.state, year)
      const to = startOfDay(`${year + 1}-01-01`)
      const kinds = ['benefit_choice'] as const
      const [entries, choices] = await Promise.all([
        moved.since(member, from),
        entriesWithin(database, member, { from, to, kinds, most: MOST_ENTRIES }),
      ])
      return [...entries, ...choices.entries]
    },

    async ordersOf(member, { startsAt: from, endsAt: to }) {
      const kinds = ['receipt', 'goods_return'] as const
      const { entries } = await entriesWithin(database, member, { from, to, kinds, most: MOST_ENTRIES })
      return pastOrders(entries).slice(-MOST_ORDERS)
    },
  }
}
