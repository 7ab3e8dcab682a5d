import { refuse } from '../contract/refusals'
import { breakEven, savedTotal } from '../domain/savings'
import { forPersons } from '../entry/handler'
import { openPayment, receiptSummary } from '../entry/views'

/** Asked each 2 s while the code is shown: one read, and an answer that is mostly empty. */
export const pulse = forPersons('membership.pulse', async ({ since }, { backend, memberId, now }) => {
  const member = (await backend.ledger.readMembers([memberId])).get(memberId)
  if (!member) return refuse('JOIN_REQUIRED')
  const { state, version } = member
  const changed = version > since
  const settled = state.receipts
    .filter((receipt) => receipt.state === 'settled')
    .sort((a, b) => b.at - a.at)[0]
  const latest =
    changed && settled
      ? { ...receiptSummary(settled), savedTotal: savedTotal(state), breakEven: breakEven(state, now) }
      : null
  return { version, now, latest, openPayment: openPayment(state, now) }
})
