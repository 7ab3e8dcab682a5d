import { isRefusal } from '../contract/refusals'
import { isCouponPack } from '../domain/coupon-pack-refund'
import { stands } from '../domain/family'
import type { MemberState } from '../domain/member'
import { quoteRefund } from '../domain/refund'
import { closingNotice } from '../domain/shop-closing'
import { forPersons } from '../entry/handler'
import { refundableOrder } from '../entry/refundable-order'

/** More orders than a person has running at once. */
const MOST_ORDERS = 40

/** What each running order gives back for the shop's own cause, since it closes (L6). Three calls. */
export const closingQuotes = forPersons('payment.closingQuotes', async (_input, scope) => {
  const { backend, memberId, now } = scope
  const release = await backend.releases.current(now)
  if (isRefusal(release)) return release
  const closing = closingNotice(release)
  const member = closing && (await backend.ledger.readMembers([memberId])).get(memberId)
  if (!member) return { now, closing, quotes: [], total: 0 }
  const orders = await backend.orders.readMany(runningOrders(member.state).slice(0, MOST_ORDERS))
  const quotes = orders.flatMap((order) => {
    const refundable = refundableOrder(order, memberId, member.state)
    if (isRefusal(refundable)) return []
    const quote = quoteRefund(member.state, refundable, 'operator', { release, now })
    return isRefusal(quote) ? [] : [{ ...quote, title: order.title }]
  })
  return { now, closing, quotes, total: quotes.reduce((sum, { refund }) => sum + refund, 0) }
})

/** Orders of which something is left: balances, cards, packs. */
function runningOrders(state: MemberState): string[] {
  const lots = state.wallet.lots.filter(({ refunded, principalLeft }) => refunded === 0 && principalLeft > 0)
  const periods = state.memberships
    .flatMap((membership) => membership.periods)
    .filter((period) => stands(period) && (period.paid > 0 || isCouponPack(state, period.orderId)))
  return [...new Set([...lots, ...periods].map(({ orderId }) => orderId))]
}
