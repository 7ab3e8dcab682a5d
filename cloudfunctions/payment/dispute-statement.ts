import { isRefusal } from '../contract/refusals'
import { disputeStatement as dispute } from '../domain/saved-statements'
import { forPersons } from '../entry/handler'
import { commitForPerson } from '../entry/person-commit'

/** Within 24 hours: a person looks before anything is charged (M050). The reason stays out of the books. */
export const disputeStatement = forPersons('payment.disputeStatement', async (input, scope) => {
  const { backend, memberId, now } = scope
  const { operationId, statementId, reason } = input
  const committed = await commitForPerson(
    'payment.disputeStatement',
    { operationId, statementId },
    scope,
    (state) => dispute(state, { statementId, now }),
  )
  if (isRefusal(committed)) return committed
  await backend.disputes.insert({ _id: `${memberId}:${statementId}`, memberId, statementId, reason, at: now })
  return { statementId, state: 'disputed' }
})
