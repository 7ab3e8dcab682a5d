import { isRefusal } from '../contract/refusals'
import { emptyMember } from '../domain/new-member'
import { savingsLedger } from '../domain/savings'
import { usableNow } from '../domain/unused'
import { forPersons } from '../entry/handler'

/** 省钱账本: the sums live in the aggregate, so it is one read; beside them what can still be used (M083). */
export const savings = forPersons('membership.savings', async (_input, { backend, memberId, now }) => {
  const release = await backend.releases.current(now)
  if (isRefusal(release)) return release
  const member = (await backend.ledger.readMembers([memberId])).get(memberId)
  const state = member?.state ?? emptyMember(memberId, '')
  return { ...savingsLedger(state, now), usable: usableNow(state, release, now) }
})
