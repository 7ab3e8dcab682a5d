import { addDays, shanghaiDay, startOfDay } from './calendar'
import type { Granted, Granting } from './delivery-grants'
import type { MemberState, Period } from './member'

/** WeChat gives money back for 365 days: the difference is settled well before that (L11). */
const SETTLED_BY_DAY = 350

/** Epoch ms: at the end of the period, or when the 350th day after the payment begins. */
export function guaranteeSettleBy(period: Pick<Period, 'boughtAt' | 'endsAt'>): number {
  return Math.min(period.endsAt, startOfDay(addDays(shanghaiDay(period.boughtAt), SETTLED_BY_DAY)))
}

/**
 * The promise to refund the difference becomes a contract of this period, with the share that it
 * was sold with (M047). A trial and a card that is paid by what it saved have nothing to refund.
 */
export function withGuarantee(state: MemberState, { order, terms }: Granting): Granted {
  const { guarantee } = terms
  const paysNothing = order.as === 'trial' || order.as === 'as_saved'
  if (!guarantee || paysNothing) return { state, postings: [], due: [] }
  const promised = (period: Period): Period => ({
    ...period,
    guarantee: {
      basisPoints: guarantee.basisPoints,
      settleBy: guaranteeSettleBy(period),
      settledAt: null,
      refunded: null,
    },
  })
  return {
    state: {
      ...state,
      memberships: state.memberships.map((membership) =>
        membership.periods.some(({ orderId }) => orderId === order.orderId)
          ? {
              ...membership,
              periods: membership.periods.map((period) =>
                period.orderId === order.orderId ? promised(period) : period,
              ),
            }
          : membership,
      ),
    },
    postings: [],
    due: [],
  }
}
