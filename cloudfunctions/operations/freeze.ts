import { isRefusal, refuse } from '../contract/refusals'
import { freeze as decideFreezing } from '../domain/freezing'
import { hasLeft } from '../domain/merging'
import { countPhoneLookup } from '../domain/phone-lookup'
import { forStaff, type StaffScope } from '../entry/handler'
import { maskedName } from '../entry/views'
import type { MemberDocument } from '../ledger/aggregate'
import { phoneDigest } from '../ledger/phone-owners'

/** More merges than one person can need. */
const MOST_SUCCESSORS = 5

/**
 * A member called who lost card or phone (L5): nothing can be spent with a code until the member is
 * back. The look-up is counted and kept in the caller's own journal first, like at the till.
 */
export const freeze = forStaff('operations.freeze', {
  branch: () => null,
  prepare: ({ phone }, { settings }) => ({
    memberIds: [],
    prepared: phoneDigest(phone, settings.phoneKey),
  }),
  async run({ operationId, reason }, scope, digest) {
    const { backend, now, deadline, clerk, memberId } = scope
    const actor = { role: clerk.state.staff?.role ?? 'manager', memberId, branchId: null }
    const owner = await backend.phoneOwners.read(digest)
    const counted = await backend.ledger.commit({
      memberId,
      member: clerk,
      operationId: `find:${operationId}`,
      command: 'operations.freeze',
      actor,
      input: { digest },
      now,
      deadline,
      decide: (state) => countPhoneLookup(state, { found: owner, now }),
    })
    if (isRefusal(counted)) return counted
    const found = counted.entry.facts.found
    const member = found === null ? null : await whoIs(found, scope)
    if (!member) return refuse('MEMBER_NOT_FOUND')
    const newSecret = backend.newSecret()
    const committed = await backend.ledger.commit({
      memberId: member._id,
      member,
      operationId,
      command: 'operations.freeze',
      actor,
      // The reason stands in the state only: the journal keeps no words about a person.
      input: { digest },
      now,
      deadline,
      decide: (state) =>
        hasLeft(state) ? refuse('BUSY') : decideFreezing(state, { reason, newSecret, now }),
    })
    if (isRefusal(committed)) return committed
    const { state } = committed
    return {
      memberNumber: member._id,
      displayName: maskedName(state),
      maskedPhone: state.profile.maskedPhone,
      frozenAt: committed.entry.facts.at,
    }
  },
})

/** Who has this number's things now: a merge may be just under way (M062). */
async function whoIs(memberId: string, { backend }: StaffScope): Promise<MemberDocument | null> {
  let id: string | null = memberId
  for (let hops = 0; id !== null && hops <= MOST_SUCCESSORS; hops += 1) {
    const member: MemberDocument | undefined = (await backend.ledger.readMembers([id])).get(id)
    if (!member || !hasLeft(member.state)) return member ?? null
    id = member.state.mergedInto ?? null
  }
  return null
}
