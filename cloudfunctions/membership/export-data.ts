import type { ExportPart } from '../contract/privacy'
import {
  consentRows,
  couponRows,
  EXPORT_TITLES,
  exportCsv,
  type ExportRow,
  messageRows,
  orderRows,
  pointRows,
  profileRows,
  receiptRows,
  walletRows,
} from '../domain/export-rows'
import { emptyMember } from '../domain/new-member'
import { forPersons, type PersonScope } from '../entry/handler'
import type { MemberDocument } from '../ledger/aggregate'

const MESSAGES_A_PAGE = 100

interface Page {
  readonly rows: ExportRow[]
  readonly next: string | null
}

/** The own data to take along, a part and a page at a time (PIPL 45): one to three calls. */
export const exportData = forPersons('membership.exportData', async ({ part, after }, scope) => {
  const { backend, memberId, now } = scope
  const member = (await backend.ledger.readMembers([memberId])).get(memberId)
  const { rows, next } = member
    ? await pageOf(part, member, after ?? null, scope)
    : { rows: profileOf(part, memberId, now), next: null }
  return {
    part,
    title: EXPORT_TITLES[part],
    asOf: now,
    rows: rows.length,
    json: JSON.stringify(rows),
    csv: exportCsv(part, rows, after === undefined),
    next,
  }
})

function profileOf(part: ExportPart, memberId: string, now: number): ExportRow[] {
  return part === 'profile' ? profileRows(emptyMember(memberId, ''), now) : []
}

async function pageOf(
  part: ExportPart,
  member: MemberDocument,
  after: string | null,
  { backend, now }: PersonScope,
): Promise<Page> {
  const { personJournal } = backend
  switch (part) {
    case 'profile':
      return { rows: profileRows(member.state, now), next: null }
    case 'consents': {
      const page = await personJournal.ofKinds(member, ['consent'], after)
      return { rows: consentRows(after === null ? member.state.consents : [], page.rows), next: page.next }
    }
    case 'orders': {
      const page = await personJournal.orders(member, after)
      return { rows: orderRows(page.rows), next: page.next }
    }
    case 'receipts': {
      const page = await personJournal.ofKinds(member, ['receipt', 'goods_return'], after)
      return { rows: receiptRows(page.rows), next: page.next }
    }
    case 'wallet': {
      const page = await personJournal.ofAssets(member, ['principal', 'bonus'], after)
      return { rows: walletRows(page.rows), next: page.next }
    }
    case 'points': {
      const page = await personJournal.ofAssets(member, ['points'], after)
      return { rows: pointRows(page.rows), next: page.next }
    }
    case 'coupons': {
      const page = await personJournal.ofAssets(member, ['coupon'], after)
      return { rows: couponRows(page.rows), next: page.next }
    }
    case 'messages': {
      const before = after !== null && /^\d{1,15}$/.test(after) ? Number(after) : Number.MAX_SAFE_INTEGER
      const rows = await backend.inbox.page(member, before, MESSAGES_A_PAGE)
      const last = rows.at(-1)
      return {
        rows: messageRows(rows),
        next: last && rows.length === MESSAGES_A_PAGE ? String(last.at) : null,
      }
    }
  }
}
