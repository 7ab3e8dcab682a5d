import type { InboxRow } from '../contract/messages'
import { hasUnread } from '../domain/message-ledger'
import { forPersons } from '../entry/handler'
import type { InboxDocument } from '../ledger/inbox'

const ROWS_A_PAGE = 20

/** What the member was told, page by page, the newest first. */
export const inbox = forPersons('renewal.inbox', async ({ before }, { backend, memberId, now }) => {
  const member = (await backend.ledger.readMembers([memberId])).get(memberId)
  const state = member?.state
  const found = await backend.inbox.page(member, before ?? Number.MAX_SAFE_INTEGER, ROWS_A_PAGE)
  const readAt = state?.messages.readAt ?? -1
  return {
    now,
    rows: found.map((row) => rowView(row, readAt)),
    unread: state ? hasUnread(state) : false,
    next: found.length === ROWS_A_PAGE ? (found.at(-1)?.at ?? null) : null,
  }
})

function rowView(row: InboxDocument, readAt: number): InboxRow {
  const { _id: id, flow, title, lines, at, day, page, channel, basis, reason } = row
  return { id, flow, title, lines: [...lines], at, day, page, read: at <= readAt, channel, basis, reason }
}
