import { isRefusal } from '../contract/refusals'
import { leaveEvent as leave } from '../domain/event-places'
import { forPersons } from '../entry/handler'
import { commitForPerson } from '../entry/person-commit'
import { viewOf } from './sign-up-event'

/** Gives a place back to others; the follow-up may be carried out at once (M105). */
export const leaveEvent = forPersons('membership.leaveEvent', async (input, scope) => {
  const { backend, now } = scope
  const { eventId } = input
  const release = await backend.releases.current(now)
  if (isRefusal(release)) return release
  const committed = await commitForPerson('membership.leaveEvent', input, scope, (state) =>
    leave(state, { eventId, release, now }),
  )
  if (isRefusal(committed)) return committed
  for (const due of committed.entry.due)
    if (due.kind === 'return_stock') await backend.stock.takeBack(due.stock, due.holdKey, now)
  return viewOf(committed.state, eventId, release, scope)
})
