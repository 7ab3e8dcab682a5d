import { renewsByItself } from './card-ends'
import type { Membership, MemberState } from './member'
import type { Release } from './release'

/**
 * Whether another term can follow this card at all: some card of its family is still sold, or its
 * contract goes on, and the shop doesn't close. What a renewal would bring is told of only then: who
 * can't renew is promised nothing for it (M084, M086).
 */
export function canGoOn(state: MemberState, membership: Membership, release: Release): boolean {
  if (release.closing) return false
  return isFamilySold(membership, release) || renewsByItself(state, { membership })
}

function isFamilySold({ planId, family }: Membership, release: Release): boolean {
  const wanted = family?.id ?? planId
  return release.plans.some(
    ({ id, onSale, versionId }) => onSale && (release.versions[versionId]?.terms.family?.id ?? id) === wanted,
  )
}
