import { isRefusal } from '../contract/refusals'
import { inviteHelper as invite } from '../domain/households'
import { forPersons } from '../entry/handler'
import { commitForPerson } from '../entry/person-commit'
import { type HouseholdTicket, householdStock } from '../entry/tickets'

const DAY_MS = 24 * 3_600_000

/** For one person, for a day. The invitation's id is the operation id: asking again gives the same. */
export const inviteHelper = forPersons('membership.inviteHelper', async (input, scope) => {
  const { backend, memberId, now } = scope
  const { operationId, membershipId } = input
  const release = await backend.releases.current(now)
  if (isRefusal(release)) return release
  const committed = await commitForPerson('membership.inviteHelper', input, scope, (state) =>
    invite(state, { invitationId: operationId, membershipId, expiresAt: now + DAY_MS, release, now }),
  )
  if (isRefusal(committed)) return committed
  const { expiresAt } = committed.entry.facts
  await backend.stock.create(householdStock(operationId), 1, now)
  const ticket: HouseholdTicket = { invitationId: operationId, ownerId: memberId, membershipId, expiresAt }
  return { invitation: backend.tickets.issue('household', ticket, expiresAt + DAY_MS), expiresAt }
})
