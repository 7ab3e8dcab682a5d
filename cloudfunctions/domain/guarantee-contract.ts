import { addDays, addMonths, endOfTerm, shanghaiDay, startOfDay } from './calendar'
import type { Granted, Granting } from './delivery-grants'
import type { MemberState, Period } from './member'

/** WeChat gives money back for 365 days: the difference is settled well before that (L11). */
const SETTLED_BY_DAY = 350
/** What was promised is one year: bonus months come on top of it. */
const WINDOW_MONTHS = 12

/**
 * Epoch ms: at the end of the period or of its first year, or when the 350th day after the payment
 * begins. Only a period that begins more than a month after its payment has its whole window: on day
 * 350 nobody could have saved with it, so its difference is transferred by hand (L11).
 */
export function guaranteeSettleBy(
  period: Pick<Period, 'boughtAt' | 'endsAt'> & { readonly startsAt?: number },
): number {
  const { boughtAt, startsAt = boughtAt, endsAt } = period
  const paidOn = shanghaiDay(boughtAt)
  const windowEnd = Math.min(endsAt, endOfTerm(shanghaiDay(startsAt), WINDOW_MONTHS))
  if (shanghaiDay(startsAt) > addMonths(paidOn, 1)) return windowEnd
  return Math.min(windowEnd, startOfDay(addDays(paidOn, SETTLED_BY_DAY)))
}

/** A period that moved to other days, with the day by which its difference is settled. */
export function withGuaranteeMoved(period: Period): Period {
  return period.guarantee
    ? { ...period, guarantee: { ...period.guarantee, settleBy: guaranteeSettleBy(period) } }
    : period
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
