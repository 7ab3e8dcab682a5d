import { refuse } from '../contract/refusals'
import { forPersons } from '../entry/handler'
import { receiptView } from '../entry/views'

export const receipt = forPersons('membership.receipt', async ({ receiptId }, { backend, memberId }) => {
  const member = (await backend.ledger.readMembers([memberId])).get(memberId)
  const found = member && (await backend.journal.receipt(member, receiptId))
  return found ? receiptView(found) : refuse('RECEIPT_NOT_FOUND')
})
