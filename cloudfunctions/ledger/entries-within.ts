import type { Facts, JournalEntry } from '../domain/decision'
import type { MemberDocument } from './aggregate'
import { between, type Database, inside, oneOf } from './database'
import { livesOf } from './journal-reads'

export interface EntriesWithin {
  /** Each once, from tails and journal, in no particular order. */
  readonly entries: JournalEntry[]
  /** There were more than were asked for: the oldest are missing. */
  readonly cut: boolean
}

const PAGE = 200
const READ = ['at', 'day', 'memberId', 'versionAfter', 'facts', 'postings']

/**
 * What a member did in `from <= at < to`, and before a merge the one who was merged into them (M062).
 * One call for each 200 entries, one more where members were merged.
 * @param most of one member at most so many, the newest
 */
export async function entriesWithin(
  database: Database,
  member: MemberDocument,
  { from, to, kinds, most }: { from: number; to: number; kinds: readonly Facts['kind'][]; most: number },
): Promise<EntriesWithin> {
  const lives = await livesOf(database, member)
  const histories = await Promise.all(
    lives.map(async ({ member: { _id, tail }, since, through }) => {
      const range = { from: Math.max(from, since), to: Math.min(to, through) }
      if (range.from >= range.to) return { entries: [], cut: false }
      const recent = tail.filter(
        ({ at, facts }) => at >= range.from && at < range.to && kinds.includes(facts.kind),
      )
      const { entries, cut } = await archived(database, _id, { ...range, kinds, most })
      return { entries: [...recent, ...entries], cut }
    }),
  )
  const once = new Map(histories.flatMap(({ entries }) => entries).map((entry) => [entry._id, entry]))
  return { entries: [...once.values()], cut: histories.some(({ cut }) => cut) }
}

async function archived(
  database: Database,
  memberId: string,
  { from, to, kinds, most }: { from: number; to: number; kinds: readonly Facts['kind'][]; most: number },
): Promise<EntriesWithin> {
  const entries: JournalEntry[] = []
  for (;;) {
    const last = entries.at(-1)
    const page = await database.find<JournalEntry>('journal', {
      where: { memberId, facts: inside({ kind: oneOf([...kinds]) }), at: between(from, to) },
      orderBy: [
        ['at', 'desc'],
        ['_id', 'desc'],
      ],
      limit: PAGE,
      projection: READ,
      ...(last ? { after: [last.at, last._id] } : {}),
    })
    entries.push(...page)
    if (page.length < PAGE) return { entries, cut: false }
    if (entries.length >= most) return { entries, cut: true }
  }
}
