import { isRefusal } from '../contract/refusals'
import { shanghaiDay } from '../domain/calendar'
import {
  daysSince,
  DEFAULT_CHURN_DAYS,
  holdings,
  isListed,
  listedAfterDays,
  listedBefore,
} from '../domain/churn'
import { hasConsent } from '../domain/joining'
import type { MemberState } from '../domain/member'
import { cardView, currentMembership } from '../domain/membership'
import type { Release } from '../domain/release'
import { visitRhythm } from '../domain/visits'
import { forStaff } from '../entry/handler'
import { maskedName } from '../entry/views'

const PAGE = 50

/** Who has not ordered for longer than usual, found by the day of the last order (M094). */
export const churn = forStaff('operations.churn', {
  branch: () => null,
  prepare: () => ({ memberIds: [], prepared: null }),
  async run({ before }, { backend, now }) {
    const release = await backend.releases.current(now)
    if (isRefusal(release)) return release
    const settings = release.settings?.winBack?.churn
    const found = await backend.returningReports.lastHereBefore({
      at: listedBefore(settings, now),
      after: before ? { at: before.at, memberId: before.memberNumber } : null,
      limit: PAGE,
    })
    const last = found.at(-1)
    return {
      asOf: now,
      days: settings?.days ?? DEFAULT_CHURN_DAYS,
      cycleTenths: settings?.cycleTenths ?? null,
      rows: found
        .filter((state) => state.joinedAt !== null && isListed(state, settings, now))
        .map((state) => rowOf(state, release, now)),
      next:
        typeof last?.returning.lastVisitAt === 'number' && found.length === PAGE
          ? { at: last.returning.lastVisitAt, memberNumber: last.number }
          : null,
    }
  },
})

/** A masked name and number: whoever calls finds the rest at the counter (L9). */
function rowOf(state: MemberState, release: Release, now: number) {
  const lastVisitAt = state.returning.lastVisitAt ?? 0
  const card = currentMembership(state, now)
  return {
    memberNumber: state.number,
    displayName: maskedName(state),
    maskedPhone: state.profile.maskedPhone,
    lastOrder: shanghaiDay(lastVisitAt),
    daysSince: daysSince(lastVisitAt, now),
    everyDays: visitRhythm(state),
    listedAfterDays: listedAfterDays(state, release.settings?.winBack?.churn),
    holds: { card: card ? cardView(card, release, now).planName : null, ...holdings(state, now) },
    marketing: hasConsent(state, 'marketing'),
  }
}
