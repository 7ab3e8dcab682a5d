import { MOST_CLOCK_SKEW_MS, operationTime } from '../contract/operation-id'
import { isRefusal, refuse } from '../contract/refusals'
import { yuanText } from '../domain/money'
import { emptyMember } from '../domain/new-member'
import { checkTopUp } from '../domain/top-up'
import { forPersons } from '../entry/handler'
import { agreementsToBuy } from '../entry/views'
import { inputDigest } from '../ledger/digest'
import { PAYMENT_WINDOW_MS, startIfAccepted, startPayment, unpaidOrder } from './start-payment'

/**
 * Like buying a card: read the member, insert the order, prepay. The order keeps the step as it was
 * seen and the agreements with their versions: the copy of the contract (法释〔2025〕4号 8).
 */
export const topUp = forPersons('payment.topUp', async (input, scope) => {
  const { backend, memberId, now } = scope
  const { operationId, planId, stepId, price, agreements } = input
  if (operationTime(operationId) > now + MOST_CLOCK_SKEW_MS) return refuse('OPERATION_IN_FUTURE')
  const digest = inputDigest('payment.topUp', input)
  const release = await backend.releases.current(now)
  if (isRefusal(release)) return release
  const plan = release.plans.find((candidate) => candidate.id === planId)
  const version = plan && release.versions[plan.versionId]
  const member = (await backend.ledger.readMembers([memberId])).get(memberId)
  const step = checkTopUp(member?.state ?? emptyMember(memberId, ''), {
    plan: plan ?? null,
    version: version ?? null,
    versionId: input.versionId,
    stepId,
    price,
    agreements,
    required: version ? agreementsToBuy(version, member?.state ?? null, release) : [],
    release,
    now,
  })
  if (isRefusal(step)) return startIfAccepted({ id: operationId, inputDigest: digest }, step, scope)

  const { principal, bonus } = step
  const order = unpaidOrder(
    {
      _id: operationId,
      kind: 'top_up',
      title: `${release.shop.name} 充值${yuanText(principal)}`,
      amount: principal,
      release: release.release,
      card: null,
      topUp: { planId, versionId: input.versionId, stepId, principal, bonus, agreements },
      receiptId: null,
      expiresAt: now + PAYMENT_WINDOW_MS,
      inputDigest: digest,
    },
    scope,
  )
  return startPayment(order, scope)
})
