import { isRefusal, refuse } from '../contract/refusals'
import { resolveStatement as resolve } from '../domain/saved-statements'
import { forStaff } from '../entry/handler'

/** The owner has looked at a contested statement: never more than it said, nothing if it was wrong. */
export const resolveStatement = forStaff('operations.resolveStatement', {
  branch: () => null,
  prepare: ({ memberNumber }) => ({ memberIds: [memberNumber], prepared: null }),
  async run(input, { backend, memberId, members, now, deadline }) {
    const { operationId, memberNumber, statementId, charge } = input
    const member = members.get(memberNumber)
    if (!member) return refuse('MEMBER_NOT_FOUND')
    const committed = await backend.ledger.commit({
      memberId: memberNumber,
      member,
      operationId,
      command: 'operations.resolveStatement',
      actor: { role: 'owner', memberId, branchId: null },
      input,
      now,
      deadline,
      decide: (state) => resolve(state, { statementId, charge, now }),
    })
    return isRefusal(committed) ? committed : { statementId, charge: committed.entry.facts.charge }
  },
})
