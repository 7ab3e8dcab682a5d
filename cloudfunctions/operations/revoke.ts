import { isRefusal, refuse } from '../contract/refusals'
import { revokeStaff } from '../domain/staff'
import { forStaff } from '../entry/handler'

/** In force with the next call: the grant lives in the clerk's own document, read each time. */
export const revoke = forStaff('operations.revoke', {
  branch: () => null,
  prepare: ({ memberNumber }) => ({ memberIds: [memberNumber], prepared: null }),
  async run({ operationId, memberNumber }, { backend, now, deadline, members, memberId }) {
    const member = members.get(memberNumber)
    if (!member) return refuse('MEMBER_NOT_FOUND')
    const committed = await backend.ledger.commit({
      memberId: memberNumber,
      member,
      operationId,
      command: 'operations.revoke',
      actor: { role: 'owner', memberId, branchId: null },
      input: { operationId, memberNumber },
      now,
      deadline,
      decide: (state) => revokeStaff(state, { now }),
    })
    if (isRefusal(committed)) return committed
    return { memberNumber, revokedAt: committed.entry.facts.at }
  },
})
