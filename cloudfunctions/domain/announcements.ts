import type { MessageFlow } from '../contract/message-flows'
import { admits } from './audience'
import { addDays, shanghaiDay, startOfDay } from './calendar'
import { holdsSomething } from './shop-closing'
import type { Due, MessageAbout } from './due'
import { hasConsent } from './joining'
import type { MemberState } from './member'
import { holidaysOn, memberDaysOn } from './member-days'
import { isMinor } from './minors'
import type { Release } from './release'

/**
 * What concerns all members at once (M104, M111, L6). Nobody's own moment can be worked out when it
 * is published, so a job walks through the members and hands each a message under a key that says
 * what it is about and for whom: seen twice, it is one message.
 */
export interface Announcement {
  /** Names the walk: `member_day:{id}:{day}`. One walk goes through all members once. */
  readonly id: string
  readonly flow: MessageFlow
  readonly about: MessageAbout
  /** Of the message's key, beside the member. */
  readonly subject: string
  /** Announced again on later days, to those alone who were not told yet. */
  readonly again: boolean
  /** After this it is of no use. Epoch ms. */
  readonly until: number
  concerns(state: MemberState, now: number): boolean
}

const HOUR_MS = 3_600_000
/** Nobody is woken for marketing, and nobody hears of a day that is as good as over. */
const FROM_HOUR = 8
const TO_HOUR = 21

/** What of a member's state an announcement asks for; the rest stays in the database. */
export const ANNOUNCEMENT_PARTS = [
  'state.number',
  'state.joinedAt',
  'state.consents',
  'state.memberships',
  'state.growth',
  'state.wallet.lots',
  'state.coupons',
  'state.vouchers',
  'state.privacy',
] as const

/** What has to be announced now, legal notices first. */
export function announcementsAt(release: Release, now: number): Announcement[] {
  return [...closingNotices(release, now), ...ofToday(release, now)]
}

/**
 * A closing is announced to all holders at once, and each day until the shop has closed to those who
 * came to hold something since, such as by a gift or a payment that was on its way.
 */
function closingNotices({ closing }: Release, now: number): Announcement[] {
  if (!closing) return []
  const until = startOfDay(addDays(closing.day, 1))
  if (now >= until) return []
  return [
    {
      id: `closing:${closing.day}:${closing.announcedAt}:${shanghaiDay(now)}`,
      flow: 'closing_notice',
      about: { id: null, amount: null, day: closing.day, title: `停业公告,退款请联系${closing.call}` },
      subject: `${closing.day}:${closing.announcedAt}`,
      until,
      again: true,
      concerns: holdsSomething,
    },
  ]
}

/** Member days and holidays of today, once their morning has come. */
function ofToday(release: Release, now: number): Announcement[] {
  const day = shanghaiDay(now)
  const from = startOfDay(day) + FROM_HOUR * HOUR_MS
  const until = startOfDay(day) + TO_HOUR * HOUR_MS
  if (now < from || now >= until) return []
  return [
    // A shop that closes invites nobody any more; a greeting asks for nothing (L6).
    ...(release.closing ? [] : memberDaysOn(release, day)).map(({ id, title, audience }): Announcement => ({
      id: `member_day:${id}:${day}`,
      flow: 'member_day',
      about: { id, amount: null, day, title },
      subject: `${id}:${day}`,
      again: false,
      until,
      concerns: (state, at) => mayHear(state, at) && admits(audience, state, release, at).admitted,
    })),
    ...holidaysOn(release, day).map(({ id, title, text }): Announcement => ({
      id: `holiday:${id}:${day}`,
      flow: 'holiday_care',
      about: { id, amount: null, day, title: text.length > 0 ? text : title },
      subject: `${id}:${day}`,
      again: false,
      until,
      concerns: mayHear,
    })),
  ]
}

/** Whether it is sent is decided when it is sent; who never agreed, or is a minor, isn't even written a row. */
function mayHear(state: MemberState, now: number): boolean {
  return state.joinedAt !== null && hasConsent(state, 'marketing') && !isMinor(state, now)
}

/** The one message of an announcement for one member. */
export function messageOf(
  { flow, subject, about, until }: Announcement,
  memberId: string,
): Extract<Due, { kind: 'message' }> {
  return {
    kind: 'message',
    key: `${flow}:${memberId}:${subject}`,
    owner: 'renewal',
    flow,
    memberId,
    about,
    until,
  }
}
