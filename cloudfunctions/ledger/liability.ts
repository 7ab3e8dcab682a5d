import { addMonths, shanghaiMonth, startOfDay } from '../domain/calendar'
import type { JournalEntry } from '../domain/decision'
import { foldPrepaid, type PrepaidFold, unearnedFees } from '../domain/liability'
import type { MemberDocument } from './aggregate'
import { atLeast, between, type Database, inside, moreThan, oneOf, type Where } from './database'
import type { ArchivedThrough } from './roll-ups'
import { isStoredValue } from './wallet-journal'

export interface LiabilityReport {
  readonly holders: number
  /** What the members hold, read off their wallets. */
  readonly principal: number
  readonly bonus: number
  readonly unearnedFees: number
  /** What the journal folds to: it must be the same. */
  readonly ledger: { readonly principal: number; readonly bonus: number }
  /** The oldest first. */
  readonly months: readonly (PrepaidFold & { readonly month: string })[]
}

export interface Liability {
  /**
   * What is owed for prepaid money (L5). Months that are over and archived are kept as roll-ups, so
   * that the cost is that of the holders and of the running month. Null where the time ran out:
   * what was folded so far is kept, so the next call gets further.
   */
  report(run: { now: number; deadline: number }): Promise<LiabilityReport | null>
}

interface MonthRollUp extends PrepaidFold {
  readonly _id: string
}

const COLLECTION = 'roll_ups'
const MEMBERS_A_PAGE = 200
const ENTRIES_A_PAGE = 500
const STORED_VALUE = inside({ asset: oneOf(['principal', 'bonus']) })
const PARTS = ['version', 'state.wallet', 'state.memberships', 'tail']

export function liability(
  database: Database,
  archivedThrough: ArchivedThrough,
  clock: () => number,
): Liability {
  /** Whoever holds money or a card, and who was written since the journal was complete. */
  async function readHolders(archived: number, now: number, deadline: number) {
    const members = new Map<string, MemberDocument>()
    const groups: Where[] = [
      { state: inside({ wallet: inside({ lots: inside({ paidAt: moreThan(0) }) }) }) },
      { state: inside({ memberships: inside({ endsAt: moreThan(now) }) }) },
      { updatedAt: atLeast(archived) },
    ]
    for (const where of groups) {
      let after: string | null = null
      for (;;) {
        if (clock() >= deadline) return null
        const page: MemberDocument[] = await database.find<MemberDocument>('members', {
          where,
          orderBy: [['_id', 'asc']],
          limit: MEMBERS_A_PAGE,
          projection: PARTS,
          ...(after === null ? {} : { after: [after] }),
        })
        for (const member of page) if (!members.has(member._id)) members.set(member._id, member)
        if (page.length < MEMBERS_A_PAGE) break
        after = page.at(-1)?._id ?? ''
      }
    }
    return members
  }

  async function* entriesBetween(from: number, to: number): AsyncGenerator<JournalEntry[]> {
    let last: JournalEntry | undefined
    for (;;) {
      const page: JournalEntry[] = await database.find<JournalEntry>('journal', {
        where: { postings: STORED_VALUE, at: between(from, to) },
        orderBy: [
          ['at', 'asc'],
          ['_id', 'asc'],
        ],
        limit: ENTRIES_A_PAGE,
        ...(last ? { after: [last.at, last._id] } : {}),
      })
      yield page
      last = page.at(-1)
      if (page.length < ENTRIES_A_PAGE) return
    }
  }

  async function firstMonth(): Promise<string | null> {
    const [first] = await database.find<JournalEntry>('journal', {
      where: { postings: STORED_VALUE, at: moreThan(0) },
      orderBy: [
        ['at', 'asc'],
        ['_id', 'asc'],
      ],
      limit: 1,
    })
    return first ? shanghaiMonth(first.at) : null
  }

  /** Months that can't change any more, folded once and kept. */
  async function closedMonths(archived: number, now: number, deadline: number) {
    const first = await firstMonth()
    const months: string[] = []
    for (let month = first ?? shanghaiMonth(now); endOf(month) <= archived; month = next(month))
      months.push(month)
    const kept = await database.readMany<MonthRollUp>(COLLECTION, months.map(rollUpId))
    const folds = new Map(kept.map(({ _id, ...fold }) => [_id.slice('prepaid:'.length), fold]))
    for (const month of months) {
      if (folds.has(month)) continue
      const folded = new Map<string, PrepaidFold>()
      for await (const page of entriesBetween(startOf(month), endOf(month))) {
        if (clock() >= deadline) return null
        foldPrepaid(page, folded)
      }
      const fold = folded.get(month)
      if (!fold) continue
      await database.insert(COLLECTION, { _id: rollUpId(month), ...fold })
      folds.set(month, fold)
    }
    const openFrom = months.length > 0 ? endOf(months.at(-1) ?? '') : 0
    return { folds, openFrom }
  }

  return {
    async report({ now, deadline }) {
      const archived = await archivedThrough()
      // Members before the journal: what they held then is in tail or journal by now.
      const members = await readHolders(archived, now, deadline)
      const closed = members && (await closedMonths(archived, now, deadline))
      if (!members || !closed) return null
      const seen = new Map([...members.values()].map(({ _id, version }) => [_id, version]))
      const counted = new Map<string, JournalEntry>()
      for (const { tail } of members.values())
        for (const entry of tail)
          if (entry.at >= closed.openFrom && movesStoredValue(entry)) counted.set(entry._id, entry)
      for await (const page of entriesBetween(closed.openFrom, Number.MAX_SAFE_INTEGER)) {
        if (clock() >= deadline) return null
        for (const entry of page) {
          const version = seen.get(entry.memberId)
          // Written since the members were read.
          const later = version === undefined ? entry.at >= archived : entry.versionAfter > version
          if (!later) counted.set(entry._id, entry)
        }
      }
      const folds = foldPrepaid(counted.values(), new Map(closed.folds))
      return summed([...members.values()], folds, now)
    },
  }
}

function summed(
  members: readonly MemberDocument[],
  folds: ReadonlyMap<string, PrepaidFold>,
  now: number,
): LiabilityReport {
  const lots = members.map(({ state }) => state.wallet.lots)
  const all = lots.flat()
  const months = [...folds].sort(([a], [b]) => (a < b ? -1 : 1)).map(([month, fold]) => ({ month, ...fold }))
  return {
    holders: lots.filter((own) => own.some(({ principalLeft, bonusLeft }) => principalLeft + bonusLeft > 0))
      .length,
    principal: all.reduce((sum, lot) => sum + lot.principalLeft, 0),
    bonus: all.reduce((sum, lot) => sum + lot.bonusLeft, 0),
    unearnedFees: members.reduce((sum, { state }) => sum + unearnedFees(state.memberships, now), 0),
    ledger: {
      principal: months.reduce((sum, { principal }) => sum + principal, 0),
      bonus: months.reduce((sum, { bonus }) => sum + bonus, 0),
    },
    months,
  }
}

function movesStoredValue({ postings }: JournalEntry): boolean {
  return postings.some(({ asset }) => isStoredValue(asset))
}

const startOf = (month: string) => startOfDay(`${month}-01`)
const next = (month: string) => addMonths(`${month}-01`, 1).slice(0, 7)
const endOf = (month: string) => startOf(next(month))
const rollUpId = (month: string) => `prepaid:${month}`
