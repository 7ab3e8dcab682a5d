/**
 * Days and months in Shanghai by integer arithmetic: China has had one fixed offset since 1992,
 * so neither the process time zone nor a time zone database has a say. Instants are epoch ms,
 * days `YYYY-MM-DD`, months `YYYY-MM`. Intervals are half-open.
 */

const DAY_MS = 86_400_000
const OFFSET_MS = 8 * 3_600_000

const MONTH_LENGTHS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]

/** The business day on which an instant falls. */
export function shanghaiDay(instant: number): string {
  return dayOf(Math.floor((instant + OFFSET_MS) / DAY_MS))
}

/** The month in which an instant falls. */
export function shanghaiMonth(instant: number): string {
  return shanghaiDay(instant).slice(0, 7)
}

/** The first instant of a day. */
export function startOfDay(day: string): number {
  return numberOf(day) * DAY_MS - OFFSET_MS
}

/** The day n days later, or earlier for a negative n. */
export function addDays(day: string, n: number): string {
  return dayOf(numberOf(day) + n)
}

/** A Monday, to count weekdays from. */
const MONDAY = '2024-01-01'

/** 1 Monday … 7 Sunday. */
export function weekdayOf(day: string): number {
  return (((daysBetween(MONDAY, day) % 7) + 7) % 7) + 1
}

/**
 * The corresponding day n months after the anchor, or the month's last day where there is none
 * (民法典 202). Always from the anchor: chained additions lose days for good after February.
 */
export function addMonths(anchorDay: string, n: number): string {
  const [year, month, date] = parts(anchorDay)
  const months = year * 12 + (month - 1) + n
  const targetYear = Math.floor(months / 12)
  const targetMonth = months - targetYear * 12 + 1
  return text(targetYear, targetMonth, Math.min(date, monthLength(targetYear, targetMonth)))
}

/** Days from a to b: positive when b is later. */
export function daysBetween(a: string, b: string): number {
  return numberOf(b) - numberOf(a)
}

/**
 * When a term of months that begins on the anchor ends: the corresponding day is still covered in
 * full, the start day comes free (民法典 201-203).
 */
export function endOfTerm(anchor: string, months: number): number {
  return startOfDay(addDays(addMonths(anchor, months), 1))
}

/** The last day that an interval ending (exclusively) at `end` covers: shown as 有效期至. */
export function lastDayOf(end: number): string {
  return shanghaiDay(end - 1)
}

/** Twelve months up to the present one, the oldest first. */
export function lastTwelveMonths(now: number): string[] {
  const first = `${shanghaiMonth(now)}-01`
  return Array.from({ length: 12 }, (_, index) => addMonths(first, index - 11).slice(0, 7))
}

/** True for a day that exists: 2027-02-29 does not. */
export function isDay(value: string): boolean {
  const match = /^(\d{4})-(\d{2})-(\d{2})$/.exec(value)
  if (!match) return false
  const month = Number(match[2])
  const date = Number(match[3])
  return month >= 1 && month <= 12 && date >= 1 && date <= monthLength(Number(match[1]), month)
}

function parts(day: string): [number, number, number] {
  if (!isDay(day)) throw new RangeError(`not a day: ${day}`)
  return [Number(day.slice(0, 4)), Number(day.slice(5, 7)), Number(day.slice(8, 10))]
}

function monthLength(year: number, month: number): number {
  const leap = month === 2 && year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0)
  return leap ? 29 : (MONTH_LENGTHS[month - 1] ?? 0)
}

function text(year: number, month: number, date: number): string {
  return `${String(year).padStart(4, '0')}-${String(month).padStart(2, '0')}-${String(date).padStart(2, '0')}`
}

/** Days since 1970-01-01 of a civil date; years begin in March so that the leap day comes last. */
function numberOf(day: string): number {
  const [year, month, date] = parts(day)
  const y = month <= 2 ? year - 1 : year
  const era = Math.floor(y / 400)
  const yearOfEra = y - era * 400
  const dayOfYear = Math.floor((153 * (month + (month > 2 ? -3 : 9)) + 2) / 5) + date - 1
  const dayOfEra = yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear
  return era * 146_097 + dayOfEra - 719_468
}

function dayOf(number: number): string {
  const z = number + 719_468
  const era = Math.floor(z / 146_097)
  const dayOfEra = z - era * 146_097
  const yearOfEra = Math.floor(
    (dayOfEra -
      Math.floor(dayOfEra / 1460) +
      Math.floor(dayOfEra / 36_524) -
      Math.floor(dayOfEra / 146_096)) /
      365,
  )
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100))
  const shifted = Math.floor((5 * dayOfYear + 2) / 153)
  const month = shifted < 10 ? shifted + 3 : shifted - 9
  const year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
  return text(year, month, dayOfYear - Math.floor((153 * shifted + 2) / 5) + 1)
}

/** A day as `12月22日`, with its year if it is not the year of `at`: the table is read years later, too. */
export function dayWords(day: string, at: number): string {
  const [year, month, date] = day.split('-').map(Number)
  const words = `${month}月${date}日`
  return shanghaiDay(at).startsWith(`${year}-`) ? words : `${year}年${words}`
}
