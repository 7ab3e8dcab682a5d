import type { EventView, MemberEvent } from '../contract/events'
import { admits } from './audience'
import { canLeave, eventTimes, placeAt, whyNotSignUp } from './event-places'
import type { MemberState } from './member'
import type { Release } from './release'

/** An event that is over is shown until the end of its last hour. */
export function openEvents(release: Release, now: number): MemberEvent[] {
  return (release.events ?? [])
    .filter((event) => eventTimes(event).endsAt > now)
    .sort((a, b) => eventTimes(a).startsAt - eventTimes(b).startsAt)
}

/**
 * An event as this member sees it; what can't be signed up for says why (M076).
 * @param left places that are free now
 */
export function eventView(
  event: MemberEvent,
  { state, release, left, now }: { state: MemberState; release: Release; left: number; now: number },
): EventView {
  const { id: eventId, title, text, branchId, capacity, audience } = event
  const branch = release.branches.find(({ id }) => id === branchId)
  const place = placeAt(state, eventId)
  const barred = whyNotSignUp(state, { operationId: '', eventId, release, now })
  const admission = admits(audience, state, release, now)
  const { why = null } = (barred?.detail ?? {}) as { why?: string | null }
  return {
    eventId,
    title,
    text,
    branchId,
    branchName: branch?.name ?? '',
    address: branch?.address ?? '',
    ...eventTimes(event),
    capacity,
    left: Math.max(0, left),
    admission,
    why: barred ? (why ?? barred.message) : left > 0 ? null : '名额已满,有人退出后可以再报名',
    mine: place && {
      signedUpAt: place.signedUpAt,
      checkedInAt: place.checkedInAt,
      canLeave: canLeave(place, release, now),
    },
  }
}
