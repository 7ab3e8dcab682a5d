import { supportReport, supportView } from '../domain/support'
import { forStaff } from '../entry/handler'
import { displayName } from '../entry/views'

const SHOWN = 100
const REPORTED = 1000
const THIRTY_DAYS_MS = 30 * 86_400_000

/** The queue by promise, and how the promises of the last 30 days were kept (M079). */
export const questions = forStaff('operations.questions', {
  branch: () => null,
  prepare: () => ({ memberIds: [], prepared: null }),
  async run(_input, { backend, now }) {
    const [open, answered] = await Promise.all([
      backend.supportRequests.open(SHOWN),
      backend.supportRequests.answeredSince(now - THIRTY_DAYS_MS, REPORTED),
    ])
    const people = await backend.ledger.readMembers([...new Set(open.map(({ memberId }) => memberId))])
    return {
      open: open.map((request) => {
        const asker = people.get(request.memberId)
        return {
          ...supportView(request),
          memberNumber: request.memberId,
          displayName: asker ? displayName(asker.state) : '会员',
          tierName: request.tierName,
          late: request.promisedBy < now,
        }
      }),
      ...supportReport(answered),
    }
  },
})
