import { isRefusal, refuse } from '../contract/refusals'
import { totalOf } from '../domain/account-closing'
import { closingPreview } from '../domain/closing-views'
import { ordersToGiveBack } from '../entry/closing-orders'
import { forPersons } from '../entry/handler'

/** 注销前核对: everything by the same functions that `payment.closeAccount` acts with. Three calls. */
export const closing = forPersons('membership.closing', async (_input, { backend, memberId, now }) => {
  const release = await backend.releases.current(now)
  if (isRefusal(release)) return release
  const state = (await backend.ledger.readMembers([memberId])).get(memberId)?.state
  if (!state?.joinedAt) return refuse('JOIN_REQUIRED')
  const { orders, titles } = await ordersToGiveBack(state, backend)
  const { before, quotes, ends, erased, kept } = closingPreview(state, { release, orders, now })
  return {
    now,
    before,
    refunds: quotes.map(({ kind: _kind, ...quote }) => ({
      ...quote,
      deductions: quote.deductions.map(({ title, amount }) => ({ title, amount })),
      ends: [...quote.ends],
      title: titles.get(quote.orderId) ?? '订单',
    })),
    refundTotal: totalOf({ quotes }),
    ends,
    erased,
    kept,
  }
})
