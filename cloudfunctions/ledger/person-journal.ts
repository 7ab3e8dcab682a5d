import type { Asset, Facts, JournalEntry } from '../domain/decision'
import type { Order } from '../domain/order'
import type { MemberDocument } from './aggregate'
import { between, type Database, inside, oneOf, type Where } from './database'
import { livesOf } from './journal-reads'

/** A page of what a person did, the newest first; `next` is null at the end. */
export interface PersonPage<T> {
  readonly rows: readonly T[]
  readonly next: string | null
}

/** The own history, page by page, for who takes it along (PIPL 45): nothing is left out at an edge. */
export interface PersonJournal {
  /** Entries of these kinds; one call, one more where members were merged (M062). */
  ofKinds(member: MemberDocument, kinds: readonly Facts['kind'][], after: string | null): Promise<EntryPage>
  /** Entries that moved these assets. */
  ofAssets(member: MemberDocument, assets: readonly Asset[], after: string | null): Promise<EntryPage>
  /** Orders since the account was opened, or opened again. */
  orders(member: MemberDocument, after: string | null): Promise<PersonPage<Order>>
}

type EntryPage = PersonPage<JournalEntry>

const PAGE = 100

export function personJournal(database: Database): PersonJournal {
  async function page(
    member: MemberDocument,
    where: Where,
    matches: (entry: JournalEntry) => boolean,
    after: string | null,
  ): Promise<EntryPage> {
    const place = placeOf(after)
    const found = await Promise.all(
      (await livesOf(database, member)).map(async ({ member: { _id, tail }, since, through }) => {
        const archived = await database.find<JournalEntry>('journal', {
          where: { ...where, memberId: _id, at: between(since, through) },
          orderBy: [
            ['at', 'desc'],
            ['_id', 'desc'],
          ],
          limit: PAGE,
          ...(place ? { after: place } : {}),
        })
        const near = tail.filter(
          (entry) => entry.at >= since && entry.at < through && matches(entry) && isAfter(entry, place),
        )
        return [...archived, ...near]
      }),
    )
    const once = new Map(found.flat().map((entry) => [entry._id, entry]))
    const sorted = [...once.values()].sort((a, b) => b.at - a.at || (a._id < b._id ? 1 : -1))
    const rows = sorted.slice(0, PAGE)
    return { rows, next: sorted.length >= PAGE ? nextOf(rows.at(-1), ({ at }) => at) : null }
  }

  return {
    ofKinds: (member, kinds, after) =>
      page(
        member,
        { facts: inside({ kind: oneOf([...kinds]) }) },
        ({ facts }) => kinds.includes(facts.kind),
        after,
      ),

    ofAssets: (member, assets, after) =>
      page(
        member,
        { postings: inside({ asset: oneOf([...assets]) }) },
        ({ postings }) => postings.some(({ asset }) => assets.includes(asset)),
        after,
      ),

    async orders({ _id: memberId, state }, after) {
      const place = placeOf(after)
      const rows = await database.find<Order>('orders', {
        where: {
          memberId,
          createdAt: between((state.privacy.closedAt ?? -1) + 1, Number.MAX_SAFE_INTEGER),
        },
        orderBy: [
          ['createdAt', 'desc'],
          ['_id', 'desc'],
        ],
        limit: PAGE,
        ...(place ? { after: place } : {}),
      })
      return { rows, next: rows.length === PAGE ? nextOf(rows.at(-1), ({ createdAt }) => createdAt) : null }
    },
  }
}

/** `{epoch ms}|{id}`; anything else begins anew. */
function placeOf(after: string | null): readonly [number, string] | null {
  const [at = '', id = ''] = after?.split('|') ?? []
  return /^\d{1,16}$/.test(at) && id !== '' ? [Number(at), id] : null
}

function nextOf<T extends { _id: string }>(last: T | undefined, at: (row: T) => number): string | null {
  return last ? `${at(last)}|${last._id}` : null
}

function isAfter({ at, _id }: JournalEntry, place: readonly [number, string] | null): boolean {
  return !place || at < place[0] || (at === place[0] && _id < place[1])
}
