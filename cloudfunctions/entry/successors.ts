import type { MemberState } from '../domain/member'
import type { MemberDocument } from '../ledger/aggregate'
import type { Backend } from './backend'

type Books = Pick<Backend, 'ledger'>

/**
 * The member, or who took over what the member had, however often (M062); of two who took over each
 * other at once, the second. Undefined for nobody. One read for each step.
 */
export async function successorOf(memberId: string, { ledger }: Books): Promise<MemberDocument | undefined> {
  const passed = new Set([memberId])
  let member = (await ledger.readMembers([memberId])).get(memberId)
  for (;;) {
    const successor = member?.state.mergedInto
    if (!successor || passed.has(successor)) return member
    passed.add(successor)
    member = (await ledger.readMembers([successor])).get(successor)
  }
}

/** The state of who has what was the member's; null for nobody, and for two who took over each other. */
export async function personNow(
  memberId: string,
  { backend }: { readonly backend: Books },
): Promise<MemberState | null> {
  const state = (await successorOf(memberId, backend))?.state
  return !state || typeof state.mergedInto === 'string' ? null : state
}

/** Many at once, by the number that was asked for: one call, and one more for who has another WeChat since. */
export async function peopleNow(
  ids: readonly string[],
  { ledger }: Books,
): Promise<Map<string, MemberState>> {
  const found = await ledger.readMembers([...new Set(ids)])
  const successors = [...found.values()].flatMap(({ state }) => state.mergedInto ?? [])
  const later = await ledger.readMembers([...new Set(successors)])
  return new Map([...found].map(([id, { state }]) => [id, later.get(state.mergedInto ?? '')?.state ?? state]))
}
