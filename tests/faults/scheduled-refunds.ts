import type { ActionName, Input } from '../../cloudfunctions/contract'
import { numberOf, type Instance } from './scheduled-shop'

/** A card of `lin`'s that promises to refund the difference, and a top-up of hers. */
export interface Refundable {
  readonly promisedId: string
  readonly topUpId: string
}

/**
 * What gives money back beside `payment.refund`: a claimed guarantee, and what the owner decides. No
 * transfer and no request waits in this world, because nothing may be left open in it: those two are
 * raced in functions/refunds.
 */
export async function refundOperations(shop: Instance, { promisedId, topUpId }: Refundable) {
  const id = () => shop.operationId()
  const { refund } = await shop.call('lin', 'payment.guarantee', { orderId: promisedId })
  const asked = { memberNumber: numberOf('lin'), orderId: topUpId, cause: 'minor' as const }
  const quoted = await shop.call('owner', 'operations.refundQuote', asked)
  const inputs = {
    claim: { operationId: id(), orderId: promisedId, refund },
    refund: { operationId: id(), ...asked, refund: quoted.refund },
    transferred: { operationId: id(), refundId: `${topUpId}-m`, evidence: '银行回单尾号0012' },
    refused: { operationId: id(), refundId: `${topUpId}-r`, reason: '付款后第7天不是法定假日' },
  }
  return <T>(
    sent: <A extends ActionName>(
      action: A,
      person: string,
      input: Input<A>,
      more?: { readonly writes?: string },
    ) => T,
  ): T[] => [
    sent('payment.claimGuarantee', 'lin', inputs.claim),
    sent('operations.refund', 'owner', inputs.refund, { writes: 'lin' }),
    sent('operations.refundTransferred', 'owner', inputs.transferred),
    sent('operations.refuseRefund', 'owner', inputs.refused),
  ]
}
