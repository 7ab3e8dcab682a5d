import { isRefusal, refuse } from '../contract/refusals'
import { shanghaiDay } from '../domain/calendar'
import { decideFlag, flagWords } from '../domain/resale-signs'
import { forStaff } from '../entry/handler'
import { displayName } from '../entry/views'

/** Whom the signs of resale flagged, with the figures and the member's word (M056). */
export const couponFlags = forStaff('operations.couponFlags', {
  branch: () => null,
  prepare: () => ({ memberIds: [], prepared: null }),
  async run(_input, { backend, now }) {
    const release = await backend.releases.current(now)
    if (isRefusal(release)) return release
    const members = await backend.couponFigures.flagged()
    return {
      flags: members
        .sort((a, b) => (a.state.couponWatch.flaggedAt ?? 0) - (b.state.couponWatch.flaggedAt ?? 0))
        .map(({ _id, state }) => ({
          memberNumber: _id,
          displayName: displayName(state),
          since: shanghaiDay(state.couponWatch.flaggedAt ?? now),
          signs: flagWords(state.couponWatch),
          appeal: state.couponWatch.appeal,
        })),
    }
  },
})

/** A person's decision, with a reason that the member reads (L3). */
export const resolveCouponFlag = forStaff('operations.resolveCouponFlag', {
  branch: () => null,
  prepare: ({ memberNumber }) => ({ memberIds: [memberNumber], prepared: null }),
  async run(input, { backend, memberId, members, now, deadline }) {
    const { operationId, memberNumber, decision, reason } = input
    const member = members.get(memberNumber)
    if (!member) return refuse('MEMBER_NOT_FOUND')
    const committed = await backend.ledger.commit({
      memberId: memberNumber,
      member,
      operationId,
      command: 'operations.resolveCouponFlag',
      actor: { role: 'owner', memberId, branchId: null },
      input,
      now,
      deadline,
      decide: (state) => decideFlag(state, { decision, reason, by: memberId, now }),
    })
    return isRefusal(committed) ? committed : { memberNumber, decision: committed.entry.facts.decision }
  },
})
