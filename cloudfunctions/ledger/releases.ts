import { type Refusal, refuse } from '../contract/refusals'
import type { Release } from '../domain/release'
import type { Database } from './database'

/** A release as it was published, and by which operation. */
export interface PublishedRelease {
  readonly operationId: string
  /** Of the document: figures are added to a release without changing its number. */
  readonly revision: number
  readonly release: Release
}

interface ReleaseDocument {
  readonly _id: string
  readonly number: number
  /** Counts every write, so that figures added to a release can't overwrite a newer one. */
  readonly revision: number
  readonly operationId: string
  readonly release: Release
}

/**
 * Catalogue, plans and settings as one snapshot: `releases/current`, and each earlier one under
 * `releases/release:{number}`.
 */
export interface Releases {
  /** The snapshot in force, at most 30 s old: no call while the instance remembers it. */
  current(now: number): Promise<Release | Refusal>
  /** One that a quote was made with; a call only for one that the instance has never seen. */
  numbered(release: number, now: number): Promise<Release | Refusal>
  /** What this instance read last, however old; null before the first read. */
  cached(): Release | null
  /** Read afresh, before something is published on top of it. */
  latest(now: number): Promise<PublishedRelease | null>
  /** The release before this one; null before the first. */
  before(published: Pick<PublishedRelease, 'release'>): Promise<Release | null>
  /**
   * Published only on top of the release numbered one less, and of exactly what was read of it if
   * `onto` says so: figures that were added meanwhile aren't lost. The same operation publishes once.
   */
  publish(
    release: Release,
    operationId: string,
    onto?: PublishedRelease | null,
  ): Promise<'published' | 'conflict'>
  /**
   * Changes figures within the current release, such as what members typically saved, under its
   * number. Null when nothing was released yet or a newer write came first too often.
   */
  amend(change: (release: Release) => Release): Promise<Release | null>
}

const FRESH_MS = 30_000
const REMEMBERED_RELEASES = 4
const MOST_AMENDMENTS = 5
const CURRENT = 'current'

export function releases(database: Database): Releases {
  let latestRead: { at: number; release: Release } | null = null
  let reading: Promise<ReleaseDocument | null> | null = null
  const seen = new Map<number, Release>()

  function keep(release: Release): Release {
    seen.delete(release.release)
    seen.set(release.release, release)
    for (const number of seen.keys()) {
      if (seen.size <= REMEMBERED_RELEASES) break
      seen.delete(number)
    }
    return release
  }

  /** Calls that come at once share one read. */
  async function read(now: number): Promise<ReleaseDocument | null> {
    reading ??= database.read<ReleaseDocument>('releases', CURRENT).finally(() => {
      reading = null
    })
    const document = await reading
    if (document) latestRead = { at: now, release: keep(document.release) }
    return document
  }

  async function current(now: number): Promise<Release | Refusal> {
    if (latestRead && Math.abs(now - latestRead.at) < FRESH_MS) return latestRead.release
    return (await read(now))?.release ?? refuse('SHOP_NOT_READY')
  }

  const readEarlier = async (number: number) => {
    const document = await database.read<ReleaseDocument>('releases', `release:${number}`)
    return document ? keep(document.release) : null
  }

  async function replace(
    release: Release,
    operationId: string,
    onto: PublishedRelease | null | undefined,
  ): Promise<'published' | 'conflict'> {
    const number = release.release
    const fields = { number, operationId, release }
    const standing = await database.read<ReleaseDocument>('releases', CURRENT)
    if (standing?.operationId === operationId) return 'published'
    if ((standing?.number ?? 0) !== number - 1) return 'conflict'
    if (onto && onto.revision !== standing?.revision) return 'conflict'
    if (!standing) {
      const first = await database.insert('releases', {
        _id: CURRENT,
        revision: 1,
        ...fields,
      } as ReleaseDocument)
      return first === 'inserted' ? 'published' : met(operationId)
    }
    // The history first: a crash in between leaves a copy of what still stands, never a gap.
    await database.insert('releases', { ...standing, _id: `release:${standing.number}` })
    const replaced = await database.replaceWhere(
      'releases',
      { _id: CURRENT, revision: standing.revision },
      { ...fields, revision: standing.revision + 1 },
    )
    return replaced ? 'published' : met(operationId)
  }

  /** Somebody was faster: perhaps the same operation, sent a second time. */
  async function met(operationId: string): Promise<'published' | 'conflict'> {
    const standing = await database.read<ReleaseDocument>('releases', CURRENT)
    return standing?.operationId === operationId ? 'published' : 'conflict'
  }

  return {
    current,

    async numbered(number, now) {
      const known = seen.get(number)
      if (known) return known
      const document = await read(now)
      if (document?.number === number) return document.release
      return (await readEarlier(number)) ?? refuse('NOT_FOUND')
    },

    cached: () => latestRead?.release ?? null,

    async latest(now) {
      const document = await read(now)
      if (!document) return null
      const { operationId, revision, release } = document
      return { operationId, revision, release }
    },

    before: ({ release }) => (release.release > 1 ? readEarlier(release.release - 1) : Promise.resolve(null)),

    async publish(release, operationId, onto) {
      try {
        return await replace(release, operationId, onto)
      } finally {
        // Whatever became of it: who has just published must see what stands.
        latestRead = null
      }
    },

    async amend(change) {
      for (let round = 0; round < MOST_AMENDMENTS; round += 1) {
        const standing = await database.read<ReleaseDocument>('releases', CURRENT)
        if (!standing) return null
        const release = { ...change(standing.release), release: standing.number }
        const { revision } = standing
        const amended = await database.replaceWhere(
          'releases',
          { _id: CURRENT, revision },
          { release, revision: revision + 1 },
        )
        if (amended) return keep(release)
      }
      return null
    },
  }
}
