import { isRefusal } from '../contract/refusals'
import { checkName, maskName, registerName as decideRegistration } from '../domain/name-registration'
import { forPersons } from '../entry/handler'
import { operationOfPerson } from '../entry/person-commit'
import { hmacSha256 } from '../ledger/digest'

/**
 * Registers the holder's name for the higher cap (L5). Name and number go no further than this
 * file: state and journal get a keyed digest, the state also the mask.
 */
export const registerName = forPersons('membership.registerName', async (input, scope) => {
  const { now, settings } = scope
  const { operationId, name, identityNumber, consent } = input
  const digest = hmacSha256(settings.phoneKey, `identity:${identityNumber}:${name}`).toString('hex')
  const operation = await operationOfPerson(
    'membership.registerName',
    { operationId, digest, consent },
    scope,
  )
  if (isRefusal(operation)) return operation
  const refusal = operation.applied ? null : checkName(name, identityNumber, now)
  if (refusal) return refusal
  const masked = maskName(name)
  const committed = await operation.commit((state) => decideRegistration(state, { digest, masked, now }))
  return isRefusal(committed) ? committed : { level: 'named', maskedName: masked }
})
