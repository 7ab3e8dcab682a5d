import { isRefusal, refuse } from '../contract/refusals'
import { hasLeft } from '../domain/merging'
import { countPhoneLookup } from '../domain/phone-lookup'
import { forStaff } from '../entry/handler'
import { phoneDigest } from '../ledger/phone-owners'
import { openVisit } from './visit'

/**
 * For a member whose phone isn't at hand. The look-up is counted and kept in the clerk's own
 * journal before anything is shown, found or not; what comes back is masked.
 */
export const find = forStaff('counter.find', {
  branch: (input) => input.branchId,
  prepare: ({ phone }, { settings }) => ({
    memberIds: [],
    prepared: phoneDigest(phone, settings.phoneKey),
  }),
  async run({ operationId, branchId }, scope, digest) {
    const { backend, now, deadline, clerk, memberId } = scope
    const release = await backend.releases.current(now)
    if (isRefusal(release)) return release
    const owner = await backend.phoneOwners.read(digest)
    const counted = await backend.ledger.commit({
      memberId,
      member: clerk,
      operationId,
      command: 'counter.find',
      actor: { role: 'clerk', memberId, branchId },
      input: { branchId, digest },
      now,
      deadline,
      decide: (state) => countPhoneLookup(state, { found: owner, now }),
    })
    if (isRefusal(counted)) return counted
    const found = counted.entry.facts.found
    const state = found && (await backend.ledger.readMembers([found])).get(found)?.state
    // A number that the person had before, or a merge that is just under way (M062).
    if (state && hasLeft(state)) return refuse('MEMBER_NOT_FOUND')
    if (!found || !state) return refuse('MEMBER_NOT_FOUND')
    return openVisit(state, { memberId: found, branchId, clerk: memberId, codeTag: null }, release, scope)
  },
})
