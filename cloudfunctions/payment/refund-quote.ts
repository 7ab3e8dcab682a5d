import { isRefusal, refuse } from '../contract/refusals'
import { quoteRefund } from '../domain/refund'
import { forPersons } from '../entry/handler'
import { refundableOrder } from '../entry/refundable-order'

/** What would come back today, with its reason, before anything is asked for. Two calls. */
export const refundQuote = forPersons('payment.refundQuote', async ({ orderId }, scope) => {
  const { backend, memberId, now } = scope
  const order = refundableOrder(await backend.orders.read(orderId), memberId)
  if (isRefusal(order)) return order
  const release = await backend.releases.current(now)
  if (isRefusal(release)) return release
  const member = (await backend.ledger.readMembers([memberId])).get(memberId)
  return member
    ? quoteRefund(member.state, order, 'consumer', { release, now })
    : refuse('REFUND_NOT_POSSIBLE')
})
