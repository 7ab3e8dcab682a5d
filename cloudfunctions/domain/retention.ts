import { account, transfer } from './balances'
import type { Posting } from './decision'
import type { Membership, Period } from './member'

/**
 * What leaves the aggregate, so that it stays small for ever. The journal keeps all of it: what
 * leaves with a balance is closed by postings, so that the fold still equals the state.
 */

const DAY_MS = 86_400_000

/** WeChat Pay gives money back for 365 days (L11): a month later no question can touch a period. */
const PERIOD_KEPT_MS = 400 * DAY_MS

/** A membership or period that ended this long ago leaves; the last membership always stays. */
export function forgetOldMemberships(
  memberships: readonly Membership[],
  now: number,
): { memberships: Membership[]; postings: Posting[] } {
  const postings: Posting[] = []
  const closePeriod = (period: Period) =>
    postings.push(...transfer('period_saving', account.period(period.orderId), 'shop/periods', period.saved))
  const kept: Membership[] = []
  const isOld = ({ endsAt }: { endsAt: number }) => endsAt + PERIOD_KEPT_MS <= now
  const lastOpened = memberships.reduce((latest, { startsAt }) => Math.max(latest, startsAt), 0)
  for (const membership of memberships) {
    if (isOld(membership) && membership.startsAt < lastOpened) {
      membership.periods.forEach(closePeriod)
      postings.push(
        ...transfer('card_months', account.months(membership.id), 'shop/months', membership.months),
      )
      continue
    }
    const periods = membership.periods.filter((period, index) => {
      const leaves = isOld(period) && index < membership.periods.length - 1
      if (leaves) closePeriod(period)
      return !leaves
    })
    kept.push(periods.length === membership.periods.length ? membership : { ...membership, periods })
  }
  return { memberships: kept, postings }
}
