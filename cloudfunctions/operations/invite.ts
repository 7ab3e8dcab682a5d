import { isRefusal, refuse } from '../contract/refusals'
import { recordInvitation } from '../domain/staff'
import { forStaff } from '../entry/handler'
import { type InvitationTicket, invitationStock } from '../entry/tickets'

const INVITATION_MS = 24 * 3_600_000

/** The invitation's id is the operation id: asking again gives the same invitation. */
export const invite = forStaff('operations.invite', {
  branch: () => null,
  prepare: () => ({ memberIds: [], prepared: null }),
  async run({ operationId, role, branchIds }, scope) {
    const { backend, now, deadline, clerk, memberId } = scope
    const release = await backend.releases.current(now)
    if (isRefusal(release)) return release
    const known = new Set(release.branches.map(({ id }) => id))
    if (branchIds.some((id) => !known.has(id))) return refuse('INPUT_INVALID', { path: 'branchIds' })
    const committed = await backend.ledger.commit({
      memberId,
      member: clerk,
      operationId,
      command: 'operations.invite',
      actor: { role: 'owner', memberId, branchId: null },
      input: { operationId, role, branchIds },
      now,
      deadline,
      decide: (state) =>
        recordInvitation(state, {
          invitationId: operationId,
          role,
          branchIds,
          expiresAt: now + INVITATION_MS,
        }),
    })
    if (isRefusal(committed)) return committed
    const { expiresAt } = committed.entry.facts
    await backend.stock.create(invitationStock(operationId), 1, now)
    const ticket: InvitationTicket = {
      invitationId: operationId,
      role,
      branchIds,
      issuedAt: committed.entry.at,
    }
    return { invitation: backend.tickets.issue('invitation', ticket, expiresAt), expiresAt }
  },
})
