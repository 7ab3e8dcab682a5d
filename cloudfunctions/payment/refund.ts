import { isRefusal } from '../contract/refusals'
import type { Decision, Due, Facts } from '../domain/decision'
import type { MemberState } from '../domain/member'
import { decideRefund, quoteRefund, requestReview } from '../domain/refund'
import type { RefundableOrder, RefundContext } from '../domain/refund'
import { forPersons, type Scope } from '../entry/handler'
import { refundableOrder } from '../entry/refundable-order'
import { carryOutRefund } from './refunding'

type RefundState = 'refunding' | 'refunded' | 'manual' | 'review'

/**
 * The card, top-up or pack ends and the refund is due in one commit, decided in four calls; the
 * money follows, at once if it can, else by the timer through the outbox.
 */
export const refund = forPersons('payment.refund', async (input, scope) => {
  const { backend, memberId, now, deadline } = scope
  const { orderId } = input
  const found = await backend.orders.read(orderId)
  const release = await backend.releases.current(now)
  if (isRefusal(release)) return release
  const member = (await backend.ledger.readMembers([memberId])).get(memberId)
  const order = refundableOrder(found, memberId, member?.state)
  if (isRefusal(order)) return order
  const committed = await backend.ledger.commit<Facts>({
    memberId,
    member,
    operationId: input.operationId,
    command: 'payment.refund',
    actor: { role: 'member', memberId, branchId: null },
    input,
    now,
    deadline,
    decide: (state) => decide(state, order, input.refund, { release, now }),
  })
  if (isRefusal(committed)) return committed
  return { orderId, refund: input.refund, state: await carryOutDue(committed.entry.due, scope) }
})

/** The figure says which of the two was meant: what comes back now, or what a person may grant. */
function decide(
  state: MemberState,
  order: RefundableOrder,
  expected: number,
  context: RefundContext,
): Decision {
  const quote = quoteRefund(state, order, 'consumer', context)
  return !('ok' in quote) && quote.refund !== expected && quote.afterReview?.refund === expected
    ? requestReview(state, order, expected, context)
    : decideRefund(state, order, { cause: 'consumer', expected }, context)
}

/** Sends what is due on its way; the least finished of the parts says where the whole stands. */
export async function carryOutDue(dues: readonly Due[], scope: Scope): Promise<RefundState> {
  const states: RefundState[] = []
  for (const due of dues) {
    if (due.kind !== 'refund') continue
    const carried = await carryOutRefund(due, scope)
    states.push(
      carried?.state === 'succeeded'
        ? 'refunded'
        : carried?.state === 'manual' || carried?.state === 'review'
          ? carried.state
          : 'refunding',
    )
  }
  const order: readonly RefundState[] = ['review', 'refunding', 'manual']
  return order.find((state) => states.includes(state)) ?? 'refunded'
}
