import type { Output } from '../contract'
import { isRefusal, type Refusal, refuse } from '../contract/refusals'
import type { Facts } from '../domain/decision'
import { grantStaff } from '../domain/staff'
import { forPersons } from '../entry/handler'
import { operationOfPerson } from '../entry/person-commit'
import { type InvitationTicket, invitationStock } from '../entry/tickets'

/**
 * One invitation makes one clerk: the invitation is stock of one, taken under the person's own
 * number, so a second person finds nothing left and a repeated call finds its own hold. It is taken
 * only by who may be granted what it says: an owner who opens the link doesn't use it up.
 */
export const acceptInvitation = forPersons('membership.acceptInvitation', async (input, scope) => {
  const { backend, memberId, now } = scope
  const operation = await operationOfPerson('membership.acceptInvitation', input, scope)
  if (isRefusal(operation)) return operation
  const { applied, state } = operation
  if (applied) return granted(applied.facts)

  const opened = backend.tickets.open<InvitationTicket>('invitation', input.invitation, now)
  if (opened === 'forged' || opened === 'expired') return refuse('INVITATION_INVALID')
  const grant = { role: opened.role, branchIds: opened.branchIds, issuedAt: opened.issuedAt, now }
  const refused = grantStaff(state, grant)
  if (isRefusal(refused)) return refused
  const taken = await backend.stock.hold(invitationStock(opened.invitationId), memberId, now)
  if (taken === 'absent') return refuse('INVITATION_INVALID')
  if (taken !== 'held') return refuse('INVITATION_USED')
  const committed = await operation.commit((current) => grantStaff(current, grant))
  return isRefusal(committed) ? committed : granted(committed.entry.facts)
})

/** What the entry says that the person may do since. */
function granted(facts: Facts): Output<'membership.acceptInvitation'> | Refusal {
  if (facts.kind !== 'staff' || facts.role === null || facts.role === 'owner')
    return refuse('INVITATION_INVALID')
  return { role: facts.role, branchIds: facts.branchIds }
}
