import { isRefusal } from '../contract/refusals'
import { checkName, maskName, registerName as decideRegistration } from '../domain/name-registration'
import { forPersons } from '../entry/handler'
import { hmacSha256 } from '../ledger/digest'

/**
 * Registers the holder's name for the higher cap (L5). Name and number go no further than this
 * file: state and journal get a keyed digest, the state also the mask.
 */
export const registerName = forPersons('membership.registerName', async (input, scope) => {
  const { backend, memberId, now, deadline, settings } = scope
  const { operationId, name, identityNumber, consent } = input
  const digest = hmacSha256(settings.phoneKey, `identity:${identityNumber}:${name}`).toString('hex')
  const request = {
    memberId,
    member: (await backend.ledger.readMembers([memberId])).get(memberId),
    operationId,
    command: 'membership.registerName',
    actor: { role: 'member', memberId, branchId: null },
    input: { operationId, digest, consent },
    now,
    deadline,
  } as const
  const applied = await backend.ledger.findApplied(request)
  if (isRefusal(applied)) return applied
  const refusal = applied ? null : checkName(name, identityNumber, now)
  if (refusal) return refusal
  const masked = maskName(name)
  const committed = await backend.ledger.commit({
    ...request,
    decide: (state) => decideRegistration(state, { digest, masked, now }),
  })
  return isRefusal(committed) ? committed : { level: 'named', maskedName: masked }
})
