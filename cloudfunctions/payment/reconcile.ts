import { addDays, shanghaiDay, startOfDay } from '../domain/calendar'
import { type BillRow, reconcile } from '../domain/reconciliation'
import type { Scope } from '../entry/handler'
import type { Backend } from '../entry/backend'
import { billPort } from './bills'
import { foreignRefundId } from './refunding'

const HOUR_MS = 3_600_000
/** WeChat has the bill of a day from 10:00 of the next one on. */
const READY_MS = 10 * HOUR_MS
/** So many days back are compared if a run was missed, and once more if something differed. */
const DAYS_BACK = 7
const AGAIN_MS = 6 * HOUR_MS
const MOST_READ = 1000
/** WeChat's moment and ours may lie on two sides of midnight. */
const AROUND_MIDNIGHT_MS = 10 * 60_000

/** When this instance looks again: most minutes cost no call at all. */
const nextLook = new WeakMap<Backend, number>()

/** Compares each past day's bill with the books, once; what differed is looked at again for some days. */
export async function reconcileDays(scope: Scope): Promise<{ done: number; left: number }> {
  const { backend, now, deadline } = scope
  const total = { done: 0, left: 0 }
  const today = shanghaiDay(now)
  const port = billPort(scope)
  if (!port || now < startOfDay(today) + READY_MS || now < (nextLook.get(backend) ?? 0)) return total
  nextLook.set(backend, now + HOUR_MS)
  const days = Array.from({ length: DAYS_BACK }, (_, index) => addDays(today, index - DAYS_BACK))
  const known = new Map((await backend.reconciliations.readMany(days)).map((found) => [found._id, found]))
  for (const day of days) {
    const found = known.get(day)
    if (found && (found.state === 'balanced' || now < found.at + AGAIN_MS)) continue
    if (backend.clock() > deadline) return { ...total, left: total.left + 1 }
    const bill = await port.tradeBill(day)
    if (bill.kind === 'unknown') {
      total.left += 1
      console.error(JSON.stringify({ requestId: scope.requestId, bill: day, failed: bill.code }))
      continue
    }
    await reconcileDay(day, bill.kind === 'bill' ? bill.rows : [], scope)
    total.done += 1
  }
  return total
}

async function reconcileDay(day: string, rows: readonly BillRow[], { backend, now }: Scope): Promise<void> {
  const start = startOfDay(day)
  const end = startOfDay(addDays(day, 1))
  const paid = await backend.orders.paidBetween(start, end)
  const accepted = await backend.refunds.acceptedBetween(start, end)
  const billed = {
    orders: missing(
      rows.map(({ orderId }) => orderId),
      paid,
    ),
    refunds: missing(
      rows.map((row) => (row.kind === 'refund' ? row.refundId : foreignRefundId(row.transactionId))),
      accepted,
    ),
  }
  const orders = [...paid, ...(await inPages(billed.orders, (ids) => backend.orders.readMany(ids)))]
  const refunds = [...accepted, ...(await inPages(billed.refunds, (ids) => backend.refunds.readMany(ids)))]
  const refundsOfDay = new Set(
    accepted
      .filter(
        ({ acceptedAt = 0 }) =>
          acceptedAt >= start + AROUND_MIDNIGHT_MS && acceptedAt < end - AROUND_MIDNIGHT_MS,
      )
      .map(({ _id }) => _id),
  )
  const reconciled = reconcile(rows, { start, end, orders, refunds, refundsOfDay }, foreignRefundId)
  await backend.reconciliations.store({ _id: day, at: now, ...reconciled })
}

function missing(ids: readonly string[], known: readonly { _id: string }[]): string[] {
  const read = new Set(known.map(({ _id }) => _id))
  return [...new Set(ids)].filter((id) => !read.has(id))
}

async function inPages<T>(ids: readonly string[], read: (page: string[]) => Promise<T[]>): Promise<T[]> {
  const found: T[] = []
  for (let from = 0; from < ids.length; from += MOST_READ)
    found.push(...(await read(ids.slice(from, from + MOST_READ))))
  return found
}
