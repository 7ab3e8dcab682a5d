import { isRefusal, refuse } from '../contract/refusals'
import { decideRefund } from '../domain/refund'
import { forStaff } from '../entry/handler'
import { refundableOrder } from '../entry/refundable-order'

/**
 * Decided by the owner, carried out by who holds the merchant's keys. The amount is worked out anew
 * and must be the one that was shown. Four calls: read, order, write, hand over.
 */
export const refund = forStaff('operations.refund', {
  branch: () => null,
  prepare: ({ memberNumber }) => ({ memberIds: [memberNumber], prepared: null }),
  async run(input, { backend, now, deadline, members, memberId }) {
    const { memberNumber, orderId, cause, since, refund: expected } = input
    const found = await backend.orders.read(orderId)
    const release = await backend.releases.current(now)
    if (isRefusal(release)) return release
    const member = members.get(memberNumber)
    const order = refundableOrder(found, memberNumber, member?.state)
    if (isRefusal(order)) return order
    if (!member) return refuse('MEMBER_NOT_FOUND')
    const committed = await backend.ledger.commit({
      memberId: memberNumber,
      member,
      operationId: input.operationId,
      command: 'operations.refund',
      actor: { role: 'owner', memberId, branchId: null },
      input,
      now,
      deadline,
      archive: 'when_large',
      decide: (state) => decideRefund(state, order, { cause, expected }, { release, now, since }),
    })
    if (isRefusal(committed)) return committed
    const { due, facts } = committed.entry
    for (const each of due) await backend.outbox.enqueue(each, now)
    const manual = due.some((each) => each.kind === 'refund' && each.asked?.channel === 'manual')
    return { refundId: facts.refundId, refund: facts.amount, channel: manual ? 'manual' : 'wechat' }
  },
})
