import { addMonths, startOfDay } from '../domain/calendar'
import { latestReceipts } from '../domain/day-figures'
import type { JournalEntry } from '../domain/decision'
import type { ReceiptFacts } from '../domain/member'
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
  /** A member's receipts, the newest first, each in its latest state. One call. */
  receiptsOf(
    member: MemberDocument,
    page: { before: number | null; month: string | null; limit: number },
  ): Promise<ReceiptPage>
  /** No call for a receipt that the member's state or tail still holds, else one. */
  receipt(member: MemberDocument, receiptId: string): Promise<ReceiptFacts | null>
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
    async receiptsOf(member, { before, month, limit }) {
      const from = month ? startOfDay(`${month}-01`) : 0
      const to = Math.min(
        before ?? Number.MAX_SAFE_INTEGER,
        month ? startOfDay(addMonths(`${month}-01`, 1)) : Number.MAX_SAFE_INTEGER,
      )
      const rows = (limit + 1) * ENTRIES_OF_A_RECEIPT
      const archived = await database.find<JournalEntry>('journal', {
        where: {
          memberId: member._id,
          facts: inside({ kind: 'receipt', receipt: inside({ at: between(from, to) }) }),
        },
        orderBy: [
          ['facts.receipt.at', 'desc'],
          ['_id', 'desc'],
        ],
        limit: rows,
      })
      const recent = member.tail.filter(
        ({ facts }) => facts.kind === 'receipt' && facts.receipt.at >= from && facts.receipt.at < to,
      )
      const found = latestReceipts([...archived, ...recent]).map(({ receipt }) => receipt)
      const receipts = found.slice(0, limit)
      const more = found.length > limit || archived.length === rows
      return { receipts, next: more ? (receipts.at(-1)?.at ?? null) : null }
    },

    async receipt(member, receiptId) {
      const near = latestReceipts(member.tail).find(({ receipt }) => receipt.receiptId === receiptId)
      const held = member.state.receipts.find((receipt) => receipt.receiptId === receiptId)
      if (held ?? near) return held ?? near?.receipt ?? null
      const archived = await database.find<JournalEntry>('journal', {
        where: { memberId: member._id, facts: inside({ receipt: inside({ receiptId }) }) },
        orderBy: [['_id', 'asc']],
        limit: ENTRIES_OF_A_RECEIPT,
      })
      return latestReceipts(archived)[0]?.receipt ?? null
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
