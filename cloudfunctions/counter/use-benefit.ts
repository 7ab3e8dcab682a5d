import { isRefusal, refuse } from '../contract/refusals'
import { stockOfUse, useBenefit as use } from '../domain/benefit-use'
import { benefitUseView } from '../domain/benefit-views'
import type { MemberState } from '../domain/member'
import { withPeakOffer } from '../domain/peak-offer'
import { forStaff } from '../entry/handler'
import { giveShareBack, takeShare } from '../entry/held-share'
import { benefitVisit } from './benefit-visit'

/**
 * A clerk's scan uses a benefit once, or records that it could not be given (M027, M029, M118, M122).
 * A gift takes its piece of the shared stock before (M037).
 */
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
    const member = members.get(memberId)
    const request = {
      memberId,
      member,
      operationId,
      command: 'counter.useBenefit',
      actor: { role: 'clerk', memberId: clerk, branchId },
      input: { operationId, branchId, benefit: which, ...asked },
      now,
      deadline,
    } as const
    const { undoMinutes } = release
    const meant = { useId: operationId, which, branchId, clerk, membershipId, release, undoMinutes, now }
    const decide = (state: MemberState) => {
      const used = use(state, { ...asked, ...meant })
      // Who uses a household's card isn't its holder: no offer to renew begins for that.
      return membershipId === undefined ? withPeakOffer(used, release, now) : used
    }
    const taken = member ? stockOfUse(member.state, meant) : null
    if (!member || !taken) {
      const committed = await backend.ledger.commit({ ...request, decide })
      return isRefusal(committed) ? committed : benefitUseView(committed.entry.facts.use)
    }

    const applied = await backend.ledger.findApplied(request)
    if (isRefusal(applied)) return applied
    if (applied?.facts.kind === 'benefit_use') return benefitUseView(applied.facts.use)
    const possible = decide(member.state)
    if (isRefusal(possible)) return possible
    const share = { ...taken, key: operationId }
    if ((await takeShare(share, scope)) !== 'held')
      return refuse('BENEFIT_UNAVAILABLE', { reason: '这份礼物暂时发完了,补货后本月内仍可领取' })
    const committed = await backend.ledger.commit({ ...request, decide })
    const ended = isRefusal(committed) ? await giveShareBack(committed, request, share, scope) : committed
    if (isRefusal(ended)) return ended
    const { facts } = ended.entry
    return facts.kind === 'benefit_use' ? benefitUseView(facts.use) : refuse('OPERATION_REUSED')
  },
})
