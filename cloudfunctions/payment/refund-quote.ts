import { isRefusal, refuse } from '../contract/refusals'
import { refundQuote as quoteRefund } from '../domain/card-refund'
import { forPersons } from '../entry/handler'
import { ownOrder } from './own-order'

/** What would come back today, with its reason, before anything is asked for. */
export const refundQuote = forPersons('payment.refundQuote', async ({ orderId }, scope) => {
  const { backend, memberId, now } = scope
  const order = await ownOrder(orderId, scope)
  if (isRefusal(order)) return order
  const member = (await backend.ledger.readMembers([memberId])).get(memberId)
  if (!member) return refuse('REFUND_NOT_POSSIBLE')
  const quoted = quoteRefund(member.state, { orderId, paidAt: order.paidAt ?? order.createdAt, now })
  return isRefusal(quoted) ? quoted : { orderId, ...quoted }
})
