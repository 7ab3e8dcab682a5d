import { MOST_CLOCK_SKEW_MS, operationTime } from '../contract/operation-id'
import { refuse } from '../contract/refusals'
import { payableReceipt } from '../domain/settlement'
import type { ReceiptFacts } from '../domain/member'
import { forPersons } from '../entry/handler'
import { type Holder, holderOf } from '../entry/holder'
import { inputDigest } from '../ledger/digest'
import { startPayment, unpaidOrder } from './start-payment'

/**
 * The member pays on the own phone what the clerk put together at the counter; a helper of a
 * household what was bought with its card, which is the holder's receipt (M116).
 */
export const payReceipt = forPersons('payment.payReceipt', async (input, scope) => {
  const { backend, memberId, now } = scope
  if (operationTime(input.operationId) > now + MOST_CLOCK_SKEW_MS) return refuse('OPERATION_IN_FUTURE')
  const member = (await backend.ledger.readMembers([memberId])).get(memberId)
  const own = member && payableReceipt(member.state, input.receiptId, now)
  const holder = own || !member ? null : await holderOf(member.state, backend)
  const receipt = own ?? (holder && boughtWith(holder, input.receiptId, now))
  const met = receipt ? null : await backend.orders.read(input.operationId)
  const digest = inputDigest('payment.payReceipt', input)
  if (met?.openid === scope.openid && met.inputDigest === digest) return startPayment(met, scope)
  if (!receipt) return refuse('RECEIPT_NOT_FOUND')
  if (receipt.paid !== input.amount) return refuse('PRICE_CHANGED')
  const order = unpaidOrder(
    {
      _id: input.operationId,
      kind: 'counter',
      title: `${receipt.branchName} 消费`,
      amount: receipt.paid,
      card: null,
      receiptId: receipt.receiptId,
      expiresAt: receipt.payUntil ?? now,
      inputDigest: digest,
    },
    own || !holder ? scope : { ...scope, memberId: holder.document._id },
  )
  return startPayment(order, scope)
})

function boughtWith({ document, helper }: Holder, receiptId: string, now: number): ReceiptFacts | null {
  const found = payableReceipt(document.state, receiptId, now)
  return found?.by === helper.memberId ? found : null
}
