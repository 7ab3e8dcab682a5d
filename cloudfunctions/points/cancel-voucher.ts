import { isRefusal, refuse } from '../contract/refusals'
import { cancelVoucher as cancel } from '../domain/rewards'
import { findVoucher, voucherView } from '../domain/vouchers'
import { forPersons } from '../entry/handler'
import { commitForPerson } from '../entry/person-commit'

/** An unused voucher ends, and its points return to the lots they came from (M060). */
export const cancelVoucher = forPersons('points.cancelVoucher', async (input, scope) => {
  const { backend, now } = scope
  const { voucherId } = input
  const release = await backend.releases.current(now)
  if (isRefusal(release)) return release
  const committed = await commitForPerson('points.cancelVoucher', input, scope, (state) =>
    cancel(state, { voucherId, now }),
  )
  if (isRefusal(committed)) return committed
  const { points, expired } = committed.entry.facts
  const voucher = findVoucher(committed.state, voucherId)
  return voucher
    ? { voucher: voucherView(voucher, release, now), points, expired }
    : refuse('VOUCHER_UNUSABLE')
})
