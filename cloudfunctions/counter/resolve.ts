import { parseMemberCode, verifyMemberCode } from '../contract/member-code'
import { isRefusal, refuse } from '../contract/refusals'
import { codeAlreadyUsed } from '../domain/settlement'
import { forStaff } from '../entry/handler'
import { openVisit } from './visit'

/** One read: the code holds the member's number, so clerk and member come together. */
export const resolve = forStaff('counter.resolve', {
  branch: (input) => input.branchId,
  prepare({ code }) {
    const parsed = parseMemberCode(code)
    if (!parsed) return refuse('CODE_UNREADABLE')
    return { memberIds: [parsed.number], prepared: parsed }
  },
  async run({ branchId }, scope, parsed) {
    const { backend, now, members, memberId } = scope
    const release = await backend.releases.current(now)
    if (isRefusal(release)) return release
    // The same answer for an unknown member and a wrong tag: guesses learn nothing.
    const state = members.get(parsed.number)?.state
    if (!state) return refuse('CODE_FORGED')
    const verified = verifyMemberCode(parsed, state.codeSecret, now)
    if (verified === 'forged') return refuse('CODE_FORGED')
    if (verified === 'expired') return refuse('CODE_EXPIRED')
    if (codeAlreadyUsed(state, verified.tag, now)) return refuse('CODE_USED')
    return openVisit(
      state,
      { memberId: state.number, branchId, clerk: memberId, codeTag: verified.tag },
      release,
      scope,
    )
  },
})
