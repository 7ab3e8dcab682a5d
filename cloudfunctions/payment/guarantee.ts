import { isRefusal, refuse } from '../contract/refusals'
import { guaranteeOf } from '../domain/guarantee-settlement'
import { forPersons } from '../entry/handler'

/** What the guarantee would pay today, at any time (M047). One call. */
export const guarantee = forPersons('payment.guarantee', async ({ orderId }, { backend, memberId }) => {
  const member = (await backend.ledger.readMembers([memberId])).get(memberId)
  if (!member) return refuse('GUARANTEE_NOT_POSSIBLE')
  const found = guaranteeOf(member.state, orderId)
  return isRefusal(found) ? found : { orderId, ...found.standing }
})
