import type { Output } from '../contract'
import { isRefusal, type Refusal, refuse } from '../contract/refusals'
import type { Facts } from '../domain/decision'
import { emptyMember } from '../domain/new-member'
import { grantStaff } from '../domain/staff'
import { forPersons } from '../entry/handler'
import { type InvitationTicket, invitationStock } from '../entry/tickets'

/**
 * One invitation makes one clerk: the invitation is stock of one, taken under the person's own
 * number, so a second person finds nothing left and a repeated call finds its own hold. It is taken
 * only by who may be granted what it says: an owner who opens the link doesn't use it up.
 */
export const acceptInvitation = forPersons('membership.acceptInvitation', async (input, scope) => {
  const { backend, memberId, now, deadline } = scope
  const member = (await backend.ledger.readMembers([memberId])).get(memberId)
  const request = {
    memberId,
    member,
    operationId: input.operationId,
    command: 'membership.acceptInvitation',
    actor: { role: 'member', memberId, branchId: null },
    input,
    now,
    deadline,
  } as const
  const applied = await backend.ledger.findApplied(request)
  if (isRefusal(applied)) return applied
  if (applied) return granted(applied.facts)

  const opened = backend.tickets.open<InvitationTicket>('invitation', input.invitation, now)
  if (opened === 'forged' || opened === 'expired') return refuse('INVITATION_INVALID')
  const grant = { role: opened.role, branchIds: opened.branchIds, issuedAt: opened.issuedAt, now }
  const refused = grantStaff(member?.state ?? emptyMember(memberId, ''), grant)
  if (isRefusal(refused)) return refused
  const taken = await backend.stock.hold(invitationStock(opened.invitationId), memberId, now)
  if (taken === 'absent') return refuse('INVITATION_INVALID')
  if (taken !== 'held') return refuse('INVITATION_USED')
  const committed = await backend.ledger.commit({
    ...request,
    decide: (state) => grantStaff(state, grant),
  })
  return isRefusal(committed) ? committed : granted(committed.entry.facts)
})

/** What the entry says that the person may do since. */
function granted(facts: Facts): Output<'membership.acceptInvitation'> | Refusal {
  if (facts.kind !== 'staff' || facts.role === null || facts.role === 'owner')
    return refuse('INVITATION_INVALID')
  return { role: facts.role, branchIds: facts.branchIds }
}
