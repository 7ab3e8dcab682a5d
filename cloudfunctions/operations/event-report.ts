import { isRefusal } from '../contract/refusals'
import { eventStock } from '../domain/event-places'
import { forStaff } from '../entry/handler'

/** Who signed up and who came (M105); check-ins appear once the books are archived, within minutes. */
export const eventReport = forStaff('operations.eventReport', {
  branch: () => null,
  prepare: () => ({ memberIds: [], prepared: null }),
  async run(_input, { backend, now }) {
    const release = await backend.releases.current(now)
    if (isRefusal(release)) return release
    const events = release.events ?? []
    const left = await backend.stock.left(events.map(({ id }) => eventStock(id)))
    const rows = await Promise.all(
      events.map(async ({ id: eventId, title, day, branchId, capacity }) => {
        const [checkedIn, gaveBack] = await Promise.all([
          backend.eventFigures.count(eventId, 'checked_in'),
          backend.eventFigures.count(eventId, 'gave_back'),
        ])
        return {
          eventId,
          title,
          day,
          branchName: release.branches.find(({ id }) => id === branchId)?.name ?? '',
          capacity,
          signedUp: capacity - (left.get(eventStock(eventId)) ?? capacity),
          checkedIn,
          gaveBack,
        }
      }),
    )
    return { asOf: now, events: rows }
  },
})
