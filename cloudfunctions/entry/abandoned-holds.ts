import type { ActionName } from '../contract'
import { isRefusal } from '../contract/refusals'
import type { PersonScope } from './handler'

/** No phone repeats an attempt for so long. */
const ABANDONED_AFTER_MS = 10 * 60_000
const MOST_FREED = 5

/**
 * Shares of a stock that attempts took which died before their commit, and that nobody repeated: the
 * operation is put out of use, then its share goes back. One that was applied refuses to be.
 * @param holderOf whose operation a hold's key stands for
 * @returns whether anything went back
 */
export async function freeAbandoned(
  stock: string,
  command: ActionName,
  holderOf: (holdKey: string) => { operationId: string; memberId: string },
  { backend, now, deadline }: PersonScope,
): Promise<boolean> {
  const abandoned = await backend.stock.stale(stock, now - ABANDONED_AFTER_MS)
  let freed = false
  for (const { key } of abandoned.slice(0, MOST_FREED)) {
    const { operationId, memberId } = holderOf(key)
    const cancelled = await backend.ledger.cancel({
      memberId,
      member: (await backend.ledger.readMembers([memberId])).get(memberId),
      operationId,
      command,
      actor: { role: 'member', memberId, branchId: null },
      input: { operationId, abandoned: true },
      now,
      deadline,
    })
    if (isRefusal(cancelled) || cancelled.entry.facts.kind !== 'cancelled') continue
    freed = (await backend.stock.release(stock, key, now)) || freed
  }
  return freed
}
