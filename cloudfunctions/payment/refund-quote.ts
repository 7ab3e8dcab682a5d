import { isRefusal, refuse } from '../contract/refusals'
import { quoteRefund } from '../domain/refund'
import { forPersons } from '../entry/handler'
import { refundableOrder } from '../entry/refundable-order'

/** What would come back today, with its reason, before anything is asked for. Two calls. */
export const refundQuote = forPersons('payment.refundQuote', async ({ orderId }, scope) => {
  const { backend, memberId, now } = scope
  const found = await backend.orders.read(orderId)
  const release = await backend.releases.current(now)
  if (isRefusal(release)) return release
  const member = (await backend.ledger.readMembers([memberId])).get(memberId)
  const order = refundableOrder(found, memberId, member?.state)
  if (isRefusal(order)) return order
  return member
    ? quoteRefund(member.state, order, 'consumer', { release, now })
    : refuse('REFUND_NOT_POSSIBLE')
})
