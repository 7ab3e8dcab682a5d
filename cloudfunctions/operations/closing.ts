import { isRefusal } from '../contract/refusals'
import { closingNotice } from '../domain/shop-closing'
import { forStaff } from '../entry/handler'

/** How far the notice has come, and what the holders are owed (L6). */
export const closing = forStaff('operations.closing', {
  branch: () => null,
  prepare: () => ({ memberIds: [], prepared: null }),
  async run(_input, { backend, now, deadline }) {
    const release = await backend.releases.current(now)
    if (isRefusal(release)) return release
    const notice = closingNotice(release)
    if (!notice || !release.closing) return { asOf: now, closing: null, notice: null, owed: null }
    const told = await backend.announcements.closingNotice(release, now)
    const report = await backend.liability.report({ now, deadline })
    return {
      asOf: now,
      closing: notice,
      notice: told && { ...told, startedAt: release.closing.announcedAt },
      owed: report && report.principal + report.unearnedFees,
    }
  },
})
