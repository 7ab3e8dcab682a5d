import type { Asset, JournalEntry } from '../domain/decision'
import type { MemberDocument } from './aggregate'
import { between, type Database, inside, oneOf } from './database'
import { livesOf } from './journal-reads'

/** The entries that moved some of a member's assets, from tails and journal. */
export interface AssetJournal {
  /** The newest `limit` before an instant; one call, two where members were merged (M062). */
  newest(member: MemberDocument, page: { before: number; limit: number }): Promise<JournalEntry[]>
  /** All since an instant, page by page. */
  since(member: MemberDocument, from: number): Promise<JournalEntry[]>
}

const PAGE = 1000

/** @param assets in an index of their own, so that a member's many receipts cost nothing here */
export function assetJournal(database: Database, assets: readonly Asset[]): AssetJournal {
  const moved = inside({ asset: oneOf([...assets]) })
  const page = (memberId: string, from: number, to: number, limit: number, after?: JournalEntry) =>
    database.find<JournalEntry>('journal', {
      where: { memberId, postings: moved, at: between(from, to) },
      orderBy: [
        ['at', 'desc'],
        ['_id', 'desc'],
      ],
      limit,
      ...(after ? { after: [after.at, after._id] } : {}),
    })

  async function all(memberId: string, from: number, to: number): Promise<JournalEntry[]> {
    const entries: JournalEntry[] = []
    for (;;) {
      const next = await page(memberId, from, to, PAGE, entries.at(-1))
      entries.push(...next)
      if (next.length < PAGE) return entries
    }
  }

  async function read(
    member: MemberDocument,
    { from, to }: { from: number; to: number },
    pages: (memberId: string, from: number, to: number) => Promise<JournalEntry[]>,
  ): Promise<JournalEntry[]> {
    const lives = await livesOf(database, member)
    const found = await Promise.all(
      lives.map(async ({ member: { _id, tail }, since, through }) => {
        const [low, high] = [Math.max(from, since), Math.min(to, through)]
        if (low >= high) return []
        const recent = tail.filter(
          ({ at, postings }) =>
            at >= low && at < high && postings.some(({ asset }) => assets.includes(asset)),
        )
        return [...recent, ...(await pages(_id, low, high))]
      }),
    )
    const once = new Map(found.flat().map((entry) => [entry._id, entry]))
    return [...once.values()].sort((a, b) => b.at - a.at || b.versionAfter - a.versionAfter)
  }

  return {
    async newest(member, { before, limit }) {
      const range = { from: 0, to: before }
      const entries = await read(member, range, (id, from, to) => page(id, from, to, limit))
      return entries.slice(0, limit)
    },
    since: (member, from) => read(member, { from, to: Number.MAX_SAFE_INTEGER }, all),
  }
}
