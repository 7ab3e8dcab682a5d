import type { Order } from '../domain/order'
import { forTimers, type Scope } from '../entry/handler'
import { deliverOrRefund } from './apply-transaction'
import { closeOrder } from './close-order'
import { advanceRefund, carryOutRefund } from './refunding'

const BATCH = 50

/**
 * Each minute: what a crash, a lost answer or a silent WeChat left open. It selects by state and
 * due time, so late, doubled or skipped runs change nothing but the moment.
 */
export const settleDue = forTimers('payment.settleDue', async (_input, scope) => {
  const done = { delivered: 0, closed: 0, refunded: 0, carriedOut: 0, left: 0 }
  for (const order of await scope.backend.orders.due(scope.now, BATCH)) {
    if (scope.backend.clock() > scope.deadline) done.left += 1
    else await attempt(async () => void (done[await settleOrder(order, scope)] += 1), scope, done)
  }
  for (const refund of await scope.backend.refunds.due(scope.now, BATCH))
    await attempt(
      async () => {
        if ((await advanceRefund(refund, scope)).state === 'succeeded') done.refunded += 1
      },
      scope,
      done,
    )
  for (const row of await scope.backend.outbox.due('payment', scope.now, BATCH))
    await attempt(
      async () => {
        if (row.due.kind === 'refund') await carryOutRefund(row.due, scope)
        await scope.backend.outbox.markDone(row._id, scope.now)
        done.carriedOut += 1
      },
      scope,
      done,
    )
  return done
})

async function settleOrder(
  order: Order,
  scope: Scope,
): Promise<'delivered' | 'closed' | 'refunded' | 'left'> {
  if (order.state === 'paid')
    return (await deliverOrRefund(order, scope)) === 'delivered' ? 'delivered' : 'refunded'
  const closed = await closeOrder(order, scope)
  return closed === 'paid' ? 'delivered' : closed === 'closed' ? 'closed' : 'left'
}

/** One that fails doesn't keep the others waiting; it stays due. */
async function attempt(step: () => Promise<void>, scope: Scope, done: { left: number }): Promise<void> {
  try {
    await step()
  } catch (error) {
    done.left += 1
    const reason = error instanceof Error ? error.name : 'error'
    console.error(JSON.stringify({ requestId: scope.requestId, settleDue: reason }))
  }
}
