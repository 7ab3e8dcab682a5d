import { isRefusal, refuse } from '../contract/refusals'
import { findVoucher, voucherView } from '../domain/vouchers'
import { pickUpVoucher, worthOf } from '../domain/voucher-pick-up'
import { forStaff } from '../entry/handler'
import { readVisit } from './visit'

/** A voucher goes over the counter once, to who stands there with a live code of their own (M030, M060). */
export const redeemVoucher = forStaff('counter.redeemVoucher', {
  branch: (input) => input.branchId,
  prepare(input, scope) {
    const visit = readVisit(input.visit, input.branchId, scope)
    if (isRefusal(visit)) return visit
    const { memberId, codeTag, helper, friend } = visit.ticket
    if (codeTag === null || helper || friend) return refuse('VISIT_INVALID')
    return { memberIds: [memberId], prepared: memberId }
  },
  async run({ operationId, branchId, voucherId }, scope, memberId) {
    const { backend, now, deadline, members, memberId: clerk } = scope
    const release = await backend.releases.current(now)
    if (isRefusal(release)) return release
    const committed = await backend.ledger.commit({
      memberId,
      member: members.get(memberId),
      operationId,
      command: 'counter.redeemVoucher',
      actor: { role: 'clerk', memberId: clerk, branchId },
      input: { operationId, branchId, voucherId },
      now,
      deadline,
      decide: (state) => {
        const voucher = findVoucher(state, voucherId)
        if (!voucher) return refuse('VOUCHER_UNUSABLE')
        return pickUpVoucher(state, { voucherId, branchId, worth: worthOf(voucher, release, now), now })
      },
    })
    if (isRefusal(committed)) return committed
    const voucher = findVoucher(committed.state, voucherId)
    return voucher ? voucherView(voucher, release, now) : refuse('VOUCHER_UNUSABLE')
  },
})
