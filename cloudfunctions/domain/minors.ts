import { isDay, shanghaiDay } from './calendar'
import type { MemberState } from './member'

/**
 * Who is under 18 by the birthday that they declared (未成年人网络保护条例 24, PIPL 31). Nobody has to
 * declare one. The year is never kept: of a minor only the day on which they come of age.
 */

const OF_AGE = 18
/** Below it nothing of the person is processed without a guardian's consent (PIPL 31). */
const GUARDIAN_AGE = 14

/** True until the day on which the person comes of age: no marketing, a cap on top-ups (L9). */
export function isMinor({ privacy }: Pick<MemberState, 'privacy'>, now: number): boolean {
  const until = privacy.minorUntil ?? null
  return until !== null && shanghaiDay(now) < until
}

/** What is kept of a declared birthday. */
export interface DeclaredBirthday {
  /** `MM-DD`; null for who is under 14: it is not kept. */
  readonly monthDay: string | null
  /** From this day on the person is of age; null for who is. */
  readonly minorUntil: string | null
}

/**
 * What may be kept of a birthday with its year. Of who is under 14 the day isn't kept, and the end
 * of minority only to the year, so that nothing leads back to it. Null: not a day, or one to come.
 */
export function declaredBirthday(birthday: string, now: number): DeclaredBirthday | null {
  if (!isDay(birthday) || birthday > shanghaiDay(now)) return null
  const monthDay = birthday.slice(5)
  if (ageOn(birthday, now) >= OF_AGE) return { monthDay, minorUntil: null }
  const year = Number(birthday.slice(0, 4)) + OF_AGE
  if (ageOn(birthday, now) < GUARDIAN_AGE) return { monthDay: null, minorUntil: `${year + 1}-01-01` }
  return { monthDay, minorUntil: comingOfAge(year, monthDay) }
}

/** Full years; who is born on 29 February has a birthday on 1 March in other years. */
function ageOn(birthday: string, now: number): number {
  const today = shanghaiDay(now)
  const years = Number(today.slice(0, 4)) - Number(birthday.slice(0, 4))
  return today.slice(5) < birthday.slice(5) ? years - 1 : years
}

function comingOfAge(year: number, monthDay: string): string {
  const day = `${year}-${monthDay}`
  return isDay(day) ? day : `${year}-03-01`
}
