import { isRefusal } from '../contract/refusals'
import type { Order } from '../domain/order'
import type { Scope } from '../entry/handler'

const BATCH = 20
const FIRST_PAUSE_MS = 60_000
const LONGEST_PAUSE_MS = 6 * 3_600_000

/**
 * Tells WeChat of deliveries (L16): at least once each, a second time changes nothing. What fails
 * comes again, one minute later, then twice as long each time, and stands in the owner's list.
 * No call where the shop's switch is off.
 */
export async function reportShipping(scope: Scope): Promise<{ done: number; left: number }> {
  const { backend, now, deadline } = scope
  const total = { done: 0, left: 0 }
  const release = await backend.releases.current(now)
  if (isRefusal(release) || release.settings?.shippingReports !== true) return total
  for (const order of await backend.orders.unreportedBy(now, BATCH)) {
    if (backend.clock() > deadline) return { ...total, left: total.left + 1 }
    if (await reported(order, scope)) total.done += 1
    else total.left += 1
  }
  return total
}

async function reported(order: Order, { backend, now, requestId }: Scope): Promise<boolean> {
  const { _id, transactionId, openid, title: description, kind } = order
  const wentBack = order.refundedTotal >= order.amount
  const report =
    transactionId === null || wentBack
      ? { kind: 'reported' as const }
      : await backend.shippingInfo.report({
          transactionId,
          openid,
          description,
          kind: kind === 'counter' ? 'pickup' : 'virtual',
          at: order.deliveredAt ?? now,
        })
  if (report.kind === 'reported') {
    await backend.orders.markReported(_id, now)
    return true
  }
  const pause = Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** Math.min(order.shipping?.attempts ?? 0, 20))
  await backend.orders.postponeReport(order, String(report.code), now + pause)
  console.error(JSON.stringify({ requestId, shippingReport: report.code }))
  return false
}
