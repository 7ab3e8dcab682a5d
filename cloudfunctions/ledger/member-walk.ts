import type { MemberDocument } from './aggregate'
import { type Database, moreThan } from './database'

/**
 * Going once through all members, a page at a time, in as many runs as it takes. Where a walk
 * stands and what its pages came to lie in one document and move in one conditional write, so that
 * killed, doubled or late runs count each page once. A page may be shown again: whatever it writes
 * elsewhere has to be idempotent by its keys.
 */
export interface MemberWalks {
  /** Goes on with this walk until all were seen or shortly before the deadline. */
  go<F>(walk: MemberWalk<F>): Promise<WalkResult<F>>
  /** What a walk came to; null: it never began. */
  result<F>(id: string): Promise<WalkResult<F> | null>
}

export interface MemberWalk<F> {
  /** Names the job and its period: `bills:2026-10`. One walk goes through all members once. */
  readonly id: string
  /** Plain JSON, to begin with. Bounded: it is written again with every page. */
  readonly first: F
  /** Fields that a page needs; the rest stays in the database. */
  readonly projection: readonly string[]
  /** Epoch ms before which the run must end. */
  readonly deadline: number
  /** Members in the order of their numbers, by default 500. */
  readonly pageSize?: number
  /** What the walk comes to with this page: counts once, however often the page is shown. */
  page(members: readonly MemberDocument[], folded: F): F | Promise<F>
}

export interface WalkResult<F> {
  readonly folded: F
  /** False: members are left, or another run is under way. */
  readonly finished: boolean
}

interface Progress<F> {
  readonly _id: string
  readonly revision: number
  /** The last member that counted. */
  readonly after: string
  readonly folded: F
  readonly finished: boolean
}

const COLLECTION = 'roll_ups'
const PAGE = 500
const SPARE_MS = 3_000

export function memberWalks(database: Database, clock: () => number): MemberWalks {
  const read = <F>(id: string) => database.read<Progress<F>>(COLLECTION, progressId(id))

  async function begin<F>(id: string, folded: F): Promise<Progress<F>> {
    const first: Progress<F> = { _id: progressId(id), revision: 1, after: '', folded, finished: false }
    const inserted = await database.insert(COLLECTION, first)
    return inserted === 'inserted' ? first : ((await read<F>(id)) ?? first)
  }

  return {
    async go<F>(walk: MemberWalk<F>) {
      const { id, first, projection, deadline, pageSize = PAGE } = walk
      let progress = (await read<F>(id)) ?? (await begin(id, first))
      while (!progress.finished && clock() < deadline - SPARE_MS) {
        const members = await database.find<MemberDocument>('members', {
          // By number alone: any other condition could make the service sort all members first.
          where: { _id: moreThan(progress.after) },
          orderBy: [['_id', 'asc']],
          limit: pageSize,
          projection,
        })
        const { _id, revision, ...next } = {
          ...progress,
          folded: members.length === 0 ? progress.folded : await walk.page(members, progress.folded),
          after: members.at(-1)?._id ?? progress.after,
          finished: members.length < pageSize,
        }
        const moved = { ...next, revision: revision + 1 }
        // Another run has counted this page: it goes on with it.
        if (!(await database.replaceWhere(COLLECTION, { _id, revision }, moved))) break
        progress = { _id, ...moved }
      }
      return { folded: progress.folded, finished: progress.finished }
    },

    async result<F>(id: string) {
      const progress = await read<F>(id)
      return progress && { folded: progress.folded, finished: progress.finished }
    },
  }
}

export function progressId(id: string): string {
  return `walk:${id}`
}
