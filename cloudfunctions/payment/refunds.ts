import { hasLeft } from '../domain/merging'
import { forPersons } from '../entry/handler'
import { refundProgress } from '../entry/refund-progress'

const MOST_SHOWN = 100

/**
 * A member's refunds with the day by which each must be carried out, the newest first: also those of
 * who was merged into them, but none of an account that was opened there since (M062).
 */
export const refunds = forPersons('payment.refunds', async (_input, { backend, memberId, now }) => {
  const member = (await backend.ledger.readMembers([memberId])).get(memberId)
  const mergedFrom = member?.state.mergedFrom ?? []
  const found = await backend.refunds.listOf([memberId, ...mergedFrom], MOST_SHOWN)
  const others = found.some((refund) => refund.memberId !== memberId)
  const former = others ? await backend.ledger.readMembers(mergedFrom) : null
  const own = found.filter((refund) => {
    const state = former?.get(refund.memberId)?.state
    return !state || hasLeft(state) || refund.createdAt <= (state.mergedAt ?? 0)
  })
  return { refunds: own.flatMap((refund) => refundProgress(refund, now)) }
})
