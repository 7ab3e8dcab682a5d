const DAY_MS = 24 * 60 * 60 * 1000
/** Days are counted in Shanghai, whatever zone the phone is in. */
const SHANGHAI_MS = 8 * 60 * 60 * 1000

export interface RequestClock {
  /** Days from the request to the last day, and how many of them are gone. */
  total: number
  gone: number
  /** 0 on the last day, negative after it. */
  left: number
}

/** How far the time of a request has run: for display, the alarm itself comes from the back end. */
export function requestClock(requestedAt: number, by: string, now: number): RequestClock {
  const last = Date.parse(`${by}T00:00:00Z`) / DAY_MS
  const total = last - dayNumber(requestedAt)
  const left = last - dayNumber(now)
  return { total, gone: total - left, left }
}

/** `已过11天,还有4天`, in words that stay true on the last day and after it. */
export function clockWords({ gone, left }: RequestClock): string {
  if (left < 0) return `已超过期限${-left}天,请尽快办好`
  const passed = gone === 0 ? '今天提出' : `已过${gone}天`
  return left === 0 ? `${passed},今天是最后一天` : `${passed},还有${left}天`
}

function dayNumber(at: number): number {
  return Math.floor((at + SHANGHAI_MS) / DAY_MS)
}
