import { isRefusal, refuse } from '../contract/refusals'
import { returnFlash } from '../domain/flash-sales'
import { findVoucher, voucherView } from '../domain/vouchers'
import { forPersons } from '../entry/handler'
import { carryOutDue } from './refund'

/** An unused voucher of a rush ends, and what was paid goes back the way it came (M030). */
export const returnVoucher = forPersons('payment.returnVoucher', async (input, scope) => {
  const { backend, memberId, now, deadline } = scope
  const { voucherId, refund } = input
  const release = await backend.releases.current(now)
  if (isRefusal(release)) return release
  const member = (await backend.ledger.readMembers([memberId])).get(memberId)
  const orderId = member && findVoucher(member.state, voucherId)?.orderId
  const order = orderId === undefined ? null : await backend.orders.read(orderId)
  const committed = await backend.ledger.commit({
    memberId,
    member,
    operationId: input.operationId,
    command: 'payment.returnVoucher',
    actor: { role: 'member', memberId, branchId: null },
    input,
    now,
    deadline,
    decide: (state) =>
      returnFlash(state, {
        voucherId,
        paidAt: order?.paidAt ?? now,
        expected: refund,
        refundDays: release.settings?.prepaid?.refundDays,
        now,
      }),
  })
  if (isRefusal(committed)) return committed
  const state = await carryOutDue(committed.entry.due, scope)
  const voucher = findVoucher(committed.state, voucherId)
  if (!voucher) return refuse('VOUCHER_UNUSABLE')
  return {
    voucher: voucherView(voucher, release, now),
    refund,
    state: state === 'manual' ? ('manual' as const) : ('refunding' as const),
  }
})
