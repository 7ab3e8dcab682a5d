import { z } from 'zod'
import { action } from './action'
import { admission, audience } from './audience'
import { day, instant, memberNumber, operationId, shortText, slug, ticket } from './primitives'

const staff = ['clerk', 'manager', 'owner'] as const

/** A time of day in Shanghai. */
const timeOfDay = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/)

/** Something that members come together for (M105): free, with so many places, on one day at one branch. */
export const memberEvent = z.strictObject({
  id: slug,
  title: shortText,
  text: z.string().min(1).max(500),
  branchId: slug,
  day,
  from: timeOfDay,
  to: timeOfDay,
  /** The last whole day on which one can sign up or leave; not after the event's own day. */
  signUpThrough: day,
  capacity: z.int().min(0).max(10_000),
  audience,
})
export type MemberEvent = z.infer<typeof memberEvent>

export const eventView = z.strictObject({
  eventId: slug,
  title: z.string(),
  text: z.string(),
  branchId: slug,
  branchName: z.string(),
  address: z.string(),
  startsAt: instant,
  endsAt: instant,
  /** Signing up and leaving end here, exclusive. */
  signUpUntil: instant,
  capacity: z.int().min(0),
  left: z.int().min(0),
  admission,
  /** Null when it can be signed up for now. */
  why: z.string().nullable(),
  mine: z
    .strictObject({ signedUpAt: instant, checkedInAt: instant.nullable(), canLeave: z.boolean() })
    .nullable(),
})
export type EventView = z.infer<typeof eventView>

export const eventActions = {
  /** What is still to come or running, the next first. */
  'membership.events': action({
    input: z.strictObject({}),
    output: z.strictObject({ now: instant, events: z.array(eventView) }),
    roles: ['member'],
    writes: false,
  }),
  'membership.event': action({
    input: z.strictObject({ eventId: slug }),
    output: z.strictObject({ now: instant, event: eventView }),
    roles: ['member'],
    writes: false,
  }),
  'membership.signUpEvent': action({
    input: z.strictObject({ operationId, eventId: slug }),
    output: eventView,
    roles: ['member'],
    writes: true,
  }),
  /** The place is free again for somebody else. */
  'membership.leaveEvent': action({
    input: z.strictObject({ operationId, eventId: slug }),
    output: eventView,
    roles: ['member'],
    writes: true,
  }),
  /** Today's events at this branch, and how the member before the clerk stands to each. */
  'counter.events': action({
    input: z.strictObject({ branchId: slug, visit: ticket }),
    output: z.strictObject({
      events: z.array(
        z.strictObject({
          eventId: slug,
          title: z.string(),
          startsAt: instant,
          endsAt: instant,
          signedUp: z.boolean(),
          checkedInAt: instant.nullable(),
          /** Null: the member can be checked in now. */
          why: z.string().nullable(),
        }),
      ),
    }),
    roles: staff,
    writes: false,
  }),
  /** Only with the member's own code, of who signed up, once. */
  'counter.checkInEvent': action({
    input: z.strictObject({ operationId, branchId: slug, visit: ticket, eventId: slug }),
    output: z.strictObject({
      eventId: slug,
      title: z.string(),
      memberNumber,
      displayName: z.string(),
      checkedInAt: instant,
    }),
    roles: staff,
    writes: true,
  }),
  'operations.eventReport': action({
    input: z.strictObject({}),
    output: z.strictObject({
      asOf: instant,
      events: z.array(
        z.strictObject({
          eventId: slug,
          title: z.string(),
          day,
          branchName: z.string(),
          capacity: z.int(),
          /** Places that are taken now. */
          signedUp: z.int(),
          checkedIn: z.int(),
          /** How many gave their place back. */
          gaveBack: z.int(),
        }),
      ),
    }),
    roles: ['owner', 'manager'],
    writes: false,
  }),
} as const
