import type { CareItem } from '../contract/care'
import { addDays, shanghaiDay } from '../domain/calendar'
import { careDetail, careText, standingDay } from '../domain/care-list'
import type { Release } from '../domain/release'
import type { Scope } from './handler'
import { peopleNow } from './successors'
import { maskedName } from './views'

/** More waits than anybody greets in a day. */
const MOST_READ = 500
const MOST_SHOWN = 100
/** A birthday that is over, or was moved away, is next year's: nobody is greeted for it now. */
const MOST_AHEAD_DAYS = 31

/**
 * Whom the staff of a branch greets, the soonest to pass first; of all branches for null. Who never
 * came anywhere is on every branch's list. Three calls at most.
 */
export async function careItemsFor(
  branchId: string | null,
  release: Release,
  { backend, now }: Scope,
): Promise<{ items: CareItem[]; left: number }> {
  const texts = release.care?.careList
  if (!texts) return { items: [], left: 0 }
  const rows = (await backend.careList.open(shanghaiDay(now), MOST_READ)).filter(
    (row) => branchId === null || row.branchId === null || row.branchId === branchId,
  )
  const shown = rows.slice(0, MOST_SHOWN)
  const people = await peopleNow(
    shown.map(({ memberId }) => memberId),
    backend,
  )
  const items = shown.flatMap((row): CareItem[] => {
    const person = people.get(row.memberId)
    const day = person && standingDay(row, person, now)
    // A shop that closes asks nobody to come or to renew; a birthday is still a birthday (L6).
    if (release.closing && row.reason !== 'birthday') return []
    if (!person || !day || day > addDays(shanghaiDay(now), MOST_AHEAD_DAYS)) return []
    const { _id: careId, reason, through } = row
    return [
      {
        careId,
        memberNumber: person.number,
        displayName: maskedName(person),
        branchId: row.branchId,
        reason,
        detail: careDetail({ reason, day }, now),
        text: careText({ reason, day }, texts, now),
        since: shanghaiDay(row.at),
        through,
      },
    ]
  })
  return { items, left: rows.length - shown.length }
}
