import { MOST_CLOCK_SKEW_MS, operationTime } from '../contract/operation-id'
import { refuse } from '../contract/refusals'
import type { Order } from '../domain/order'
import { payableReceipt } from '../domain/settlement'
import { forPersons } from '../entry/handler'
import { inputDigest } from '../ledger/digest'
import { startPayment, timeExpire } from './start-payment'

/** The member pays on the own phone what the clerk put together at the counter. */
export const payReceipt = forPersons('payment.payReceipt', async (input, scope) => {
  const { backend, memberId, openid, now } = scope
  if (operationTime(input.operationId) > now + MOST_CLOCK_SKEW_MS) return refuse('OPERATION_IN_FUTURE')
  const member = (await backend.ledger.readMembers([memberId])).get(memberId)
  const receipt = member && payableReceipt(member.state, input.receiptId, now)
  const met = receipt ? null : await backend.orders.read(input.operationId)
  const digest = inputDigest('payment.payReceipt', input)
  if (met?.memberId === memberId && met.inputDigest === digest) return startPayment(met, scope)
  if (!receipt) return refuse('RECEIPT_NOT_FOUND')
  if (receipt.paid !== input.amount) return refuse('PRICE_CHANGED')
  const expiresAt = receipt.payUntil ?? now
  const title = `${receipt.branchName} 消费`
  const order: Order = {
    _id: input.operationId,
    kind: 'counter',
    memberId,
    openid,
    state: 'paying',
    title,
    amount: receipt.paid,
    request: { description: title, timeExpire: timeExpire(expiresAt), total: receipt.paid },
    card: null,
    receiptId: receipt.receiptId,
    createdAt: now,
    expiresAt,
    paidAt: null,
    transactionId: null,
    deliveredAt: null,
    closedAt: null,
    refunds: {},
    refundedTotal: 0,
    inputDigest: digest,
    nextDueAt: expiresAt,
  }
  return startPayment(order, scope)
})
