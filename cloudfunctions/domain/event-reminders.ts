import { derivedOperationId } from '../contract/operation-id'
import { refuse } from '../contract/refusals'
import { dayWords, shanghaiDay } from './calendar'
import type { EventPlace } from './care-account'
import type { Due } from './decision'
import { eventOf, moved, placeAt, reminderAt } from './event-places'
import type { MemberState } from './member'
import type { MemberStep, StepContext } from './member-steps'
import type { Release } from './release'

/** Who signed up is reminded the day before, or told that it doesn't take place (M105). */

export function eventMoments({ care }: Pick<MemberState, 'care'>): number[] {
  return care.events.filter(({ reminded }) => !reminded).map(reminderAt)
}

export function eventSteps(state: MemberState, { release, now }: StepContext): MemberStep[] {
  return state.care.events
    .filter((place) => !place.reminded && reminderAt(place) <= now)
    .map((due) => ({ ...due, moment: reminderAt(due) }))
    .map(({ eventId, holdKey, moment }) => ({
      operationId: `event:${derivedOperationId(`event ${holdKey} ${eventId}`, moment)}`,
      command: 'renewal.eventReminder',
      input: { eventId, holdKey },
      decide: (current) => {
        const place = placeAt(current, eventId)
        if (place?.holdKey !== holdKey || place.reminded) return refuse('NOT_FOUND')
        const due =
          place.startsAt > now && place.checkedInAt === null ? [reminder(current, place, release)] : []
        return moved(current, 'reminded', { place: { ...place, reminded: true }, now }, due)
      },
    }))
}

function reminder({ number }: MemberState, place: EventPlace, release: Release): Due {
  const { eventId, holdKey, title, startsAt } = place
  const day = shanghaiDay(startsAt)
  const takesPlace = eventOf(release, eventId) !== null
  return {
    kind: 'message',
    key: `event_reminder:${number}:${holdKey}`,
    owner: 'renewal',
    flow: 'event_reminder',
    memberId: number,
    about: {
      id: eventId,
      amount: null,
      day,
      title: takesPlace ? `${dayWords(day, startsAt)} ${title}` : `活动已取消:${title}`,
    },
    until: startsAt,
  }
}
