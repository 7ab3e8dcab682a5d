import type { Due } from '../domain/decision'
import type { Scope } from '../entry/handler'

const LOOK_AGAIN_MS = 10 * 60_000

/**
 * Erases what other documents hold of who closed the account (L9). An order whose refund is on its
 * way keeps its payer's id until the money has arrived; then the books say that nothing is left.
 * @returns when to look again; undefined once all is done
 */
export async function erasePerson(
  due: Extract<Due, { kind: 'erase_person' }>,
  { backend, now, deadline }: Scope,
): Promise<number | undefined> {
  const { memberId, closedAt } = due
  let waiting = await backend.personalData.erase({ memberId, closedAt })
  const state = (await backend.ledger.readMembers([memberId])).get(memberId)?.state
  // What came from another WeChat of the person still lies under its number (M062).
  for (const former of (await backend.ledger.readMembers(state?.mergedFrom ?? [])).values()) {
    const { mergedAt } = former.state
    if (mergedAt !== undefined && mergedAt <= closedAt)
      waiting += await backend.personalData.erase({ memberId: former._id, closedAt: mergedAt })
  }
  // Who came back within the minute may have bound the number again.
  if (state?.profile.phoneDigest) await backend.phoneOwners.claim(state.profile.phoneDigest, memberId, now)
  if (waiting > 0) return now + LOOK_AGAIN_MS
  return (await backend.personalData.markErased({ memberId, closedAt }, { now, deadline }))
    ? undefined
    : now + LOOK_AGAIN_MS
}
