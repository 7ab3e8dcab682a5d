import type { CareProgramme } from '../contract/care'
import { addDays, dayWords, daysBetween, isDay, lastDayOf, shanghaiDay, startOfDay } from './calendar'
import { hasTerm } from './family'
import { hasConsent } from './joining'
import type { MemberState } from './member'
import { isMinor } from './minors'
import { isLive } from './renewal-plan'

/**
 * Whom a person greets through WeCom (M104): the shop prepares the words, the staff sends them one by
 * one. A birthday and a long absence are marketing and need the member's consent; that a card ends is
 * about what the member holds.
 */
export type CareReason = 'birthday' | 'card_ending' | 'absent'

export interface CareItem {
  /** Deterministic: one for a member, a reason and its year, end or visit. */
  readonly careId: string
  readonly memberId: string
  /** Where the member was last; null: nowhere yet. */
  readonly branchId: string | null
  readonly reason: CareReason
  /** The card's last day or the last visit; null: the birthday, which is kept with the member alone (L9). */
  readonly day: string | null
  /** The last day on which greeting makes sense. */
  readonly through: string
}

/** A birthday and a card's end are seen a week before. */
const AHEAD_DAYS = 7
/** No visit for so long, between the message of a month and that of two (M094, M095). */
const ABSENT_DAYS = 45
/** Days in which an item is still made, should the job have missed its first one. */
const SLACK_DAYS = 2
/** For how long an absent member stays on the list. */
const ABSENT_SHOWN_DAYS = 14
/** A card of fewer days needs no farewell. */
const SHORTEST_CARD_DAYS = 20

/** What of a member's state the list asks for. */
export const CARE_LIST_PARTS = [
  'state.number',
  'state.joinedAt',
  'state.consents',
  'state.memberships',
  'state.contracts',
  'state.benefits.birthday',
  'state.receipts',
  'state.privacy',
] as const

/** Who of this page is to be greeted from today on. Alike in every run of a day. */
export function careItems(state: MemberState, now: number): CareItem[] {
  if (state.joinedAt === null) return []
  const visit = lastVisit(state)
  const base = { memberId: state.number, branchId: visit?.branchId ?? null }
  const wished = hasConsent(state, 'marketing') && !isMinor(state, now)
  return [
    ...(wished ? birthdayItem(state, now) : []),
    ...endingItem(state, now),
    ...(wished && visit ? absentItem(visit.at, now) : []),
  ].map(({ subject, ...item }) => ({
    ...base,
    ...item,
    careId: `${item.reason}:${state.number}:${subject}`,
  }))
}

/**
 * Whether a row still stands for this member, and for which day: who withdrew the consent, took the
 * birthday out or has closed the account is greeted no more.
 */
export function standingDay(
  { reason, day }: Pick<CareItem, 'reason' | 'day'>,
  state: MemberState,
  now: number,
): string | null {
  if (state.joinedAt === null) return null
  if (reason === 'card_ending') return day
  if (!hasConsent(state, 'marketing') || isMinor(state, now)) return null
  return reason === 'birthday' ? comingBirthday(state, now) : day
}

type Found = Pick<CareItem, 'reason' | 'day' | 'through'> & { readonly subject: string }

function birthdayItem(state: MemberState, now: number): Found[] {
  const today = shanghaiDay(now)
  const day = comingBirthday(state, now)
  if (day === null) return []
  const ahead = daysBetween(today, day)
  if (ahead > AHEAD_DAYS || ahead < AHEAD_DAYS - SLACK_DAYS) return []
  // One a year, whatever is entered since (M037); its last day tells the birthday of nobody.
  const through = addDays(today, AHEAD_DAYS)
  return [{ reason: 'birthday', day: null, through, subject: day.slice(0, 4) }]
}

/** Today's or the next one; null for who entered none. */
function comingBirthday({ benefits }: MemberState, now: number): string | null {
  const { monthDay } = benefits.birthday
  if (monthDay === null) return null
  const today = shanghaiDay(now)
  const year = Number(today.slice(0, 4))
  return [year, year + 1].map((one) => birthdayIn(one, monthDay)).find((one) => one >= today) ?? null
}

function endingItem({ memberships, contracts }: MemberState, now: number): Found[] {
  const last = memberships
    .filter(hasTerm)
    .reduce<(typeof memberships)[number] | null>(
      (latest, one) => (one.endsAt > (latest?.endsAt ?? 0) ? one : latest),
      null,
    )
  if (!last || contracts.some(isLive)) return []
  const day = lastDayOf(last.endsAt)
  const ahead = daysBetween(shanghaiDay(now), day)
  if (ahead > AHEAD_DAYS || ahead < AHEAD_DAYS - SLACK_DAYS) return []
  if (daysBetween(shanghaiDay(last.startsAt), day) < SHORTEST_CARD_DAYS) return []
  return [{ reason: 'card_ending', day, through: day, subject: String(last.endsAt) }]
}

function absentItem(visitedAt: number, now: number): Found[] {
  const day = shanghaiDay(visitedAt)
  const away = daysBetween(day, shanghaiDay(now))
  if (away < ABSENT_DAYS || away > ABSENT_DAYS + SLACK_DAYS) return []
  const through = addDays(day, ABSENT_DAYS + ABSENT_SHOWN_DAYS)
  return [{ reason: 'absent', day, through, subject: String(visitedAt) }]
}

/** The last receipt that stands; the newest ones never leave the state. */
function lastVisit({ receipts }: MemberState): { at: number; branchId: string } | null {
  return receipts.reduce<{ at: number; branchId: string } | null>(
    (latest, { state, at, branchId }) =>
      state === 'settled' && at > (latest?.at ?? 0) ? { at, branchId } : latest,
    null,
  )
}

/** The birthday of a year; 29 February falls on the 28th in the others. */
export function birthdayIn(year: number, monthDay: string): string {
  const day = `${year}-${monthDay}`
  return isDay(day) ? day : `${year}-02-28`
}

/** Why somebody is on the list, with its day. */
export function careDetail(
  { reason, day }: { readonly reason: CareReason; readonly day: string },
  now: number,
): string {
  const words = dayWords(day, now)
  switch (reason) {
    case 'birthday':
      return `${words}生日`
    case 'card_ending':
      return `会员卡${words}到期`
    case 'absent':
      return `上次到店${words},已${daysBetween(day, shanghaiDay(now))}天`
  }
}

/** The text to copy, in the owner's words of today. */
export function careText(
  { reason, day }: { readonly reason: CareReason; readonly day: string },
  texts: NonNullable<CareProgramme['careList']>,
  now: number,
): string {
  const text = { birthday: texts.birthdayText, card_ending: texts.cardEndingText, absent: texts.absentText }
  return text[reason].replaceAll('{day}', dayWords(day, now))
}

/** Names the walk that fills the list of a day. */
export function careListWalk(now: number): string {
  return `care_list:${shanghaiDay(now)}`
}

/** Each day from eight in the morning on. Epoch ms. */
export function careListOpensAt(now: number): number {
  return startOfDay(shanghaiDay(now)) + 8 * 3_600_000
}
