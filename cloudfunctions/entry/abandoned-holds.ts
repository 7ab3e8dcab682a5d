import type { ActionName } from '../contract'
import { isRefusal } from '../contract/refusals'
import { attemptOf } from '../domain/attempt-key'
import type { HoldResult } from '../ledger/shared-stock'
import type { PersonScope } from './handler'
import { type Share, takeShare } from './held-share'

/** No phone repeats an attempt for so long. */
const ABANDONED_AFTER_MS = 10 * 60_000
const MOST_FREED = 5

/**
 * Shares of a stock that attempts took which died before their commit, and that nobody repeated: the
 * operation is put out of use, then its share goes back. One that was applied refuses to be.
 * @param holderOf whose operation a hold's key stands for; null: of another command, which ends it itself
 * @returns whether anything went back
 */
export async function freeAbandoned(
  stock: string,
  command: ActionName,
  holderOf: (holdKey: string) => { operationId: string; memberId: string } | null,
  { backend, now, deadline }: PersonScope,
): Promise<boolean> {
  const abandoned = await backend.stock.stale(stock, now - ABANDONED_AFTER_MS)
  let freed = false
  const own = abandoned.flatMap(({ key }) => {
    const holder = holderOf(key)
    return holder ? [{ key, ...holder }] : []
  })
  for (const { key, operationId, memberId } of own.slice(0, MOST_FREED)) {
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

/** Takes one under the attempt's own key; where none is left, one that a dead attempt held is freed for it. */
export async function takeOrFreeShare(
  share: Share,
  command: ActionName,
  scope: PersonScope,
): Promise<HoldResult> {
  const taken = await takeShare(share, scope)
  if (taken !== 'exhausted' || !(await freeAbandoned(share.stock, command, attemptOf, scope))) return taken
  return takeShare(share, scope)
}
