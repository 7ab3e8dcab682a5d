const DAY_MS = 24 * 60 * 60 * 1000
const SHANGHAI_MS = 8 * 60 * 60 * 1000

/** The calendar day in Shanghai so many days before (negative: after) the day of an instant. */
export function dayBeforeInstant(at: number, days: number): string {
  return new Date(at + SHANGHAI_MS - days * DAY_MS).toISOString().slice(0, 10)
}

/** A day moved by so many days, both `YYYY-MM-DD`. */
export function movedDay(day: string, days: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + days * DAY_MS).toISOString().slice(0, 10)
}

/** A month moved by so many months, both `YYYY-MM`. */
export function movedMonth(month: string, months: number): string {
  const [year = 0, number = 1] = month.split('-').map(Number)
  return new Date(Date.UTC(year, number - 1 + months, 1)).toISOString().slice(0, 7)
}
