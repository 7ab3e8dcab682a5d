import { addMonths, startOfDay } from '../domain/calendar'
import { latestReceipts } from '../domain/day-figures'
import type { JournalEntry } from '../domain/decision'
import { returnedUnits } from '../domain/kept-returns'
import type { ReceiptFacts } from '../domain/member'
import { isBeforeClosing } from '../domain/privacy-account'
import type { MemberDocument } from './aggregate'
import { between, type Database, inside, moreThan } from './database'

export interface ReceiptPage {
  readonly receipts: ReceiptFacts[]
  /** `before` of the next page; null at the end. */
  readonly next: number | null
}

/**
 * What was, for who may see it. An entry is in the journal once it is archived and in its
 * member's tail until then, so every read takes both and counts an entry once.
 */
export interface JournalReads {
  /**
   * A member's receipts, the newest first, each in its latest state. One call, two and one more for
   * each member who was merged into this one (M062). With `by` those alone that this helper of the
   * household stood at the counter for (M116).
   */
  receiptsOf(
    member: MemberDocument,
    page: { before: number | null; month: string | null; limit: number; by?: string },
  ): Promise<ReceiptPage>
  /** No call for a receipt that the member's state or tail still holds, else one, or as above. */
  receipt(member: MemberDocument, receiptId: string): Promise<ReceiptFacts | null>
  /** Units of a receipt that were brought back, by line; no call while the member's state tells. */
  returnedOf(
    member: MemberDocument,
    receipt: ReceiptFacts,
    now: number,
  ): Promise<{ line: number; quantity: number }[]>
  /** The entries of one operation at these members: tails first, then the journal; two calls. */
  entriesOf(memberIds: readonly string[], operationId: string): Promise<JournalEntry[]>
  /** A branch's receipts of one day. */
  receiptsOfBranch(branchId: string, day: string): Promise<{ memberId: string; receipt: ReceiptFacts }[]>
  /** All entries of one day, each once. */
  entriesOfDay(day: string): Promise<JournalEntry[]>
  /** Everybody who holds a staff grant. */
  staff(): Promise<MemberDocument[]>
}

const PAGE = 1000
/** A receipt has at most this many entries: asked for, paid or cancelled, undone. */
const ENTRIES_OF_A_RECEIPT = 3

export function journalReads(database: Database): JournalReads {
  return {
    async receiptsOf(member, { before, month, limit, by }) {
      const from = month ? startOfDay(`${month}-01`) : 0
      const to = Math.min(
        before ?? Number.MAX_SAFE_INTEGER,
        month ? startOfDay(addMonths(`${month}-01`, 1)) : Number.MAX_SAFE_INTEGER,
      )
      const histories = await historiesOf(database, member)
      const rows = (limit + 1) * ENTRIES_OF_A_RECEIPT
      const pages = await Promise.all(
        histories.map(({ id, since, through }) =>
          database.find<JournalEntry>('journal', {
            where: {
              memberId: id,
              facts: inside({
                kind: 'receipt',
                receipt: inside({
                  at: between(Math.max(from, since), Math.min(to, through)),
                  ...(by === undefined ? {} : { by }),
                }),
              }),
            },
            orderBy: [
              ['facts.receipt.at', 'desc'],
              ['_id', 'desc'],
            ],
            limit: rows,
          }),
        ),
      )
      const recent = histories
        .flatMap(({ entries }) => entries)
        .filter(
          ({ facts }) =>
            facts.kind === 'receipt' &&
            facts.receipt.at >= from &&
            facts.receipt.at < to &&
            (by === undefined || facts.receipt.by === by),
        )
      const found = latestReceipts([...pages.flat(), ...recent]).map(({ receipt }) => receipt)
      const receipts = found.slice(0, limit)
      const more = found.length > limit || pages.some((page) => page.length === rows)
      return { receipts, next: more ? (receipts.at(-1)?.at ?? null) : null }
    },

    async receipt(member, receiptId) {
      const held = member.state.receipts.find((receipt) => receipt.receiptId === receiptId)
      if (held) return held
      const own = latestReceipts(ownHistory(member).entries)
      const near = own.find(({ receipt }) => receipt.receiptId === receiptId)
      if (near) return near.receipt
      const histories = await historiesOf(database, member)
      const pages = await Promise.all(
        histories.map(({ id }) =>
          database.find<JournalEntry>('journal', {
            where: { memberId: id, facts: inside({ receipt: inside({ receiptId }) }) },
            orderBy: [['_id', 'asc']],
            limit: ENTRIES_OF_A_RECEIPT,
          }),
        ),
      )
      const entries = histories.flatMap((history, index) => [
        ...visible(history, pages[index] ?? []),
        ...history.entries,
      ])
      const found = latestReceipts(entries).find(({ receipt }) => receipt.receiptId === receiptId)
      return found?.receipt ?? null
    },

    async returnedOf(member, receipt, now) {
      const known = returnedUnits(member.state, receipt, now)
      if (known) return known
      const { receiptId } = receipt
      const lives = await livesOf(database, member)
      const pages = await Promise.all(
        lives.map(({ member: { _id: id } }) =>
          database.find<JournalEntry>('journal', {
            where: { memberId: id, facts: inside({ kind: 'goods_return', receiptId }) },
            orderBy: [['_id', 'asc']],
            limit: PAGE,
          }),
        ),
      )
      const entries = once([...lives.flatMap((life) => life.member.tail), ...pages.flat()])
      return byLine(
        entries.flatMap(({ facts }) =>
          facts.kind === 'goods_return' && facts.receiptId === receiptId
            ? facts.lines.map(({ line, quantity }): [number, number] => [line, quantity])
            : [],
        ),
      )
    },

    async entriesOf(memberIds, operationId) {
      const ids = memberIds.map((id) => `${id}:${operationId}`)
      const tails = await database.readMany<MemberDocument>('members', memberIds, ['tail'])
      const near = tails.flatMap(({ tail }) => tail).filter(({ _id }) => ids.includes(_id))
      return once([...near, ...(await database.readMany<JournalEntry>('journal', ids))])
    },

    async receiptsOfBranch(branchId, day) {
      const archived = await allPages(database, { branchId, day })
      const tails = await tailsWhere(database, { branchId, day })
      return latestReceipts([...archived, ...tails])
    },

    async entriesOfDay(day) {
      const archived = await allPages(database, { day })
      return once([...archived, ...(await tailsWhere(database, { day }))])
    },

    async staff() {
      const members: MemberDocument[] = []
      for (;;) {
        const page = await database.find<MemberDocument>('members', {
          where: { state: inside({ staff: inside({ since: moreThan(0) }) }) },
          orderBy: [['_id', 'asc']],
          limit: 100,
          ...(members.length > 0 ? { after: [members.at(-1)?._id ?? ''] } : {}),
        })
        members.push(...page)
        if (page.length < 100) return members
      }
    },
  }
}

