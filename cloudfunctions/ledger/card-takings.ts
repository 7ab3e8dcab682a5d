import { addMonths } from '../domain/calendar'
import type { JournalEntry } from '../domain/decision'
import type { Order } from '../domain/order'
import { CARD_TAKINGS } from '../domain/partner-settlement'
import type { MemberDocument } from './aggregate'
import { between, type Database, inside } from './database'

/** What moved on the account of the cards' prices: sales, refunds, partners' shares. */
export interface CardTakings {
  /** Entries of one month (`YYYY-MM`, Shanghai), from journal and tails, each once. */
  ofMonth(month: string): Promise<JournalEntry[]>
  /** The plans that orders bought, by order; those of none are left out. */
  plansOf(orderIds: readonly string[]): Promise<Map<string, string>>
}

const PAGE = 1000

export function cardTakings(database: Database): CardTakings {
  async function journalled(from: string, to: string): Promise<JournalEntry[]> {
    const entries: JournalEntry[] = []
    for (;;) {
      const last = entries.at(-1)
      const page = await database.find<JournalEntry>('journal', {
        where: { postings: inside({ account: CARD_TAKINGS }), day: between(from, to) },
        orderBy: [
          ['day', 'asc'],
          ['_id', 'asc'],
        ],
        limit: PAGE,
        ...(last ? { after: [last.day, last._id] } : {}),
      })
      entries.push(...page)
      if (page.length < PAGE) return entries
    }
  }

  async function notArchived(from: string, to: string): Promise<JournalEntry[]> {
    const entries: JournalEntry[] = []
    let after: string | null = null
    for (;;) {
      const page: MemberDocument[] = await database.find<MemberDocument>('members', {
        where: { tail: inside({ day: between(from, to) }) },
        orderBy: [['_id', 'asc']],
        limit: PAGE,
        projection: ['tail'],
        ...(after === null ? {} : { after: [after] }),
      })
      const own = page.flatMap(({ tail }) => tail)
      entries.push(
        ...own.filter(
          ({ day, postings }) =>
            day >= from && day < to && postings.some(({ account }) => account === CARD_TAKINGS),
        ),
      )
      if (page.length < PAGE) return entries
      after = page.at(-1)?._id ?? null
    }
  }

  return {
    async ofMonth(month) {
      const from = `${month}-01`
      const to = addMonths(from, 1)
      const entries = [...(await journalled(from, to)), ...(await notArchived(from, to))]
      return [...new Map(entries.map((entry) => [entry._id, entry])).values()]
    },

    async plansOf(orderIds) {
      const plans = new Map<string, string>()
      for (let start = 0; start < orderIds.length; start += PAGE) {
        const page = orderIds.slice(start, start + PAGE)
        const found = await database.readMany<Order>('orders', page, ['card'])
        for (const { _id, card } of found) if (card) plans.set(_id, card.planId)
      }
      return plans
    },
  }
}
