import { isRefusal } from '../contract/refusals'
import { careItemsFor } from '../entry/care-views'
import { forStaff } from '../entry/handler'

const THIRTY_DAYS_MS = 30 * 86_400_000
const MOST_REPORTED = 1000

/** Whom the branches greet, and what they did in the last thirty days (M104). */
export const careList = forStaff('operations.careList', {
  branch: () => null,
  prepare: () => ({ memberIds: [], prepared: null }),
  async run({ branchId }, scope) {
    const { backend, now } = scope
    const release = await backend.releases.current(now)
    if (isRefusal(release)) return release
    const [found, done] = await Promise.all([
      careItemsFor(branchId ?? null, release, scope),
      backend.careList.doneSince(now - THIRTY_DAYS_MS, MOST_REPORTED),
    ])
    const count = (outcome: 'greeted' | 'left_out') =>
      done.filter((row) => row.done?.outcome === outcome).length
    return { ...found, done: { greeted: count('greeted'), leftOut: count('left_out') } }
  },
})
