import { placeBack } from './appointments'
import { whichBenefit } from './held-benefits'
import type { MemberState } from './member'
import type { Revoked, Revoking } from './refund-revocations'

/** With a card its booked appointments end and what was still to be prepared for it (M029, M031). */
export function endBenefits(state: MemberState, { orderId, release, now }: Revoking): Revoked {
  const periods = state.memberships.flatMap((membership) => membership.periods)
  const planOf = (versionId: string) => release.versions[versionId]?.planId
  const ended = periods.find((period) => period.orderId === orderId)
  const planId = ended && planOf(ended.versionId)
  const isCovered = (at: number) =>
    periods.some(
      (period) =>
        period.orderId !== orderId &&
        period.refunded === 0 &&
        planOf(period.versionId) === planId &&
        period.endsAt > at,
    )
  const cancelled = state.benefits.appointments.filter(
    ({ benefitKey, state: at, at: instant }) =>
      at === 'booked' &&
      instant > now &&
      planId !== undefined &&
      whichBenefit(benefitKey).planId === planId &&
      !isCovered(instant),
  )
  const tasks = state.benefits.tasks.filter((task) => task.orderId !== orderId)
  if (cancelled.length === 0 && tasks.length === state.benefits.tasks.length)
    return { state, postings: [], due: [], deductions: [], ends: [] }
  return {
    state: {
      ...state,
      benefits: {
        ...state.benefits,
        tasks,
        appointments: state.benefits.appointments.map((one) =>
          cancelled.includes(one) ? { ...one, state: 'cancelled' as const } : one,
        ),
      },
    },
    postings: [],
    due: cancelled.map(placeBack),
    deductions: [],
    ends: cancelled.map(({ title }) => `${title}的预约`),
  }
}
