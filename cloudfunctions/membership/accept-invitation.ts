import { isRefusal, refuse } from '../contract/refusals'
import { grantStaff } from '../domain/staff'
import { forPersons } from '../entry/handler'
import { type InvitationTicket, invitationStock } from '../entry/tickets'

/**
 * One invitation makes one clerk: the invitation is stock of one, taken under the person's own
 * number, so a second person finds nothing left and a repeated call finds its own hold.
 */
export const acceptInvitation = forPersons('membership.acceptInvitation', async (input, scope) => {
  const { backend, memberId, now, deadline } = scope
  const opened = backend.tickets.open<InvitationTicket>('invitation', input.invitation, now)
  if (opened === 'forged' || opened === 'expired') return refuse('INVITATION_INVALID')
  const stock = invitationStock(opened.invitationId)
  const taken = await backend.stock.hold(stock, memberId, now)
  if (taken === 'absent') return refuse('INVITATION_INVALID')
  if (taken === 'exhausted') return refuse('INVITATION_USED')
  const committed = await backend.ledger.commit({
    memberId,
    member: (await backend.ledger.readMembers([memberId])).get(memberId),
    operationId: input.operationId,
    command: 'membership.acceptInvitation',
    actor: { role: 'member', memberId, branchId: null },
    input,
    now,
    deadline,
    decide: (state) => grantStaff(state, { role: opened.role, branchIds: opened.branchIds, now }),
  })
  if (isRefusal(committed)) return committed
  return { role: opened.role, branchIds: opened.branchIds }
})
