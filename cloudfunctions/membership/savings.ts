import { emptyMember } from '../domain/new-member'
import { savingsLedger } from '../domain/savings'
import { forPersons } from '../entry/handler'

/** 省钱账本: the sums live in the aggregate, so it is one read. */
export const savings = forPersons('membership.savings', async (_input, { backend, memberId, now }) => {
  const member = (await backend.ledger.readMembers([memberId])).get(memberId)
  return savingsLedger(member?.state ?? emptyMember(memberId, ''), now)
})
