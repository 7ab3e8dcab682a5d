import { isRefusal, refuse } from '../contract/refusals'
import { shanghaiDay } from '../domain/calendar'
import { checkInAtEvent, eventTimes, placeAt, whyNotCheckIn } from '../domain/event-places'
import { openEvents } from '../domain/event-views'
import { forStaff } from '../entry/handler'
import { maskedName } from '../entry/views'
import { benefitVisit } from './benefit-visit'

/** Today's events here, and how who stands at the counter is placed at them (M105). */
export const events = forStaff('counter.events', {
  branch: (input) => input.branchId,
  prepare({ visit, branchId }, scope) {
    const opened = benefitVisit(visit, branchId, scope)
    return isRefusal(opened) ? opened : { memberIds: [opened.memberId], prepared: opened }
  },
  async run({ branchId }, { backend, now, members }, { memberId, membershipId }) {
    const release = await backend.releases.current(now)
    if (isRefusal(release)) return release
    const state = membershipId === undefined ? members.get(memberId)?.state : undefined
    const here = openEvents(release, now).filter(
      (event) => event.branchId === branchId && event.day === shanghaiDay(now),
    )
    return {
      events: here.map((event) => {
        const { id: eventId, title } = event
        const { startsAt, endsAt } = eventTimes(event)
        const place = state ? placeAt(state, eventId) : null
        const barred = state
          ? whyNotCheckIn(state, { eventId, branchId, now })
          : refuse('EVENT_NOT_SIGNED_UP')
        return {
          eventId,
          title,
          startsAt,
          endsAt,
          signedUp: place !== null,
          checkedInAt: place?.checkedInAt ?? null,
          why: barred?.message ?? null,
        }
      }),
    }
  },
})

/**
 * Checks in who signed up, once (M105): only with a live code of the member's own, so neither found
 * by phone nor through a household's card.
 */
export const checkInEvent = forStaff('counter.checkInEvent', {
  branch: (input) => input.branchId,
  prepare({ visit, branchId }, scope) {
    const opened = benefitVisit(visit, branchId, scope)
    if (isRefusal(opened)) return opened
    return opened.membershipId === undefined
      ? { memberIds: [opened.memberId], prepared: opened }
      : refuse('EVENT_NOT_SIGNED_UP')
  },
  async run(input, scope, { memberId }) {
    const { backend, now, deadline, members, memberId: clerk } = scope
    const { operationId, branchId, eventId } = input
    const committed = await backend.ledger.commit({
      memberId,
      member: members.get(memberId),
      operationId,
      command: 'counter.checkInEvent',
      actor: { role: 'clerk', memberId: clerk, branchId },
      // The visit is a token of ten minutes; what it said is what was meant.
      input: { operationId, branchId, eventId },
      now,
      deadline,
      decide: (state) => checkInAtEvent(state, { eventId, branchId, now }),
    })
    if (isRefusal(committed)) return committed
    const { state, entry } = committed
    return {
      eventId,
      title: placeAt(state, eventId)?.title ?? '',
      memberNumber: state.number,
      displayName: maskedName(state),
      checkedInAt: entry.at,
    }
  },
})
