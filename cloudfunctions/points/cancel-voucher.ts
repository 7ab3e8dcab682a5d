import { isRefusal, refuse } from '../contract/refusals'
import { cancelVoucher as cancel } from '../domain/rewards'
import { findVoucher, voucherView } from '../domain/vouchers'
import { forPersons } from '../entry/handler'

/** An unused voucher ends, and its points return to the lots they came from (M060). */
export const cancelVoucher = forPersons('points.cancelVoucher', async (input, scope) => {
  const { backend, memberId, now, deadline } = scope
  const release = await backend.releases.current(now)
  if (isRefusal(release)) return release
  const committed = await backend.ledger.commit({
    memberId,
    member: (await backend.ledger.readMembers([memberId])).get(memberId),
    operationId: input.operationId,
    command: 'points.cancelVoucher',
    actor: { role: 'member', memberId, branchId: null },
    input,
    now,
    deadline,
    decide: (state) => cancel(state, { voucherId: input.voucherId, now }),
  })
  if (isRefusal(committed)) return committed
  const { points, expired } = committed.entry.facts
  const voucher = findVoucher(committed.state, input.voucherId)
  return voucher
    ? { voucher: voucherView(voucher, release, now), points, expired }
    : refuse('VOUCHER_UNUSABLE')
})
