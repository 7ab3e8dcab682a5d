const DAY_MS = 86_400_000
const SHANGHAI_MS = 8 * 3_600_000

/** The Shanghai day so many days after a moment, as `YYYY-MM-DD`: a suggestion for a field. */
export function dayAfter(now: number, days: number): string {
  return new Date(now + SHANGHAI_MS + days * DAY_MS).toISOString().slice(0, 10)
}
