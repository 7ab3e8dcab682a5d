import { isRefusal, refuse } from '../contract/refusals'
import { claimFrom, guaranteeOf, isClaimable } from '../domain/guarantee-settlement'
import { forPersons } from '../entry/handler'

/** What the guarantee would pay today, at any time (M047). One call. */
export const guarantee = forPersons('payment.guarantee', async ({ orderId }, { backend, memberId, now }) => {
  const member = (await backend.ledger.readMembers([memberId])).get(memberId)
  if (!member) return refuse('GUARANTEE_NOT_POSSIBLE')
  const found = guaranteeOf(member.state, orderId)
  if (isRefusal(found)) return found
  const { period, standing } = found
  return {
    orderId,
    ...standing,
    claimFrom: claimFrom(period.guarantee ?? { settleBy: period.endsAt }),
    claimable: standing.state === 'running' && standing.refund > 0 && isClaimable(period, now),
  }
})
