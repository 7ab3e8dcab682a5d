import { assembleRelease } from '../domain/catalogue'
import { programmeCosts } from '../domain/programme-costs'
import { programmeWords } from '../domain/programme-words'
import { forStaff } from '../entry/handler'
import { textDigest } from '../ledger/digest'

/** Coupons, points, tiers and activities that aren't released yet, in the words members will read. */
export const previewProgramme = forStaff('operations.previewProgramme', {
  branch: () => null,
  prepare: () => ({ memberIds: [], prepared: null }),
  async run({ draft }, { backend, now }) {
    const previous = (await backend.releases.latest(now))?.release ?? null
    const { release } = assembleRelease(previous, draft, now, textDigest)
    return { ...programmeWords(release), costs: programmeCosts(draft) }
  },
})
