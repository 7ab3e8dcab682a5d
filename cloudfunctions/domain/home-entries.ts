import type { HomeEntries } from '../contract/home-entries'
import { addDays, shanghaiDay } from './calendar'
import { dayViews } from './day-coupons'
import { openEvents } from './event-views'
import { placeAt, whyNotSignUp } from './event-places'
import { heldBenefitViews, lockedBenefitViews } from './benefit-views'
import { saleDay } from './flash-sales'
import type { MemberState } from './member'
import { pointsViewOf } from './point-views'
import { isRunning } from './prize-draws'
import { invitesFriends } from './referral-words'
import type { Release } from './release'
import { hasUnread } from './message-ledger'
import { unansweredTerms } from './service-terms'
import { minutesForRank } from './support'
import { isOpen } from './vouchers'

/** What of the shop's programme has something for this member now. */
export function homeEntries(state: MemberState, release: Release, now: number): HomeEntries {
  const { flashSales = [], polls = [], draws = [] } = release.participation ?? {}
  const held = heldBenefitViews(state, release, now)
  const usable = held.filter(({ left, gate }) => left !== 0 && (gate?.missing ?? 0) === 0)
  const knowsBenefits = held.length > 0 || lockedBenefitViews(state, release, now).length > 0
  return {
    benefits: knowsBenefits ? usable.length : null,
    vouchers: state.vouchers.filter((voucher) => isOpen(voucher, now)).length,
    flashSales: flashSales.filter((sale) => saleDay(sale, now) !== null).length,
    polls: polls.filter((poll) => isRunning(poll, now)).length,
    draws: draws.filter((draw) => isRunning(draw, now)).length,
    points: pointsViewOf(state, release, now)?.available ?? null,
    questions: minutesForRank(release, 0) !== null,
    ...(release.events ? { events: eventsFor(state, release, now) } : {}),
    ...nearMemberDay(state, release, now),
    invitations: invitesFriends(release),
    ...newTerms(state, release),
    unread: hasUnread(state),
  }
}

function newTerms(state: MemberState, release: Release): Pick<HomeEntries, 'newTerms'> {
  const terms = unansweredTerms(state, release)
  return terms ? { newTerms: { title: terms.title, summary: terms.summary ?? null } } : {}
}

/** Events that the member can still sign up for, or has signed up for. */
function eventsFor(state: MemberState, release: Release, now: number): number {
  return openEvents(release, now).filter(
    ({ id: eventId }) =>
      placeAt(state, eventId) !== null ||
      whyNotSignUp(state, { operationId: '', eventId, release, now }) === null,
  ).length
}

/** A member day further away than a week is no news, and a shop that closes invites nobody (L6). */
const NEAR_DAYS = 7

function nearMemberDay(state: MemberState, release: Release, now: number): Pick<HomeEntries, 'memberDay'> {
  if (release.closing) return {}
  const until = addDays(shanghaiDay(now), NEAR_DAYS)
  const next = dayViews(state, release, now).find(
    ({ occasion, admission, day }) => occasion === 'member_day' && admission.admitted && day <= until,
  )
  return next ? { memberDay: { title: next.title, day: next.day, running: next.running } } : {}
}
