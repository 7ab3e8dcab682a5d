import { isRefusal } from '../contract/refusals'
import { inviteHelper as invite } from '../domain/households'
import { forPersons } from '../entry/handler'
import { type HouseholdTicket, householdStock } from '../entry/tickets'

const DAY_MS = 24 * 3_600_000

/** For one person, for a day. The invitation's id is the operation id: asking again gives the same. */
export const inviteHelper = forPersons('membership.inviteHelper', async (input, scope) => {
  const { backend, memberId, now, deadline } = scope
  const { operationId, membershipId } = input
  const release = await backend.releases.current(now)
  if (isRefusal(release)) return release
  const member = (await backend.ledger.readMembers([memberId])).get(memberId)
  const committed = await backend.ledger.commit({
    memberId,
    member,
    operationId,
    command: 'membership.inviteHelper',
    actor: { role: 'member', memberId, branchId: null },
    input,
    now,
    deadline,
    decide: (state) =>
      invite(state, { invitationId: operationId, membershipId, expiresAt: now + DAY_MS, release, now }),
  })
  if (isRefusal(committed)) return committed
  const { expiresAt } = committed.entry.facts
  await backend.stock.create(householdStock(operationId), 1, now)
  const ticket: HouseholdTicket = { invitationId: operationId, ownerId: memberId, membershipId, expiresAt }
  return { invitation: backend.tickets.issue('household', ticket, expiresAt + DAY_MS), expiresAt }
})
