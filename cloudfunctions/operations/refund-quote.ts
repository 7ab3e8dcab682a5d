import { isRefusal, refuse } from '../contract/refusals'
import { quoteRefund } from '../domain/refund'
import { forStaff } from '../entry/handler'
import { refundableOrder } from '../entry/refundable-order'

/** What giving an order back for this cause would return: the figure that `operations.refund` takes. */
export const refundQuote = forStaff('operations.refundQuote', {
  branch: () => null,
  prepare: ({ memberNumber }) => ({ memberIds: [memberNumber], prepared: null }),
  async run({ memberNumber, orderId, cause }, { backend, now, members }) {
    const order = refundableOrder(await backend.orders.read(orderId), memberNumber)
    if (isRefusal(order)) return order
    const release = await backend.releases.current(now)
    if (isRefusal(release)) return release
    const member = members.get(memberNumber)
    return member ? quoteRefund(member.state, order, cause, { release, now }) : refuse('MEMBER_NOT_FOUND')
  },
})
