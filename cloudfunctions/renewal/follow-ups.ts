import { isRefusal } from '../contract/refusals'
import type { Scope } from '../entry/handler'
import type { OutboxRow } from '../ledger/outbox'

const BATCH = 50

/** What this function owes after commits; one that fails comes later and doesn't keep the others waiting. */
export async function carryOutFollowUps(scope: Scope): Promise<{ left: boolean }> {
  const { backend, now, deadline, requestId } = scope
  const rows = await backend.outbox.due('renewal', now, BATCH)
  for (const row of rows) {
    if (backend.clock() > deadline) return { left: true }
    try {
      await carryOut(row, scope)
      await backend.outbox.markDone(row._id, now)
    } catch (error) {
      await backend.outbox.postpone(row, now)
      const reason = error instanceof Error ? error.name : 'error'
      console.error(JSON.stringify({ requestId, followUp: row.due.kind, failed: reason }))
    }
  }
  return { left: rows.length === BATCH }
}

async function carryOut({ due }: OutboxRow, { backend, now, deadline }: Scope): Promise<void> {
  switch (due.kind) {
    case 'release_hold':
      // The operation was committed: what it held is its own for good.
      return backend.stock.confirm(due.stock, due.holdKey, now)
    case 'merge': {
      const { operationId: mergeId, from, to } = due
      const finished = await backend.merges.finish({ mergeId, from, to }, { now, deadline })
      if (isRefusal(finished)) throw new FollowUpPostponed(finished.code)
      return
    }
    case 'refund':
      throw new FollowUpPostponed('a refund is not this function’s to carry out')
  }
}

class FollowUpPostponed extends Error {
  constructor(reason: string) {
    super(`follow-up postponed: ${reason}`)
    this.name = 'FollowUpPostponed'
  }
}
