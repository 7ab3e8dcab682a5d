import { refuse } from '../contract/refusals'
import { forPersons } from '../entry/handler'
import { withHousehold } from '../entry/household-receipts'
import { receiptView } from '../entry/views'

export const receipt = forPersons('membership.receipt', async ({ receiptId }, { backend, memberId }) => {
  const member = (await backend.ledger.readMembers([memberId])).get(memberId)
  const found = member && (await backend.journal.receipt(member, receiptId))
  if (found || !member) return found ? receiptView(found) : refuse('RECEIPT_NOT_FOUND')
  const { holder } = await withHousehold(member, backend)
  if (!holder) return refuse('RECEIPT_NOT_FOUND')
  const bought = await backend.journal.receipt(holder.document, receiptId)
  return bought?.by === holder.helper.memberId ? receiptView(bought) : refuse('RECEIPT_NOT_FOUND')
})
