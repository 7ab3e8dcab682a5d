import { refuse } from '../contract/refusals'
import { forPersons } from '../entry/handler'
import { withHousehold } from '../entry/household-receipts'
import { receiptView } from '../entry/views'

export const receipt = forPersons('membership.receipt', async ({ receiptId }, { backend, memberId, now }) => {
  const member = (await backend.ledger.readMembers([memberId])).get(memberId)
  if (!member) return refuse('RECEIPT_NOT_FOUND')
  const found = await backend.journal.receipt(member, receiptId)
  if (found) return receiptView(found, await backend.journal.returnedOf(member, found, now))
  const { holder } = await withHousehold(member, backend)
  if (!holder) return refuse('RECEIPT_NOT_FOUND')
  const bought = await backend.journal.receipt(holder.document, receiptId)
  return bought?.by === holder.helper.memberId
    ? receiptView(bought, await backend.journal.returnedOf(holder.document, bought, now))
    : refuse('RECEIPT_NOT_FOUND')
})
