import { isRefusal, refuse } from '../contract/refusals'
import { guaranteeOutlook as outlookOf } from '../domain/guarantee-outlook'
import { forStaff } from '../entry/handler'

/** What the guarantees would cost if all were settled today, and whether they can pay off (F3). */
export const guaranteeOutlook = forStaff('operations.guaranteeOutlook', {
  branch: () => null,
  prepare: () => ({ memberIds: [], prepared: null }),
  async run(_input, { backend, now, deadline }) {
    const release = await backend.releases.current(now)
    if (isRefusal(release)) return release
    const cards = await backend.heldCards.endingAfter(now, deadline)
    return cards === null ? refuse('BUSY') : { asOf: now, plans: outlookOf(cards, release, now) }
  },
})
