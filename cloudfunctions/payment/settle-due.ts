import type { Order, Refund } from '../domain/order'
import { forTimers, type Scope } from '../entry/handler'
import { takeTurn } from '../entry/turns'
import type { OutboxRow } from '../ledger/outbox'
import { deliverOrRefund } from './apply-transaction'
import { advanceCharge } from './charging'
import { releaseFlashHolds } from './buy-flash'
import { closeOrder } from './close-order'
import { settleMembers } from './member-steps'
import { reconcileDays } from './reconcile'
import { advanceRefund, carryOutRefund, deliveryRefused } from './refunding'
import { reportShipping } from './report-shipping'
import { endAtWechat } from './wechat-steps'

const BATCH = 50
/** What could not be brought further lets the others come first. */
const LATER_MS = 5 * 60_000

interface Done {
  delivered: number
  closed: number
  refunded: number
  carriedOut: number
  left: number
}

const JOBS = [
  ['members', settleMembers],
  ['shipping', reportShipping],
  ['reconciliation', reconcileDays],
  ['flash_holds', releaseFlashHolds],
] as const

/**
 * Each minute: what a crash, a lost answer or a silent WeChat left open. It selects by state and
 * due time, so late, doubled or skipped runs change nothing but the moment.
 */
export const settleDue = forTimers('payment.settleDue', async (_input, scope) => {
  const { backend, now } = scope
  const done: Done = { delivered: 0, closed: 0, refunded: 0, carriedOut: 0, left: 0 }
  for (const order of await backend.orders.due(now, BATCH))
    await attempt('order', () => settleOrder(order, scope), scope, done)
  for (const refund of await backend.refunds.due(now, BATCH))
    await attempt('refund', () => settleRefund(refund, scope), scope, done)
  for (const row of await backend.outbox.due('payment', now, BATCH))
    await attempt(row.due.kind, () => carryOut(row, scope), scope, done)
  for (const [job, work] of JOBS)
    await attempt(
      job,
      async () => {
        const { done: carriedOut, left } = await work(scope)
        done.carriedOut += carriedOut
        done.left += left
        return null
      },
      scope,
      done,
    )
  return done
})

async function settleOrder(order: Order, scope: Scope): Promise<keyof Done> {
  const { orders } = scope.backend
  const end = await advanceOrder(order, scope).catch(async (error: unknown) => {
    await orders.postpone(order._id, scope.now + LATER_MS)
    throw error
  })
  if (end === 'left') await orders.postpone(order._id, scope.now + LATER_MS)
  return end
}

async function advanceOrder(order: Order, scope: Scope): Promise<keyof Done> {
  if (order.state === 'paid')
    return (await deliverOrRefund(order, scope)) === 'delivered' ? 'delivered' : 'refunded'
  if (order.state === 'refunding') {
    // The fen are reserved; a crash came before the refund that they are for.
    const refused = deliveryRefused(order)
    if (Object.hasOwn(order.refunds, refused.refundId)) await carryOutRefund(refused, scope)
    else await scope.backend.orders.noLongerDue(order._id)
    return 'refunded'
  }
  if (order.kind === 'charge') {
    const charged = await advanceCharge(order, scope)
    return charged === 'paid' ? 'delivered' : charged === 'failed' ? 'closed' : 'left'
  }
  const closed = await closeOrder(order, scope)
  return closed === 'paid' ? 'delivered' : closed === 'closed' ? 'closed' : 'left'
}

async function settleRefund(refund: Refund, scope: Scope): Promise<keyof Done | null> {
  return (await advanceRefund(refund, scope)).state === 'succeeded' ? 'refunded' : null
}

async function carryOut(row: OutboxRow, scope: Scope): Promise<keyof Done> {
  const { outbox } = scope.backend
  try {
    if (row.due.kind === 'refund' && !(await carryOutRefund(row.due, scope)))
      throw new RefundImpossible(row.due.refundId)
    if (row.due.kind === 'end_contract') await endAtWechat(row.due, scope)
  } catch (error) {
    await outbox.postpone(row, scope.now)
    throw error
  }
  await outbox.markDone(row._id, scope.now)
  return 'carriedOut'
}

/** Nothing was paid, or not so much: it stays open, because money that is owed is never dropped. */
class RefundImpossible extends Error {
  constructor(refundId: string) {
    super(`refund ${refundId} finds nothing to give back`)
    this.name = 'RefundImpossible'
  }
}

/** One that fails doesn't keep the others waiting; it stays due. */
async function attempt(
  job: string,
  step: () => Promise<keyof Done | null>,
  scope: Scope,
  done: Done,
): Promise<void> {
  const turn = await takeTurn({ timer: 'settleDue', job }, step, scope)
  const end = turn.kind === 'done' ? turn.value : 'left'
  if (end) done[end] += 1
}
