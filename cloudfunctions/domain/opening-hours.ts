import { addDays, shanghaiDay, startOfDay } from './calendar'
import type { Release } from './release'

/** From the first branch's opening to the last one's closing, in ms after midnight; to the minute. */
export interface OpeningHours {
  readonly opens: number
  readonly closes: number
}

const MINUTE_MS = 60_000
const WRITTEN = /(\d{1,2})[:：](\d{2})\s*[-–—~～至到]\s*(\d{1,2})[:：](\d{2})/

/** Where no branch has written its hours: nine to nine. */
const USUAL: OpeningHours = { opens: 9 * 60 * MINUTE_MS, closes: 21 * 60 * MINUTE_MS }

/** As the branches have written them, such as 07:00–21:00; what can't be read counts as nine to nine. */
export function openingHours({ branches }: Pick<Release, 'branches'>): OpeningHours {
  const read = branches.flatMap(({ hours }) => {
    const match = WRITTEN.exec(hours)
    if (!match) return []
    const [, openHour, openMinute, closeHour, closeMinute] = match.map(Number)
    const opens = ((openHour ?? 0) * 60 + (openMinute ?? 0)) * MINUTE_MS
    const closes = ((closeHour ?? 0) * 60 + (closeMinute ?? 0)) * MINUTE_MS
    return opens < closes && closes <= 24 * 60 * MINUTE_MS ? [{ opens, closes }] : []
  })
  if (read.length === 0) return USUAL
  return {
    opens: Math.min(...read.map(({ opens }) => opens)),
    closes: Math.max(...read.map(({ closes }) => closes)),
  }
}

/** The instant at which so much opening time has passed since `from`. Epoch ms. */
export function afterOpenTime(from: number, ms: number, hours: OpeningHours): number {
  let left = ms
  for (let day = shanghaiDay(from); ; day = addDays(day, 1)) {
    const begins = Math.max(from, startOfDay(day) + hours.opens)
    const open = Math.max(0, startOfDay(day) + hours.closes - begins)
    if (left <= open) return begins + left
    left -= open
  }
}

/** Opening time between two instants, in ms. */
export function openTimeBetween(from: number, until: number, hours: OpeningHours): number {
  let sum = 0
  for (let day = shanghaiDay(from); startOfDay(day) < until; day = addDays(day, 1)) {
    const begins = Math.max(from, startOfDay(day) + hours.opens)
    const ends = Math.min(until, startOfDay(day) + hours.closes)
    sum += Math.max(0, ends - begins)
  }
  return sum
}

/** 07:00–21:00 */
export function hoursText({ opens, closes }: OpeningHours): string {
  return `${clock(opens)}–${clock(closes)}`
}

function clock(ms: number): string {
  const minutes = Math.floor(ms / MINUTE_MS)
  return `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`
}
