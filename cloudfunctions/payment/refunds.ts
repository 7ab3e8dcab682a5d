import { forPersons } from '../entry/handler'
import { refundProgress } from '../entry/refund-progress'

const MOST_SHOWN = 100

/** A member's refunds with the day by which each must be carried out, the newest first. */
export const refunds = forPersons('payment.refunds', async (_input, { backend, memberId, now }) => {
  const member = (await backend.ledger.readMembers([memberId])).get(memberId)
  const ids = [memberId, ...(member?.state.mergedFrom ?? [])]
  const found = await backend.refunds.listOf(ids, MOST_SHOWN)
  return { refunds: found.flatMap((refund) => refundProgress(refund, now)) }
})
