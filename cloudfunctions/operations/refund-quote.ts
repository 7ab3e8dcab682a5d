import { isRefusal, refuse } from '../contract/refusals'
import { quoteRefund } from '../domain/refund'
import { forStaff } from '../entry/handler'
import { refundableOrder } from '../entry/refundable-order'
import { displayName } from '../entry/views'

/** What giving an order back for this cause would return: the figure that `operations.refund` takes. */
export const refundQuote = forStaff('operations.refundQuote', {
  branch: () => null,
  prepare: ({ memberNumber }) => ({ memberIds: memberNumber ? [memberNumber] : [], prepared: null }),
  async run(input, { backend, now, members }) {
    const { orderId, cause, since } = input
    const found = await backend.orders.read(orderId)
    const memberNumber = input.memberNumber ?? found?.memberId ?? ''
    const order = refundableOrder(found, memberNumber)
    if (isRefusal(order)) return order
    const release = await backend.releases.current(now)
    if (isRefusal(release)) return release
    const member =
      members.get(memberNumber) ?? (await backend.ledger.readMembers([memberNumber])).get(memberNumber)
    if (!member) return refuse('MEMBER_NOT_FOUND')
    const quote = quoteRefund(member.state, order, cause, { release, now, since })
    return 'ok' in quote ? quote : { ...quote, memberNumber, displayName: displayName(member.state) }
  },
})
