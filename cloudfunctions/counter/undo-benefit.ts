import { isRefusal, refuse } from '../contract/refusals'
import { undoBenefitUse } from '../domain/benefit-use'
import { benefitUseView } from '../domain/benefit-views'
import { forStaff } from '../entry/handler'
import { atReceiptOwner } from './receipt-owner'

/** Takes a use back within its window, once, whoever asks how often. */
export const undoBenefit = forStaff('counter.undoBenefit', {
  branch: (input) => input.branchId,
  prepare: ({ memberNumber }) => ({ memberIds: [memberNumber], prepared: null }),
  run: ({ branchId, memberNumber, useId }, scope) =>
    atReceiptOwner(memberNumber, scope, async (member, owner) => {
      const { backend, now, deadline, memberId } = scope
      const committed = await backend.ledger.commit({
        memberId: owner,
        member,
        operationId: `undo:${useId}`,
        command: 'counter.undoBenefit',
        actor: { role: 'clerk', memberId, branchId },
        input: { useId },
        now,
        deadline,
        decide: (state) => undoBenefitUse(state, { useId, branchId, now }),
      })
      if (!isRefusal(committed)) return benefitUseView(committed.entry.facts.use)
      // The operation's id is the use's: another clerk was faster.
      if (committed.code !== 'OPERATION_REUSED') return committed
      const seen = member && undoBenefitUse(member.state, { useId, branchId, now })
      return isRefusal(seen) ? seen : refuse('ALREADY_UNDONE')
    }),
})
