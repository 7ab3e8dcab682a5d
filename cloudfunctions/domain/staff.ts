import { type Refusal, refuse } from '../contract/refusals'
import { STAFF_RANK, type StaffRole } from '../contract/roles'
import type { Decision, Facts } from './decision'
import type { MemberState, StaffGrant } from './member'

/** Who may act for the shop. The grant lives in the person's own document and is read each time. */

type Of<K extends Facts['kind']> = Decision<Extract<Facts, { kind: K }>>

/**
 * Null when this person may do what asks for at least `role`, at this branch if one is named.
 * Refuses ROLE_REQUIRED, or BRANCH_FORBIDDEN for a branch of others; the owner has all branches.
 */
export function authorize(
  state: MemberState | null,
  role: StaffRole,
  branchId: string | null,
): Refusal | null {
  const grant = state?.staff
  if (!grant || STAFF_RANK[grant.role] < STAFF_RANK[role]) return refuse('ROLE_REQUIRED')
  if (branchId !== null && grant.role !== 'owner' && !grant.branchIds.includes(branchId)) {
    return refuse('BRANCH_FORBIDDEN')
  }
  return null
}

/** Makes this person the owner; that the deploy secret was right and unused is checked before. */
export function claimOwnership(state: MemberState, { now }: { now: number }): Of<'staff'> {
  return granted(state, { role: 'owner', branchIds: [], since: now })
}

/**
 * Grants what an invitation says. Refuses INVITATION_INVALID for one without branches, for one
 * that would take from who holds more: an owner does not become a clerk by a link; and for one that
 * was issued before this person's grant was taken away: who was dismissed keeps no way back in.
 */
export function grantStaff(
  state: MemberState,
  grant: { role: 'clerk' | 'manager'; branchIds: readonly string[]; issuedAt: number; now: number },
): Of<'staff'> {
  const { role, branchIds, issuedAt, now } = grant
  if (branchIds.length === 0) return refuse('INVITATION_INVALID')
  if (state.staffRevokedAt !== undefined && issuedAt <= state.staffRevokedAt)
    return refuse('INVITATION_INVALID')
  const held = state.staff
  if (held && STAFF_RANK[held.role] > STAFF_RANK[role]) return refuse('INVITATION_INVALID')
  const earlier = held?.role === role ? held.branchIds : []
  return granted(state, { role, branchIds: [...new Set([...earlier, ...branchIds])], since: now })
}

/** Ends a person's grant with the next call. Refuses NOT_FOUND without one, ROLE_REQUIRED for an owner. */
export function revokeStaff(state: MemberState, { now }: { now: number }): Of<'staff'> {
  if (!state.staff) return refuse('NOT_FOUND')
  if (state.staff.role === 'owner') return refuse('ROLE_REQUIRED')
  return {
    ok: true,
    state: { ...state, staff: null, staffRevokedAt: now },
    postings: [],
    facts: { kind: 'staff', role: null, branchIds: [], at: now },
    due: [],
  }
}

/** Keeps in the owner's journal what was offered to whom it may concern. */
export function recordInvitation(
  state: MemberState,
  invitation: {
    invitationId: string
    role: 'clerk' | 'manager'
    branchIds: readonly string[]
    expiresAt: number
  },
): Of<'invitation'> {
  if (state.staff?.role !== 'owner') return refuse('ROLE_REQUIRED')
  const { invitationId, role, branchIds, expiresAt } = invitation
  return {
    ok: true,
    state,
    postings: [],
    facts: { kind: 'invitation', invitationId, role, branchIds: [...branchIds], expiresAt },
    due: [],
  }
}

function granted(state: MemberState, staff: StaffGrant): Of<'staff'> {
  return {
    ok: true,
    state: { ...state, staff },
    postings: [],
    facts: { kind: 'staff', role: staff.role, branchIds: staff.branchIds, at: staff.since },
    due: [],
  }
}
