import type { Output } from '../contract'
import { isRefusal, type Refusal, refuse } from '../contract/refusals'
import type { JournalEntry } from '../domain/decision'
import { addHelper } from '../domain/households'
import type { MemberState } from '../domain/member'
import { cardView } from '../domain/membership'
import type { Release } from '../domain/release'
import { forPersons, type PersonScope } from '../entry/handler'
import { holderOf } from '../entry/holder'
import { carryOutHousehold } from '../entry/household-follow-ups'
import { type HouseholdTicket, householdStock } from '../entry/tickets'
import { displayName } from '../entry/views'
import type { MemberDocument } from '../ledger/aggregate'

/**
 * A helper agrees to use a card together (M116): the invitation is stock of one, taken under the
 * helper's number; the holder's list is written, then the mark on the helper. A call that died in
 * between is repeated, or the follow-up sets the mark.
 */
export const joinHousehold = forPersons('membership.joinHousehold', async (input, scope) => {
  const { backend, memberId, now, deadline } = scope
  const release = await backend.releases.current(now)
  if (isRefusal(release)) return release
  const ticket = backend.tickets.open<HouseholdTicket>('household', input.invitation, now)
  if (ticket === 'forged' || ticket === 'expired') return refuse('INVITATION_INVALID')
  const { ownerId, membershipId, invitationId } = ticket
  const stock = householdStock(invitationId)
  const members = await backend.ledger.readMembers([memberId, ownerId])
  const owner = members.get(ownerId)
  const request = {
    memberId: ownerId,
    member: owner,
    operationId: input.operationId,
    command: 'membership.joinHousehold',
    actor: { role: 'member', memberId, branchId: null },
    input: { operationId: input.operationId, invitationId },
    now,
    deadline,
  } as const
  const applied = await backend.ledger.findApplied(request)
  if (isRefusal(applied)) return applied
  if (applied && owner) return joined(applied, owner.state, release, scope)

  if (now >= ticket.expiresAt || !owner) return refuse('INVITATION_INVALID')
  const joining = { operationId: input.operationId, helperId: memberId, membershipId, stock, release, now }
  const refused = await mayJoin(members.get(memberId), owner, joining, scope)
  if (refused) return refused
  const taken = await backend.stock.hold(stock, memberId, now)
  if (taken === 'absent') return refuse('INVITATION_INVALID')
  if (taken !== 'held') return refuse('INVITATION_USED')
  const committed = await backend.ledger.commit({
    ...request,
    decide: (state) => addHelper(state, joining),
  })
  return isRefusal(committed) ? committed : joined(committed.entry, committed.state, release, scope)
})

/** Checked before the invitation is taken: one person uses the card of one household at a time. */
async function mayJoin(
  member: MemberDocument | undefined,
  owner: MemberDocument,
  joining: Parameters<typeof addHelper>[1],
  { backend }: PersonScope,
): Promise<Refusal | null> {
  if (!member?.state.joinedAt) return refuse('JOIN_REQUIRED')
  const decision = addHelper(owner.state, joining)
  if (isRefusal(decision)) return decision
  return (await holderOf(member.state, backend)) ? refuse('HOUSEHOLD_NOT_POSSIBLE') : null
}

async function joined(
  { facts, due }: Pick<JournalEntry, 'facts' | 'due'>,
  owner: MemberState,
  release: Release,
  scope: PersonScope,
): Promise<Output<'membership.joinHousehold'> | Refusal> {
  if (facts.kind !== 'helper_joined') return refuse('INVITATION_INVALID')
  for (const one of due) {
    if (one.kind !== 'household_mark') continue
    const marked = await carryOutHousehold(one, scope)
    if (isRefusal(marked)) return marked
  }
  const membership = owner.memberships.find(({ id }) => id === facts.membershipId)
  return {
    ownerName: displayName(owner),
    planName: membership ? cardView(membership, release, scope.now).planName : '',
  }
}