/** The receipts of one member that a person may see: `since <= at < through`. */
interface History {
  readonly id: string
  readonly since: number
  readonly through: number
  /** Not archived yet, as far as they may be seen. */
  readonly entries: readonly JournalEntry[]
}

async function historiesOf(database: Database, member: MemberDocument): Promise<History[]> {
  return (await livesOf(database, member)).map(history)
}

/** One person's time as one member: `since <= at < through`. */
export interface Life {
  readonly member: MemberDocument
  readonly since: number
  readonly through: number
}

/**
 * The member's own time and that of every member merged into this one, up to the merge: what
 * happened there later is another person's. No call, or one where somebody was merged (M062).
 */
export async function livesOf(database: Database, member: MemberDocument): Promise<Life[]> {
  const { mergedFrom = [] } = member.state
  if (mergedFrom.length === 0) return [ownLife(member)]
  const former = await database.readMany<MemberDocument>('members', mergedFrom)
  return [
    ownLife(member),
    ...former
      .filter(({ state }) => !isBeforeClosing(member.state, state.mergedAt ?? 0))
      .map((one) => ({ member: one, since: 0, through: (one.state.mergedAt ?? 0) + 1 })),
  ]
}

/** Who was merged into somebody, or closed the account, has left what was before behind (M062, L9). */
function ownLife(member: MemberDocument): Life {
  const { mergedAt = -1, privacy } = member.state
  return {
    member,
    since: Math.max(mergedAt, privacy.closedAt ?? -1) + 1,
    through: Number.MAX_SAFE_INTEGER,
  }
}

/** Units summed up by line, in the order of the lines. */
function byLine(units: [line: number, quantity: number][]): { line: number; quantity: number }[] {
  const sums = new Map<number, number>()
  for (const [line, quantity] of units) sums.set(line, (sums.get(line) ?? 0) + quantity)
  return [...sums].sort(([a], [b]) => a - b).map(([line, quantity]) => ({ line, quantity }))
}

function ownHistory(member: MemberDocument): History {
  return history(ownLife(member))
}

function history({ member: { _id: id, tail }, ...bounds }: Life): History {
  return { id, ...bounds, entries: visible(bounds, tail) }
}

function visible(
  { since, through }: Pick<History, 'since' | 'through'>,
  entries: readonly JournalEntry[],
): JournalEntry[] {
  return entries.filter(
    ({ facts }) => facts.kind === 'receipt' && facts.receipt.at >= since && facts.receipt.at < through,
  )
}

async function allPages(
  database: Database,
  where: { day: string; branchId?: string },
): Promise<JournalEntry[]> {
  const entries: JournalEntry[] = []
  for (;;) {
    const last = entries.at(-1)
    const page = await database.find<JournalEntry>('journal', {
      where: { ...where },
      orderBy: [
        ['at', 'asc'],
        ['_id', 'asc'],
      ],
      limit: PAGE,
      ...(last ? { after: [last.at, last._id] } : {}),
    })
    entries.push(...page)
    if (page.length < PAGE) return entries
  }
}

/** Tails are at most 16 KiB, so a page of them stays within an answer's limit. */
async function tailsWhere(
  database: Database,
  where: { day: string; branchId?: string },
): Promise<JournalEntry[]> {
  const entries: JournalEntry[] = []
  let after: string | null = null
  for (;;) {
    const page: MemberDocument[] = await database.find<MemberDocument>('members', {
      where: { tail: inside({ ...where }) },
      orderBy: [['_id', 'asc']],
      limit: PAGE,
      projection: ['tail'],
      ...(after === null ? {} : { after: [after] }),
    })
    for (const { tail } of page)
      entries.push(
        ...tail.filter(
          (entry) =>
            entry.day === where.day && (where.branchId === undefined || entry.branchId === where.branchId),
        ),
      )
    if (page.length < PAGE) return entries
    after = page.at(-1)?._id ?? null
  }
}

function once(entries: readonly JournalEntry[]): JournalEntry[] {
  return [...new Map(entries.map((entry) => [entry._id, entry])).values()]
}
