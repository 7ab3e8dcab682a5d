import { isRefusal, refuse } from '../contract/refusals'
import { findGift, giftView, handOverGift } from '../domain/gifts'
import { forStaff } from '../entry/handler'
import { readVisit } from './visit'

/** A claimed gift goes over the counter once, to who stands there with a live code of their own (M010). */
export const handOver = forStaff('counter.handOver', {
  branch: (input) => input.branchId,
  prepare(input, scope) {
    const visit = readVisit(input.visit, input.branchId, scope)
    if (isRefusal(visit)) return visit
    const { memberId, codeTag, helper, friend } = visit.ticket
    if (codeTag === null || helper || friend) return refuse('VISIT_INVALID')
    return { memberIds: [memberId], prepared: memberId }
  },
  async run({ operationId, branchId, orderId, giftId }, scope, memberId) {
    const { backend, now, deadline, members, memberId: clerk } = scope
    const release = await backend.releases.current(now)
    if (isRefusal(release)) return release
    const committed = await backend.ledger.commit({
      memberId,
      member: members.get(memberId),
      operationId,
      command: 'counter.handOver',
      actor: { role: 'clerk', memberId: clerk, branchId },
      input: { operationId, branchId, orderId, giftId },
      now,
      deadline,
      decide: (state) => handOverGift(state, { orderId, giftId }, now),
    })
    if (isRefusal(committed)) return committed
    const gift = findGift(committed.state, { orderId, giftId })
    return gift ? giftView(gift, release, now) : refuse('GIFT_NOT_READY')
  },
})
