import { refuse } from '../contract/refusals'
import { type CardEnd, cardEnds } from './card-ends'
import type { Decision } from './decision'
import type { Membership, MemberState } from './member'
import type { ReturningFacts } from './returning-account'

/** Where the family of this card really ends; null for a card that isn't held, or has no term. */
export function endOfCard(state: MemberState, membershipId: string): CardEnd | null {
  const membership = state.memberships.find(({ id }) => id === membershipId)
  if (!membership) return null
  const ends = cardEnds(state)
  return ends.find((end) => familyOf(end.membership) === familyOf(membership)) ?? null
}

/**
 * The card may end as it is: nobody reminds of this end again (M085). It holds for this end alone, so
 * a renewal brings the reminders of its own end. Refuses NOT_FOUND for a card that isn't held.
 */
export function leaveAsIs(
  state: MemberState,
  { membershipId, now }: { membershipId: string; now: number },
): Decision<Extract<ReturningFacts, { kind: 'left_as_is' }>> {
  const end = endOfCard(state, membershipId)
  if (!end) return refuse('NOT_FOUND')
  const { membership, endsAt } = end
  const ends = cardEnds(state)
  // What no card ends at any more is forgotten.
  const left = state.returning.left.filter((one) =>
    ends.some((other) => other.membership.id === one.membershipId && other.endsAt === one.endsAt),
  )
  const isNew = !left.some((one) => one.membershipId === membership.id && one.endsAt === endsAt)
  return {
    ok: true,
    state: {
      ...state,
      returning: {
        ...state.returning,
        left: isNew ? [...left, { membershipId: membership.id, endsAt }] : left,
      },
    },
    postings: [],
    facts: { kind: 'left_as_is', membershipId, endsAt, at: now },
    due: [],
  }
}

function familyOf({ family, planId }: Membership): string {
  return family?.id ?? planId
}
