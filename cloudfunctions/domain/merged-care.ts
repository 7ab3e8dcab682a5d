import type { CareAccount, EventPlace } from './care-account'
import type { Due } from './decision'
import { placeBack } from './event-places'

/**
 * Two people who turn out to be one (M062): each event has one place for one person, a second goes
 * back to the others, and a birthday that was greeted under either number was greeted.
 */
export function mergedCare(own: CareAccount, carried: CareAccount): { care: CareAccount; due: Due[] } {
  const known = new Map(own.events.map((place) => [place.eventId, place]))
  const second: EventPlace[] = []
  for (const place of carried.events) {
    const before = known.get(place.eventId)
    if (before) second.push(place)
    known.set(
      place.eventId,
      before?.checkedInAt === null && place.checkedInAt !== null
        ? checkedIn(before, place)
        : (before ?? place),
    )
  }
  return {
    care: {
      events: [...known.values()],
      birthdaysThrough: later(own.birthdaysThrough, carried.birthdaysThrough),
      greetedYear: later(own.greetedYear, carried.greetedYear),
    },
    due: second.map(placeBack),
  }
}

function checkedIn(place: EventPlace, { checkedInAt }: EventPlace): EventPlace {
  return { ...place, checkedInAt }
}

function later<T extends string | number>(one: T | null, other: T | null): T | null {
  if (one === null) return other
  return other === null || one > other ? one : other
}
