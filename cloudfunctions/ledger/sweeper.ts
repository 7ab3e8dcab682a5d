import type { MemberDocument } from './aggregate'
import { archive } from './archive'
import { type Database, atLeast } from './database'
import { outbox } from './outbox'

/**
 * Copies the tails of members who don't come back into the journal, so that an entry reaches it
 * within minutes of its commit. It only ever inserts: trimming a tail would be a write that
 * contends with the member's own operations.
 */
export interface Sweeper {
  /**
   * Goes on where the last run stopped, for at most `limit` members or until shortly before
   * `deadline`. `left`: a pass is unfinished.
   */
  sweep(run: {
    now: number
    deadline: number
    limit: number
  }): Promise<{ archived: number; members: number; left: boolean }>
  /** Every entry with an earlier time is in the journal: roll-ups read no further. Epoch ms. */
  archivedThrough(): Promise<number>
}

interface ArchiveState {
  readonly _id: string
  readonly version: number
  readonly through: number
  /** The pass that is under way: when it began, and the last member it has seen. */
  readonly pass: {
    readonly startedAt: number
    readonly after: { updatedAt: number; id: string } | null
  } | null
}

type TailOf = Pick<MemberDocument, '_id' | 'updatedAt' | 'tail'>

export const STATE_ID = 'sweeper'
const PAGE = 100
/**
 * A write lands at most this long after the `now` it carries (functions end within 60 s, clocks
 * differ by seconds): a pass vouches for what is older than its own start by this much.
 */
const LANDING_MS = 2 * 60_000
const SPARE_MS = 2_000
const DONE_ROWS_KEPT_MS = 30 * 86_400_000

export function sweeper(database: Database, clock: () => number): Sweeper {
  const readState = () => database.read<ArchiveState>('archive_state', STATE_ID)

  async function firstState(): Promise<ArchiveState> {
    const state: ArchiveState = { _id: STATE_ID, version: 1, through: 0, pass: null }
    await database.insert('archive_state', state)
    return (await readState()) ?? state
  }

  /** Lost to another run that is under way: both did the same harmless work. */
  async function save(state: ArchiveState, next: Pick<ArchiveState, 'through' | 'pass'>): Promise<void> {
    await database.replaceWhere(
      'archive_state',
      { _id: STATE_ID, version: state.version },
      { ...next, version: state.version + 1 },
    )
  }

  return {
    async sweep({ now, deadline, limit }) {
      const state = (await readState()) ?? (await firstState())
      const startedAt = state.pass?.startedAt ?? now
      let after = state.pass?.after ?? null
      const done = { archived: 0, members: 0, left: false }
      for (;;) {
        const page = await database.find<TailOf>('members', {
          // Up to the very newest: a member who was written since keeps older entries in the tail.
          where: { updatedAt: atLeast(state.through) },
          orderBy: [
            ['updatedAt', 'asc'],
            ['_id', 'asc'],
          ],
          limit: PAGE,
          projection: ['updatedAt', 'tail'],
          ...(after ? { after: [after.updatedAt, after.id] } : {}),
        })
        const entries = page.flatMap(({ tail }) => tail)
        await archive(database, entries, 'look_first')
        done.archived += entries.length
        done.members += page.length
        const last = page.at(-1)
        if (last) after = { updatedAt: last.updatedAt, id: last._id }
        if (page.length < PAGE) {
          await save(state, { through: Math.max(state.through, startedAt - LANDING_MS), pass: null })
          await outbox(database).prune(now - DONE_ROWS_KEPT_MS)
          return done
        }
        if (done.members >= limit || clock() > deadline - SPARE_MS) {
          await save(state, { through: state.through, pass: { startedAt, after } })
          return { ...done, left: true }
        }
      }
    },

    async archivedThrough() {
      return (await readState())?.through ?? 0
    },
  }
}
