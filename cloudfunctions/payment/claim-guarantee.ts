import { isRefusal } from '../contract/refusals'
import { claimGuarantee as decideClaim } from '../domain/guarantee-settlement'
import { forPersons } from '../entry/handler'
import { commitForPerson } from '../entry/person-commit'
import { carryOutDue } from './refund'

/** Within the last month the member takes the difference at once; the card ends with it. */
export const claimGuarantee = forPersons('payment.claimGuarantee', async (input, scope) => {
  const { backend, now } = scope
  const { orderId, refund: expected } = input
  const release = await backend.releases.current(now)
  if (isRefusal(release)) return release
  const committed = await commitForPerson('payment.claimGuarantee', input, scope, (state) =>
    decideClaim(state, { orderId, expected, release, now }),
  )
  if (isRefusal(committed)) return committed
  const state = await carryOutDue(committed.entry.due, scope)
  return { orderId, refund: committed.entry.facts.amount, state: state === 'review' ? 'manual' : state }
})
