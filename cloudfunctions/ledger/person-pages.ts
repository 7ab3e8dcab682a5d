import type { MemberDocument } from './aggregate'
import { between, type Database } from './database'
import { livesOf } from './journal-reads'

/**
 * What is about a person in a collection of documents with `memberId` and `at`, the newest first: of
 * the own time, and of who was merged into them up to the merge. What comes under a number that was
 * left is another account's, what was before a closing nobody's any more (M062, L9). One call, two
 * more where somebody was merged.
 */
export async function newestOfPerson<T extends { readonly _id: string; readonly at: number }>(
  database: Database,
  collection: string,
  member: MemberDocument | undefined,
  { before, limit }: { readonly before: number; readonly limit: number },
): Promise<T[]> {
  if (!member) return []
  const lives = await livesOf(database, member)
  const pages = await Promise.all(
    lives.map(({ member: { _id: memberId }, since, through }) =>
      database.find<T>(collection, {
        where: { memberId, at: between(since, Math.min(through, before)) },
        orderBy: [
          ['at', 'desc'],
          ['_id', 'desc'],
        ],
        limit,
      }),
    ),
  )
  return pages
    .flat()
    .sort((a, b) => b.at - a.at || (a._id < b._id ? 1 : -1))
    .slice(0, limit)
}
