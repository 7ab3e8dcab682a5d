import type { PeakOffer, ReturningAccount } from './returning-account'

const REMEMBERED = 6

/**
 * Both people's together (M062): one rhythm of visits, every choice and every gift. What one of them
 * was told of is not told again, so the mark that says how far somebody looked is the later one.
 */
export function mergedReturning(
  own: ReturningAccount,
  other: ReturningAccount | undefined,
): ReturningAccount {
  if (!other) return own
  const visits = [...own.visits, ...other.visits].sort((a, b) => a - b).slice(-REMEMBERED)
  const lastVisitAt = visits.at(-1) ?? null
  return {
    visits,
    lastVisitAt,
    lookedThrough: Math.max(own.lookedThrough, other.lookedThrough),
    left: [...own.left, ...other.left],
    quiet: [own.quiet, other.quiet].find((quiet) => quiet?.since === lastVisitAt) ?? null,
    peak: newer(own.peak, other.peak),
    gifts: [...own.gifts, ...other.gifts].sort((a, b) => a.at - b.at).slice(-REMEMBERED),
  }
}

function newer(one: PeakOffer | null, other: PeakOffer | null): PeakOffer | null {
  if (!one || !other) return one ?? other
  return other.at > one.at ? other : one
}
