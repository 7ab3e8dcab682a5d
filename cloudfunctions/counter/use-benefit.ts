import { isRefusal } from '../contract/refusals'
import { useBenefit as use } from '../domain/benefit-use'
import { benefitUseView } from '../domain/benefit-views'
import { forStaff } from '../entry/handler'
import { benefitVisit } from './benefit-visit'

/** A clerk's scan uses a benefit once, or records that it could not be given (M027, M029, M118, M122). */
export const useBenefit = forStaff('counter.useBenefit', {
  branch: (input) => input.branchId,
  prepare({ visit, branchId }, scope) {
    const opened = benefitVisit(visit, branchId, scope)
    return isRefusal(opened) ? opened : { memberIds: [opened.memberId], prepared: opened }
  },
  async run(input, scope, { memberId, membershipId }) {
    const { backend, now, deadline, members, memberId: clerk } = scope
    // The visit is a token of ten minutes; what it said is what was meant.
    const { operationId, branchId, benefit: which, visit: _visit, ...asked } = input
    const release = await backend.releases.current(now)
    if (isRefusal(release)) return release
    const committed = await backend.ledger.commit({
      memberId,
      member: members.get(memberId),
      operationId,
      command: 'counter.useBenefit',
      actor: { role: 'clerk', memberId: clerk, branchId },
      input: { operationId, branchId, benefit: which, ...asked },
      now,
      deadline,
      decide: (state) =>
        use(state, {
          ...asked,
          useId: operationId,
          which,
          branchId,
          clerk,
          membershipId,
          release,
          undoMinutes: release.undoMinutes,
          now,
        }),
    })
    return isRefusal(committed) ? committed : benefitUseView(committed.entry.facts.use)
  },
})
