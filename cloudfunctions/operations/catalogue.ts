import { isRefusal } from '../contract/refusals'
import { draftOf } from '../domain/catalogue'
import { forStaff } from '../entry/handler'

/** The draft from which the current release was made, to be edited and released again. */
export const catalogue = forStaff('operations.catalogue', {
  branch: () => null,
  prepare: () => ({ memberIds: [], prepared: null }),
  async run(_input, { backend, now }) {
    const release = await backend.releases.current(now)
    if (isRefusal(release)) return { release: 0, draft: null, releasedAt: null }
    return { release: release.release, draft: draftOf(release, now), releasedAt: release.releasedAt }
  },
})
