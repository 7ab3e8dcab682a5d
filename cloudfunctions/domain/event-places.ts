import type { MemberEvent } from '../contract/events'
import { type Refusal, refuse } from '../contract/refusals'
import { attemptKey } from './attempt-key'
import { admits } from './audience'
import { addDays, shanghaiDay, startOfDay } from './calendar'
import type { CareFacts, EventPlace } from './care-account'
import type { Decision, Due } from './decision'
import type { MemberState } from './member'
import type { Release } from './release'

type PlaceDecision = Decision<Extract<CareFacts, { kind: 'event_place' }>>
type Step = Extract<CareFacts, { kind: 'event_place' }>['step']

const MINUTE_MS = 60_000
/** More than a person can go to. */
const MOST_PLACES = 20
/** Those that were gone to leave first: the state stays bounded. */
const MOST_KEPT = 40
/** A place is shown so long after its event. */
const KEPT_MS = 30 * 86_400_000
/** Who comes early is let in. */
const DOORS_OPEN_MS = 60 * MINUTE_MS

/** The shared stock of an event's places (M105). */
export function eventStock(eventId: string): string {
  return `event:${eventId}`
}

export function eventOf({ events }: Pick<Release, 'events'>, eventId: string): MemberEvent | null {
  return events?.find(({ id }) => id === eventId) ?? null
}

/** [startsAt, endsAt) and the end of signing up, exclusive: never later than the event's own. Epoch ms. */
export function eventTimes({ day, from, to, signUpThrough }: MemberEvent) {
  const endsAt = instantOf(day, to)
  return {
    startsAt: instantOf(day, from),
    endsAt,
    signUpUntil: Math.min(endsAt, startOfDay(addDays(signUpThrough, 1))),
  }
}

function instantOf(day: string, timeOfDay: string): number {
  const [hours = 0, minutes = 0] = timeOfDay.split(':').map(Number)
  return startOfDay(day) + (hours * 60 + minutes) * MINUTE_MS
}

export interface SigningUp {
  readonly operationId: string
  readonly eventId: string
  readonly release: Release
  readonly now: number
}

/**
 * Why this member can't sign up now, apart from the places. Refuses NOT_FOUND, EVENT_CLOSED,
 * JOIN_REQUIRED, EVENT_SIGNED_UP, NOT_ADMITTED (detail: why), TOO_MANY_REQUESTS beyond twenty.
 */
export function whyNotSignUp(state: MemberState, { eventId, release, now }: SigningUp): Refusal | null {
  const event = eventOf(release, eventId)
  if (!event) return refuse('NOT_FOUND')
  if (placeAt(state, eventId)) return refuse('EVENT_SIGNED_UP')
  if (now >= eventTimes(event).signUpUntil) return refuse('EVENT_CLOSED')
  if (state.joinedAt === null) return refuse('JOIN_REQUIRED')
  const { admitted, why } = admits(event.audience, state, release, now)
  if (!admitted) return refuse('NOT_ADMITTED', { why })
  return openPlaces(state, now).length >= MOST_PLACES ? refuse('TOO_MANY_REQUESTS') : null
}

/**
 * Signs up with a place that is held already under the attempt's own key. Refuses what
 * `whyNotSignUp` says.
 */
export function signUp(state: MemberState, signingUp: SigningUp): PlaceDecision {
  const { operationId, eventId, release, now } = signingUp
  const event = eventOf(release, eventId)
  const barred = whyNotSignUp(state, signingUp)
  if (barred || !event) return barred ?? refuse('NOT_FOUND')
  const { startsAt, endsAt } = eventTimes(event)
  const holdKey = attemptKey(operationId, state.number)
  const place: EventPlace = {
    eventId,
    title: event.title,
    branchId: event.branchId,
    startsAt,
    endsAt,
    holdKey,
    signedUpAt: now,
    checkedInAt: null,
    // Who signs up after that moment knows it from this very tap.
    reminded: reminderAt({ startsAt }) <= now,
  }
  const stock = eventStock(eventId)
  return moved(state, 'signed_up', { place, now }, [
    { kind: 'release_hold', key: `hold:${stock}:${holdKey}`, owner: 'renewal', stock, holdKey },
  ])
}

