import { type PointsRow, pointsRows } from '../domain/point-rows'
import { forPersons } from '../entry/handler'

const MOST_ROWS = 30

/** Where points came from and went, page by page: the member's journal, not a list of its own. */
export const records = forPersons('points.records', async ({ before }, { backend, memberId }) => {
  const member = (await backend.ledger.readMembers([memberId])).get(memberId)
  if (!member) return { rows: [], next: null }
  const page = { before: before ?? Number.MAX_SAFE_INTEGER, limit: MOST_ROWS }
  const entries = await backend.pointsJournal.newest(member, page)
  const rows: PointsRow[] = []
  let next: number | null = null
  for (const entry of entries) {
    const more = pointsRows(entry)
    if (rows.length + more.length > MOST_ROWS) return { rows, next }
    rows.push(...more)
    next = entry.at
  }
  return { rows, next: entries.length === MOST_ROWS ? next : null }
})
