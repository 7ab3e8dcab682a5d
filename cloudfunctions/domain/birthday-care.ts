import { derivedOperationId } from '../contract/operation-id'
import { refuse } from '../contract/refusals'
import { addDays, shanghaiDay, startOfDay } from './calendar'
import type { CareAccount, CareFacts } from './care-account'
import { birthdayIn } from './care-list'
import { issueCoupons, walletIsFull } from './coupon-issue'
import { issuedVersion } from './coupon-versions'
import type { Decision, Due } from './decision'
import type { MemberState } from './member'
import type { MemberStep, StepContext } from './member-steps'
import type { Release } from './release'

/**
 * A birthday is greeted once a year, whatever is entered when (M037, M104): who entered none hears
 * nothing. The year that was greeted and the day up to which birthdays were seen to are remembered.
 */

const GREETING_HOUR_MS = 9 * 3_600_000
/** A gift that comes late is better than none; a greeting that comes late is worse. */
const GIFT_LATE_MS = 7 * 86_400_000

/** At nine in the morning of the next birthday that nobody has seen to. */
export function birthdayMoments(state: MemberState): number[] {
  const day = nextBirthday(state)
  return day === null ? [] : [startOfDay(day) + GREETING_HOUR_MS]
}

export function birthdaySteps(state: MemberState, { release, now }: StepContext): MemberStep[] {
  const [moment] = birthdayMoments(state)
  if (moment === undefined || moment > now) return []
  return [
    {
      operationId: `birthday:${derivedOperationId(`birthday ${state.number} ${moment}`, moment)}`,
      command: 'renewal.birthdayCare',
      // Not the day itself: a digest of so few would tell it for ever.
      input: {},
      decide: (current) => greet(current, release, now),
    },
  ]
}

/** Whose birthday is entered now hears of the next one, today's included, and of none before. */
export function fromToday(care: CareAccount, now: number): CareAccount {
  const yesterday = addDays(shanghaiDay(now), -1)
  return { ...care, birthdaysThrough: latest(care.birthdaysThrough ?? yesterday, yesterday) }
}

/** The first birthday after those that were seen to; 29 February falls on the 28th in other years. */
function nextBirthday({ benefits, care, joinedAt }: MemberState): string | null {
  const { monthDay } = benefits.birthday
  if (monthDay === null || joinedAt === null) return null
  const after = care.birthdaysThrough ?? addDays(shanghaiDay(joinedAt), -1)
  const year = Number(after.slice(0, 4))
  const here = birthdayIn(year, monthDay)
  return here > after ? here : birthdayIn(year + 1, monthDay)
}

function greet(
  state: MemberState,
  release: Release,
  now: number,
): Decision<Extract<CareFacts, { kind: 'birthday_care' }>> {
  const day = nextBirthday(state)
  if (day === null || startOfDay(day) + GREETING_HOUR_MS > now) return refuse('NOT_FOUND')
  const year = Number(day.slice(0, 4))
  const terms = release.care?.birthday
  const isOpen = terms !== undefined && state.care.greetedYear !== year
  const given =
    isOpen && now < startOfDay(day) + GIFT_LATE_MS ? withGift(state, release, { year, now }) : null
  const greeted = isOpen && shanghaiDay(now) === day
  const { state: after, postings = [], lotId = null } = given ?? { state }
  return {
    ok: true,
    state: {
      ...after,
      care: {
        ...after.care,
        // A run that comes late skips the years between: nobody is greeted for last year.
        birthdaysThrough: latest(day, shanghaiDay(now - GIFT_LATE_MS)),
        greetedYear: greeted || given ? year : after.care.greetedYear,
      },
    },
    postings,
    facts: { kind: 'birthday_care', greeted, lotId, at: now },
    due: greeted ? [greeting(state, terms.text, { day, year })] : [],
  }
}

/** Once a year under the member's own key, so that two who merge can't hold two lots of one id. */
function withGift(state: MemberState, release: Release, { year, now }: { year: number; now: number }) {
  const templateId = release.care?.birthday?.templateId
  const version = templateId === undefined ? null : issuedVersion(release, templateId)
  if (!version || walletIsFull(state, now)) return null
  const key = `birthday-${year}-${state.number}`
  const issued = issueCoupons(state, { key, coupons: [{ version, count: 1 }], now })
  return { state: issued.state, postings: issued.postings, lotId: issued.lotIds[0] ?? null }
}

function greeting({ number }: MemberState, text: string, { day, year }: { day: string; year: number }): Due {
  return {
    kind: 'message',
    key: `birthday_care:${number}:${year}`,
    owner: 'renewal',
    flow: 'birthday_care',
    memberId: number,
    about: { id: null, amount: null, day: null, title: text },
    until: startOfDay(addDays(day, 1)),
  }
}

function latest(one: string, other: string): string {
  return one > other ? one : other
}
