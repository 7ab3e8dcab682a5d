import { isRefusal } from '../contract/refusals'
import { forStaff } from '../entry/handler'

const MOST_SHOWN = 200

/** Deliveries that WeChat doesn't know of yet: their money stays frozen (L16). */
export const unreportedOrders = forStaff('operations.unreportedOrders', {
  branch: () => null,
  prepare: () => ({ memberIds: [], prepared: null }),
  async run(_input, { backend, now }) {
    const release = await backend.releases.current(now)
    if (isRefusal(release)) return release
    const orders = await backend.orders.unreportedBy(Number.MAX_SAFE_INTEGER, MOST_SHOWN)
    return {
      enabled: release.settings?.shippingReports === true,
      orders: orders.map(({ _id, title, amount, paidAt, createdAt, shipping }) => ({
        orderId: _id,
        title,
        amount,
        paidAt: paidAt ?? createdAt,
        attempts: shipping?.attempts ?? 0,
        lastError: shipping?.lastError ?? null,
      })),
    }
  },
})