/**
 * Gives the place back, so that somebody else can have it. Refuses EVENT_NOT_SIGNED_UP, and
 * EVENT_CLOSED once it has begun, nobody can sign up any more, or after the check-in.
 */
export function leaveEvent(
  state: MemberState,
  { eventId, release, now }: Omit<SigningUp, 'operationId'>,
): PlaceDecision {
  const place = placeAt(state, eventId)
  if (!place) return refuse('EVENT_NOT_SIGNED_UP')
  if (!canLeave(place, release, now)) return refuse('EVENT_CLOSED')
  return moved(state, 'gave_back', { place, now }, [placeBack(place)])
}

/** An event that was taken out of the catalogue can be left until it would have begun. */
export function canLeave(place: EventPlace, release: Release, now: number): boolean {
  const event = eventOf(release, place.eventId)
  const until = event ? eventTimes(event).signUpUntil : place.startsAt
  return place.checkedInAt === null && now < Math.min(until, place.startsAt)
}

/** The place is free again for others. */
export function placeBack({ eventId, holdKey }: EventPlace): Due {
  const stock = eventStock(eventId)
  return { kind: 'return_stock', key: `back:${stock}:${holdKey}`, owner: 'renewal', stock, holdKey }
}

/**
 * Why who stands at this branch can't be checked in now: EVENT_NOT_SIGNED_UP, EVENT_CHECKED_IN,
 * EVENT_CLOSED (detail: from, until) outside of an hour before its beginning to its end.
 */
export function whyNotCheckIn(
  state: MemberState,
  { eventId, branchId, now }: { eventId: string; branchId: string; now: number },
): Refusal | null {
  const place = placeAt(state, eventId)
  if (place?.branchId !== branchId) return refuse('EVENT_NOT_SIGNED_UP')
  if (place.checkedInAt !== null) return refuse('EVENT_CHECKED_IN', { at: place.checkedInAt })
  const from = place.startsAt - DOORS_OPEN_MS
  return now < from || now >= place.endsAt ? refuse('EVENT_CLOSED', { from, until: place.endsAt }) : null
}

/** Checks in who signed up, once (M105). Refuses what `whyNotCheckIn` says. */
export function checkInAtEvent(
  state: MemberState,
  where: { eventId: string; branchId: string; now: number },
): PlaceDecision {
  const barred = whyNotCheckIn(state, where)
  const place = placeAt(state, where.eventId)
  if (barred || !place) return barred ?? refuse('EVENT_NOT_SIGNED_UP')
  const { now } = where
  return moved(state, 'checked_in', { place: { ...place, checkedInAt: now }, now }, [])
}

/** The member's own place; null without. */
export function placeAt({ care }: Pick<MemberState, 'care'>, eventId: string): EventPlace | null {
  return care.events.find((place) => place.eventId === eventId) ?? null
}

/** At ten in the morning of the day before. Epoch ms. */
export function reminderAt({ startsAt }: Pick<EventPlace, 'startsAt'>): number {
  return startOfDay(addDays(shanghaiDay(startsAt), -1)) + 10 * 60 * MINUTE_MS
}

/** What one step makes of the member, with what the books keep of it. */
export function moved(
  state: MemberState,
  step: Step,
  { place, now }: { place: EventPlace; now: number },
  due: readonly Due[],
): PlaceDecision {
  const { eventId } = place
  const others = state.care.events.filter((one) => one.eventId !== eventId && one.endsAt + KEPT_MS > now)
  const events = step === 'gave_back' ? others : bounded([...others, place])
  return {
    ok: true,
    state: { ...state, care: { ...state.care, events } },
    postings: [],
    facts: { kind: 'event_place', eventId, step, at: now },
    due,
  }
}

function openPlaces({ care }: MemberState, now: number): EventPlace[] {
  return care.events.filter(({ endsAt, checkedInAt }) => endsAt > now && checkedInAt === null)
}

function bounded(places: EventPlace[]): EventPlace[] {
  if (places.length <= MOST_KEPT) return places
  const done = places.find(({ checkedInAt }) => checkedInAt !== null) ?? places[0]
  return places.filter((place) => place !== done)
}
