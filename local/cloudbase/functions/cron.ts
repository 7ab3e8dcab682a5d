/**
 * The platform's timer expression: seven fields `second minute hour day month week year`, always in
 * UTC+8; week 0 is Sunday; day and week together mean either of them. Names, `L`, `W` and `#` are
 * refused rather than guessed at.
 */
export interface Cron {
  /** The first firing after a moment (epoch ms), or null if there is none within eight years. */
  next(after: number): number | null
}

const SHANGHAI = 8 * 3_600_000
const DAY = 86_400_000
const FURTHEST_DAYS = 8 * 366

const FIELDS = [
  { name: 'second', least: 0, most: 59 },
  { name: 'minute', least: 0, most: 59 },
  { name: 'hour', least: 0, most: 23 },
  { name: 'day', least: 1, most: 31 },
  { name: 'month', least: 1, most: 12 },
  { name: 'week', least: 0, most: 6 },
  { name: 'year', least: 1970, most: 2099 },
] as const

/** Null stands for `*`: any value. */
type Values = readonly number[] | null

export function parseCron(expression: string): Cron {
  const parts = expression.trim().split(/\s+/)
  if (parts.length !== FIELDS.length) throw new Error(`a timer needs 7 fields: ${expression}`)
  const [second, minute, hour, day, month, week, year] = FIELDS.map((field, index) =>
    parseField(parts[index] ?? '', field),
  ) as [Values, Values, Values, Values, Values, Values, Values]
  const times = timesOfDay(hour, minute, second)

  function isFiringDay(start: number): boolean {
    const date = new Date(start)
    if (!has(year, date.getUTCFullYear()) || !has(month, date.getUTCMonth() + 1)) return false
    const byDay = has(day, date.getUTCDate())
    const byWeek = has(week, date.getUTCDay())
    return day !== null && week !== null ? byDay || byWeek : byDay && byWeek
  }

  return {
    next(after) {
      // Whole seconds on Shanghai's wall clock, as if it were UTC.
      const wall = Math.floor(after / 1000) * 1000 + SHANGHAI + 1000
      let start = Math.floor(wall / DAY) * DAY
      let from = wall - start
      for (let days = 0; days < FURTHEST_DAYS; days += 1, start += DAY, from = 0) {
        if (!isFiringDay(start)) continue
        const time = times(from)
        if (time !== null) return start + time - SHANGHAI
      }
      return null
    },
  }
}

/** The first allowed time of day at or after one, both in ms. */
function timesOfDay(hour: Values, minute: Values, second: Values): (from: number) => number | null {
  const hours = hour ?? range(0, 23)
  const minutes = minute ?? range(0, 59)
  const seconds = second ?? range(0, 59)
  return (from) => {
    const [h, m, s] = [
      Math.floor(from / 3_600_000),
      Math.floor(from / 60_000) % 60,
      Math.floor(from / 1000) % 60,
    ]
    for (const atHour of hours.filter((each) => each >= h)) {
      for (const atMinute of minutes.filter((each) => atHour > h || each >= m)) {
        const atSecond = seconds.find((each) => atHour > h || atMinute > m || each >= s)
        if (atSecond !== undefined) return ((atHour * 60 + atMinute) * 60 + atSecond) * 1000
      }
    }
    return null
  }
}

function parseField(text: string, field: { name: string; least: number; most: number }): Values {
  if (text === '*') return null
  const values = new Set<number>()
  for (const part of text.split(',')) {
    const match = /^(?:(\d+)(?:-(\d+))?|\*)(?:\/(\d+))?$/.exec(part)
    if (!match) throw new Error(`the timer's ${field.name} is not understood: ${text}`)
    const [, first, last, step] = match
    const from = first === undefined ? field.least : Number(first)
    const open = first === undefined || (last === undefined && step !== undefined)
    const to = open ? field.most : Number(last ?? first)
    const by = step === undefined ? 1 : Number(step)
    if (from < field.least || to > field.most || from > to || by < 1) {
      throw new Error(`the timer's ${field.name} is out of range: ${text}`)
    }
    for (let value = from; value <= to; value += by) values.add(value)
  }
  return [...values].sort((a, b) => a - b)
}

function has(values: Values, value: number): boolean {
  return values === null || values.includes(value)
}

function range(from: number, to: number): number[] {
  return Array.from({ length: to - from + 1 }, (_, index) => from + index)
}
