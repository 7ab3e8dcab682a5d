import { isOwnFriendCode, parseFriendCode, type ParsedFriendCode } from '../contract/friend-code'
import { type ParsedMemberCode, parseMemberCode, verifyMemberCode } from '../contract/member-code'
import { isRefusal, refuse } from '../contract/refusals'
import { findFriendCode } from '../domain/friend-code'
import type { MemberState } from '../domain/member'
import { currentPeriod } from '../domain/membership'
import type { Release } from '../domain/release'
import { codeAlreadyUsed } from '../domain/settlement'
import { forStaff, type StaffScope } from '../entry/handler'
import { holderOf } from '../entry/holder'
import { openVisit } from './visit'

type Scanned =
  | { readonly kind: 'member'; readonly code: ParsedMemberCode }
  | { readonly kind: 'friend'; readonly code: ParsedFriendCode }

/**
 * One read: the code holds the member's number, so clerk and member come together; one more for
 * somebody who uses the card of a household.
 */
export const resolve = forStaff('counter.resolve', {
  branch: (input) => input.branchId,
  prepare({ code }) {
    const scanned = readCode(code)
    if (!scanned) return refuse('CODE_UNREADABLE')
    return { memberIds: [scanned.code.number], prepared: scanned }
  },
  async run({ branchId }, scope, scanned) {
    const { backend, now, members, memberId: clerk } = scope
    const release = await backend.releases.current(now)
    if (isRefusal(release)) return release
    // The same answer for an unknown member and a wrong tag: guesses learn nothing.
    const state = members.get(scanned.code.number)?.state
    if (!state) return refuse('CODE_FORGED')
    // Its codes are void; who holds one at the till is told why.
    if (state.frozen) return refuse('MEMBER_FROZEN')
    if (scanned.kind === 'friend') return forFriend(state, scanned.code, { branchId, clerk }, release, scope)
    const verified = verifyMemberCode(scanned.code, state.codeSecret, now)
    if (verified === 'forged') return refuse('CODE_FORGED')
    if (verified === 'expired') return refuse('CODE_EXPIRED')
    if (codeAlreadyUsed(state, verified.tag, now)) return refuse('CODE_USED')
    const visit = { memberId: state.number, branchId, clerk, codeTag: verified.tag }
    // Who has a card of their own uses that one.
    const holder = currentPeriod(state, now) ? null : await holderOf(state, backend)
    if (!holder) return openVisit(state, visit, release, scope)
    const { state: owner } = holder.document
    if (codeAlreadyUsed(owner, verified.tag, now)) return refuse('CODE_USED')
    const together = { ...visit, memberId: owner.number, helper: holder.helper }
    return openVisit(owner, together, release, scope, state)
  },
})

function readCode(text: string): Scanned | null {
  const member = parseMemberCode(text)
  if (member) return { kind: 'member', code: member }
  const friend = parseFriendCode(text)
  return friend && { kind: 'friend', code: friend }
}

/** A code for a friend's bill opens a visit that spends from the balance, once (M015). */
function forFriend(
  state: MemberState,
  code: ParsedFriendCode,
  visit: { branchId: string; clerk: string },
  release: Release,
  scope: StaffScope,
) {
  if (!isOwnFriendCode(code, state.codeSecret)) return refuse('CODE_FORGED')
  const found = findFriendCode(state.wallet, code.id, scope.now)
  if (isRefusal(found)) return found
  const codeTag = `friend:${found.id}`
  if (codeAlreadyUsed(state, codeTag, scope.now)) return refuse('CODE_USED')
  const friend = { codeId: found.id, most: found.most }
  return openVisit(state, { memberId: state.number, ...visit, codeTag, friend }, release, scope)
}
