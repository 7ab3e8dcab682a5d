import { isRefusal, refuse } from '../contract/refusals'
import { careItemsFor } from '../entry/care-views'
import { forStaff } from '../entry/handler'

/** Whom a person greets through WeCom: the text is prepared, nobody sends it but the staff (M104). */
export const careList = forStaff('counter.careList', {
  branch: (input) => input.branchId,
  prepare: () => ({ memberIds: [], prepared: null }),
  async run({ branchId }, scope) {
    const release = await scope.backend.releases.current(scope.now)
    return isRefusal(release) ? release : careItemsFor(branchId, release, scope)
  },
})

/** Says that a member was greeted or left out, once; the same operation reads the same again. */
export const completeCare = forStaff('counter.completeCare', {
  branch: (input) => input.branchId,
  prepare: () => ({ memberIds: [], prepared: null }),
  async run({ operationId, branchId, careId, outcome }, { backend, now, memberId: clerk }) {
    const row = await backend.careList.read(careId)
    if (!row || (row.branchId !== null && row.branchId !== branchId)) return refuse('NOT_FOUND')
    const own = { operationId, clerk, at: now, outcome }
    if (row.state === 'open' && (await backend.careList.complete(careId, own)))
      return { careId, completedAt: now }
    const done = row.done ?? (await backend.careList.read(careId))?.done ?? null
    if (done === null) return refuse('BUSY')
    const isSame = done.operationId === operationId && done.clerk === clerk && done.outcome === outcome
    return isSame ? { careId, completedAt: done.at } : refuse('CARE_DONE')
  },
})
