const WINDOW_MS = 60_000
const MOST_CALLS = 600
const MOST_CALLERS = 5_000

export interface CallLimiter {
  /** Counts the call; false once the caller has made too many within the minute. */
  admits(caller: string, now: number): boolean
}

/**
 * Bounds what one person can cost (quality.md section 5, cost attacks). It counts within one
 * instance only: it needs no database call, and a person's calls mostly meet the same instance.
 */
export function callLimiter(): CallLimiter {
  let windowStart = 0
  let counts = new Map<string, number>()
  return {
    admits(caller, now) {
      if (now - windowStart >= WINDOW_MS || now < windowStart || counts.size > MOST_CALLERS) {
        windowStart = now
        counts = new Map()
      }
      const count = (counts.get(caller) ?? 0) + 1
      counts.set(caller, count)
      return count <= MOST_CALLS
    },
  }
}
