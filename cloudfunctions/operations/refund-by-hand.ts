import { isRefusal, type Refusal, refuse } from '../contract/refusals'
import type { Refund } from '../domain/order'
import { forStaff, type StaffScope } from '../entry/handler'
import { endRefundTelling } from '../entry/refund-endings'
import type { ByHand } from '../ledger/refunds'

interface Command {
  readonly operationId: string
  readonly refundId: string
  readonly note: string
}

/** The shop has transferred what WeChat can't give back any more (L11): with what can prove it. */
export const refundTransferred = forStaff('operations.refundTransferred', {
  branch: () => null,
  prepare: () => ({ memberIds: [], prepared: null }),
  async run({ operationId, refundId, evidence }, scope) {
    const { backend, now } = scope
    const command = { operationId, refundId, note: evidence }
    const ended = await bringToEnd(command, 'succeeded', scope, (byHand) =>
      backend.refunds.transferred(refundId, byHand, now),
    )
    if (isRefusal(ended)) return ended
    if (ended.nextDueAt !== null) {
      await backend.orders.finishRefund(ended.orderId, refundId, now)
      await endRefundTelling(ended, scope)
    }
    return { refundId, finishedAt: ended.finishedAt ?? now }
  },
})

/** A request that only a person can decide is refused; the member reads the reason. */
export const refuseRefund = forStaff('operations.refuseRefund', {
  branch: () => null,
  prepare: () => ({ memberIds: [], prepared: null }),
  async run({ operationId, refundId, reason }, scope) {
    const { backend, now } = scope
    const command = { operationId, refundId, note: reason }
    const ended = await bringToEnd(command, 'refused', scope, (byHand) =>
      backend.refunds.refused(refundId, byHand, now),
    )
    if (isRefusal(ended)) return ended
    await endRefundTelling(ended, scope)
    return { refundId, finishedAt: ended.finishedAt ?? now }
  },
})

/**
 * One conditional write, so that of two presses one counts. What was brought to this end before, by
 * the same operation, answers as the first time; by another it is NOT_FOUND among what waits.
 */
async function bringToEnd(
  { operationId, refundId, note }: Command,
  end: 'succeeded' | 'refused',
  { backend, memberId }: StaffScope,
  write: (byHand: ByHand) => Promise<Refund | null>,
): Promise<Refund | Refusal> {
  const byHand = { operationId, memberId, note }
  const written = await write(byHand)
  if (written) return written
  const met = await backend.refunds.read(refundId)
  if (met?.byHand?.operationId !== operationId) return refuse('NOT_FOUND')
  const same = met.state === end && met.byHand.note === note && met.byHand.memberId === memberId
  return same ? met : refuse('OPERATION_REUSED')
}
