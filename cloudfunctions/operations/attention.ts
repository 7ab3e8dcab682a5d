import { isRefusal } from '../contract/refusals'
import { addDays, shanghaiDay } from '../domain/calendar'
import type { Order, Refund } from '../domain/order'
import { forStaff } from '../entry/handler'
import { standingFaults } from '../entry/message-faults'
import { refundProgress } from '../entry/refund-progress'
import { disputedOf } from './disputed-statements'
import { lateJobsOf } from './late-jobs'

const DAYS = 14
const MOST_COUNTED = 200
/** A report is on its way for an hour; later, or after a failure, a person should know (L16). */
const REPORTED_WITHIN_MS = 3_600_000
/** What neither WeChat nor a timer brings to its end. */
const BY_HAND: readonly Refund['state'][] = ['review', 'manual', 'abnormal']

/** What of the shop's money waits for its owner, counted up to 200 of each kind. */
export const attention = forStaff('operations.attention', {
  branch: () => null,
  prepare: () => ({ memberIds: [], prepared: null }),
  async run(_input, { backend, now, clerk }) {
    const release = await backend.releases.current(now)
    if (isRefusal(release)) return release
    const today = shanghaiDay(now)
    const days = Array.from({ length: DAYS }, (_, index) => addDays(today, -1 - index))
    const [refunds, compared, unreported, disputed, awaited, faults] = await Promise.all([
      backend.refunds.open(MOST_COUNTED),
      backend.reconciliations.readMany(days),
      backend.orders.unreportedBy(Number.MAX_SAFE_INTEGER, MOST_COUNTED),
      disputedOf(backend, release),
      backend.outbox.waiting('badge_reward', MOST_COUNTED),
      standingFaults(backend, release, now),
    ])
    const lateJobs = await lateJobsOf(backend, {
      release,
      claimedAt: clerk.state.staff?.since ?? 0,
      compared: new Set(compared.map(({ _id }) => _id)),
      now,
    })
    const different = compared.filter(({ state }) => state === 'different').map(({ _id }) => _id)
    return {
      asOf: now,
      refunds: refunds.filter(({ state }) => BY_HAND.includes(state)).length,
      refundAlarms: refunds.flatMap((refund) => refundProgress(refund, now)).filter(({ alarm }) => alarm)
        .length,
      differentDays: days.filter((day) => different.includes(day)),
      unreportedOrders: unreported.filter((order) => isOverdue(order, now)).length,
      disputes: disputed.length,
      rewardsAwaited: awaited.length,
      refusedTemplates: faults.length,
      lateJobs,
    }
  },
})

function isOverdue({ paidAt, createdAt, shipping }: Order, now: number): boolean {
  return (shipping?.attempts ?? 0) > 0 || (paidAt ?? createdAt) + REPORTED_WITHIN_MS <= now
}
