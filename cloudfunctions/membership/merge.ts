import type { Output } from '../contract'
import { parseMemberCode } from '../contract/member-code'
import { isRefusal, type Refusal, refuse } from '../contract/refusals'
import { maskPhone } from '../domain/joining'
import { type MergeOut, mergeOut } from '../domain/merging'
import { forPersons, type PersonScope } from '../entry/handler'
import { MERGE_COMMAND, mergeInId, mergeInInput, mergeOutId } from '../ledger/merges'
import { phoneDigest } from '../ledger/phone-owners'

/**
 * Two WeChats of one person become one member (M062), verified twice: WeChat vouches for the phone
 * number that the other member bound, and the other member's own phone shows its code. The code is
 * looked at first: WeChat's one-time word isn't spent on a code that won't do.
 */
export const merge = forPersons('membership.merge', async (input, scope) => {
  const { backend, memberId, now, deadline, settings } = scope
  const from = parseMemberCode(input.memberCode)?.number
  if (from === undefined) return refuse('MERGE_CODE_INVALID')
  if (from === memberId) return refuse('NOTHING_TO_MERGE')
  const members = await backend.ledger.readMembers([memberId, from])
  const target = members.get(memberId)
  const source = members.get(from)
  const own = {
    command: MERGE_COMMAND,
    actor: { role: 'member', memberId, branchId: null },
    now,
    deadline,
  } as const
  const mergeId = input.operationId
  const arrived = await backend.ledger.findApplied({
    ...own,
    memberId,
    member: target,
    operationId: mergeInId(mergeId),
    input: mergeInInput({ mergeId, from }),
  })
  if (isRefusal(arrived)) return arrived
  const request = { ...own, memberId: from, member: source, operationId: mergeOutId(mergeId), input }
  const applied = await backend.ledger.findApplied(request)
  if (isRefusal(applied)) return applied
  if (applied) return finish(mergeId, from, scope)

  // The same answer for an unknown member and a wrong code: guesses learn nothing.
  if (!source) return refuse('MERGE_CODE_INVALID')
  const intended: MergeOut = {
    mergeId,
    target: target?.state ?? null,
    to: memberId,
    memberCode: input.memberCode,
    phoneDigest: '',
    maskedPhone: '',
    newSecret: backend.newSecret(),
    now,
    // Clocks of instances differ: what was written by a faster one happened before the merge all the same.
    mergedAt: Math.max(now, source.updatedAt),
  }
  const possible = mergeOut(source.state, intended)
  if (isRefusal(possible)) return possible
  const phone = await backend.phoneNumbers.exchange(input.phoneCode)
  if (isRefusal(phone)) return phone
  const digest = phoneDigest(phone.phone, settings.phoneKey)
  const owner = await backend.phoneOwners.read(digest)
  if (owner === null || owner === memberId) return refuse('NOTHING_TO_MERGE')
  if (owner !== from) return refuse('MERGE_CODE_INVALID')
  const left = await backend.ledger.commit({
    ...request,
    decide: (state) =>
      mergeOut(state, { ...intended, phoneDigest: digest, maskedPhone: maskPhone(phone.phone) }),
  })
  return isRefusal(left) ? left : finish(mergeId, from, scope)
})

async function finish(
  mergeId: string,
  from: string,
  scope: PersonScope,
): Promise<Output<'membership.merge'> | Refusal> {
  const { backend, memberId, now, deadline } = scope
  const finished = await backend.merges.finish({ mergeId, from, to: memberId }, { now, deadline })
  if (isRefusal(finished)) return finished
  const { facts, maskedPhone } = finished
  return { number: memberId, maskedPhone, cards: facts.cards, savedTotal: facts.savedTotal }
}
