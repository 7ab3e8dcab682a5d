import { isRefusal, refuse } from '../contract/refusals'
import { MOST_CLOCK_SKEW_MS, operationTime } from '../contract/operation-id'
import { emptyMember } from '../domain/new-member'
import { takenOffer } from '../domain/peak-offer'
import { checkPurchase } from '../domain/purchase-checks'
import { forPersons } from '../entry/handler'
import { agreementsToBuy } from '../entry/views'
import { inputDigest } from '../ledger/digest'
import { PAYMENT_WINDOW_MS, startIfAccepted, startPayment, unpaidOrder } from './start-payment'

/** Two round trips and WeChat's call: read the member, insert the order, prepay. */
export const buy = forPersons('payment.buy', async (input, scope) => {
  const { backend, memberId, now } = scope
  if (operationTime(input.operationId) > now + MOST_CLOCK_SKEW_MS) return refuse('OPERATION_IN_FUTURE')
  const digest = inputDigest('payment.buy', input)
  const release = await backend.releases.current(now)
  if (isRefusal(release)) return release
  const plan = release.plans.find((candidate) => candidate.id === input.planId)
  const version = plan && release.versions[plan.versionId]
  const member = (await backend.ledger.readMembers([memberId])).get(memberId)
  const option = checkPurchase(member?.state ?? emptyMember(memberId, ''), {
    plan: plan ?? null,
    version: version ?? null,
    release,
    as: input.as,
    versionId: input.versionId,
    price: input.price,
    agreements: input.agreements,
    required: version ? agreementsToBuy(version, member?.state ?? null, release) : [],
    now,
  })
  if ('ok' in option || !plan || !version) {
    const refused = 'ok' in option ? option : refuse('PLAN_UNAVAILABLE')
    return startIfAccepted({ id: input.operationId, inputDigest: digest }, refused, scope)
  }
  const { peakOffer: offerId, as } = input
  const state = member?.state ?? emptyMember(memberId, '')
  const peak =
    offerId === undefined
      ? null
      : takenOffer(state, { offerId, planId: plan.id, as, terms: version.terms, now })
  if (isRefusal(peak)) return startIfAccepted({ id: input.operationId, inputDigest: digest }, peak, scope)

  const order = unpaidOrder(
    {
      _id: input.operationId,
      kind: 'card',
      title: `${release.shop.name} ${version.terms.name}`,
      amount: option.price,
      release: release.release,
      card: {
        planId: plan.id,
        versionId: version.id,
        agreements: input.agreements,
        ...(option.as === 'regular' ? {} : { as: option.as }),
        price: option.price + option.credit,
        ...(option.as === 'upgrade' ? { credit: option.credit } : {}),
        ...(peak ? { peak } : {}),
      },
      receiptId: null,
      expiresAt: now + PAYMENT_WINDOW_MS,
      inputDigest: digest,
    },
    scope,
  )
  return startPayment(order, scope)
})
