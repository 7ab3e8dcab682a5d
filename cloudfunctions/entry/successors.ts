import type { MemberState } from '../domain/member'
import { hasLeft, successorFor } from '../domain/merging'
import type { MemberDocument } from '../ledger/aggregate'
import type { Backend } from './backend'

type Books = Pick<Backend, 'ledger'>

/**
 * The member, or who took over what the member had, however often (M062); of two who took over each
 * other at once, the second. Who joined anew on the WeChat that was left has an account like
 * anybody's: what came to be after the merge stays there. Undefined for nobody. One read for each step.
 * @param at when that came to be about which somebody is looked for, epoch ms
 */
export async function successorOf(
  memberId: string,
  { ledger }: Books,
  at: number,
): Promise<MemberDocument | undefined> {
  const passed = new Set([memberId])
  let member = (await ledger.readMembers([memberId])).get(memberId)
  for (;;) {
    const successor = member && nextOf(member.state, at)
    if (!successor || passed.has(successor)) return member
    passed.add(successor)
    member = (await ledger.readMembers([successor])).get(successor)
  }
}

function nextOf(state: MemberState, at: number): string | null {
  return successorFor(state, at) ?? (hasLeft(state) ? (state.mergedInto ?? null) : null)
}

/**
 * The state of who has what was the member's; null for nobody, and for two who took over each other.
 * @param at as for `successorOf`
 */
export async function personNow(
  memberId: string,
  { backend }: { readonly backend: Books },
  at: number,
): Promise<MemberState | null> {
  const state = (await successorOf(memberId, backend, at))?.state
  return !state || nextOf(state, at) !== null ? null : state
}

/** Many at once, by the number that was asked for: one call, and one more for who has another WeChat since. */
export async function peopleNow(
  ids: readonly string[],
  { ledger }: Books,
): Promise<Map<string, MemberState>> {
  const found = await ledger.readMembers([...new Set(ids)])
  const successor = (state: MemberState) => (hasLeft(state) ? (state.mergedInto ?? '') : '')
  const successors = [...found.values()].map(({ state }) => successor(state)).filter((id) => id !== '')
  const later = await ledger.readMembers([...new Set(successors)])
  return new Map([...found].map(([id, { state }]) => [id, later.get(successor(state))?.state ?? state]))
}
