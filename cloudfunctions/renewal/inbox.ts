import type { Output } from '../contract'
import type { InboxRow } from '../contract/messages'
import { isRefusal } from '../contract/refusals'
import type { MemberState } from '../domain/member'
import { hasUnread } from '../domain/message-ledger'
import type { Release } from '../domain/release'
import { unansweredTerms } from '../domain/service-terms'
import { forPersons } from '../entry/handler'
import type { InboxDocument } from '../ledger/inbox'

const ROWS_A_PAGE = 20

/**
 * What the member was told, page by page, the newest first; before it newer terms that wait for an
 * answer. Three calls with a cold release, and two while the instance remembers it.
 */
export const inbox = forPersons('renewal.inbox', async ({ before }, { backend, memberId, now }) => {
  const [members, release] = await Promise.all([
    backend.ledger.readMembers([memberId]),
    backend.releases.current(now),
  ])
  const member = members.get(memberId)
  const state = member?.state
  const found = await backend.inbox.page(member, before ?? Number.MAX_SAFE_INTEGER, ROWS_A_PAGE)
  const readAt = state?.messages.readAt ?? -1
  return {
    now,
    rows: found.map((row) => rowView(row, readAt)),
    ...(before === undefined && state && !isRefusal(release) ? termsView(state, release) : {}),
    unread: state ? hasUnread(state) : false,
    next: found.length === ROWS_A_PAGE ? (found.at(-1)?.at ?? null) : null,
  }
})

/** A row of what is in force, not of what was sent: one for a version, and none after its answer (L9). */
function termsView(state: MemberState, release: Release): Pick<Output<'renewal.inbox'>, 'terms'> {
  const terms = unansweredTerms(state, release)
  if (!terms) return {}
  const { title, summary, since } = terms
  return { terms: { title, summary: summary ?? null, since } }
}

function rowView(row: InboxDocument, readAt: number): InboxRow {
  const { _id: id, flow, title, lines, at, day, page, channel, basis, reason } = row
  return { id, flow, title, lines: [...lines], at, day, page, read: at <= readAt, channel, basis, reason }
}
