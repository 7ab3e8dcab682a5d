import type { Output } from '../contract'
import type { RefundBasis } from '../contract/refunds'
import type { Refund } from '../domain/order'
import { shanghaiDay } from '../domain/calendar'
import { refundAlarms, refundBy } from '../domain/refund-clock'
import { interestThrough } from '../domain/refund-interest'

export type RefundProgress = Output<'payment.refunds'>['refunds'][number]

const STATE: Readonly<Record<Exclude<Refund['state'], 'granted'>, RefundProgress['state']>> = {
  reserved: 'processing',
  processing: 'processing',
  manual: 'processing',
  abnormal: 'abnormal',
  review: 'review',
  succeeded: 'succeeded',
  refused: 'refused',
}

/** Where a refund stands; nothing for a request that became a refund of its own. */
export function refundProgress(refund: Refund, now: number): RefundProgress[] {
  const { _id, orderId, amount, state, asked, createdAt, finishedAt, byHand } = refund
  if (state === 'granted') return []
  const askedAt = asked?.at ?? createdAt
  const by = asked?.by ?? refundBy(createdAt)
  const open = state !== 'succeeded' && state !== 'refused'
  return [
    {
      refundId: _id,
      orderId,
      title: refund.title ?? '退款',
      amount,
      basis: basisOf(refund),
      channel: state === 'manual' || asked?.channel === 'manual' ? 'manual' : 'wechat',
      requestedAt: askedAt,
      state: STATE[state],
      by,
      alarm: open && refundAlarms({ askedAt, by }, now),
      finishedAt,
      note: byHand?.note ?? null,
      ...(refund.payerId === undefined ? {} : { toPayer: true as const }),
      ...interestWith(refund, now),
    },
  ]
}

/** Who transfers by hand sends the interest with it; WeChat's way it goes as a refund of its own. */
function interestWith({ state, asked, byHand, finishedAt }: Refund, now: number) {
  const terms = asked?.interest
  if (!terms || (state !== 'manual' && !byHand)) return {}
  return { interest: interestThrough(terms, shanghaiDay(finishedAt ?? now)) }
}

/** What goes back without being asked for says so by its reason. */
function basisOf({ asked, reason }: Refund): RefundBasis {
  if (asked) return asked.basis as RefundBasis
  return reason === 'perk_exhausted' ? 'perk_exhausted' : 'payment_returned'
}
