import { forPersons } from '../entry/handler'
import { receiptSummary } from '../entry/views'

const PAGE = 20

export const receipts = forPersons('membership.receipts', async (input, { backend, memberId }) => {
  const member = (await backend.ledger.readMembers([memberId])).get(memberId)
  if (!member) return { receipts: [], next: null }
  const page = await backend.journal.receiptsOf(member, {
    before: input.before ?? null,
    month: input.month ?? null,
    limit: PAGE,
  })
  return { receipts: page.receipts.map(receiptSummary), next: page.next }
})
