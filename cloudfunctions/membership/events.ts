import { isRefusal, refuse } from '../contract/refusals'
import type { MemberEvent } from '../contract/events'
import { eventOf, eventStock } from '../domain/event-places'
import { eventView, openEvents } from '../domain/event-views'
import { emptyMember } from '../domain/new-member'
import type { Release } from '../domain/release'
import { forPersons, type PersonScope } from '../entry/handler'

/** What can be signed up for, and the own places (M105). Two calls. */
export const events = forPersons('membership.events', async (_input, scope) => {
  const { backend, now } = scope
  const release = await backend.releases.current(now)
  if (isRefusal(release)) return release
  return { now, events: await viewsOf(openEvents(release, now), release, scope) }
})

/** One event, also once it is over. */
export const event = forPersons('membership.event', async ({ eventId }, scope) => {
  const { backend, now } = scope
  const release = await backend.releases.current(now)
  if (isRefusal(release)) return release
  const found = eventOf(release, eventId)
  const [view] = found ? await viewsOf([found], release, scope) : []
  return view ? { now, event: view } : refuse('NOT_FOUND')
})

async function viewsOf(offered: readonly MemberEvent[], release: Release, scope: PersonScope) {
  const { backend, memberId, now } = scope
  const [left, members] = await Promise.all([
    backend.stock.left(offered.map(({ id }) => eventStock(id))),
    backend.ledger.readMembers([memberId]),
  ])
  const state = members.get(memberId)?.state ?? emptyMember(memberId, '')
  return offered.map((one) =>
    eventView(one, { state, release, left: left.get(eventStock(one.id)) ?? one.capacity, now }),
  )
}
