import { draftProblems } from '../domain/draft-checks'
import { forStaff } from '../entry/handler'

/** Everything that would refuse this draft, at once: `operations.release` names only the first. */
export const checkDraft = forStaff('operations.checkDraft', {
  branch: () => null,
  prepare: () => ({ memberIds: [], prepared: null }),
  async run({ draft }, { backend, now }) {
    const previous = (await backend.releases.latest(now))?.release ?? null
    return { problems: draftProblems(draft, { previous, now }) }
  },
})
