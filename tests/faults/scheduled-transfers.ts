import type { ActionName, Input } from '../../cloudfunctions/contract'
import type { Instance } from './scheduled-shop'

/**
 * `lin` passes her balance on to `lin3`, gives another code, takes it back, and is frozen and back
 * again: beside whatever else spends, tops up, gives back or merges.
 */
export async function transferOperations(shop: Instance) {
  const id = () => shop.operationId()
  const item = { kind: 'balance' } as const
  const { code } = await shop.call('lin', 'membership.offerTransfer', { operationId: id(), item })
  const { worth, agreements } = await shop.call('lin3', 'membership.transferPreview', { code })
  const inputs = {
    accept: {
      operationId: id(),
      code,
      worth,
      agreements: agreements.map(({ id: agreement, version }) => ({ id: agreement, version })),
    },
    offer: { operationId: id(), item },
    withdraw: { operationId: id() },
    freeze: { operationId: id(), phone: '13800000001', reason: '会员来电,手机丢失' },
    unfreeze: { operationId: id() },
  }
  return <T>(
    sent: <A extends ActionName>(
      action: A,
      person: string,
      input: Input<A>,
      more?: { readonly writes?: string },
    ) => T,
  ): T[] => [
    sent('membership.acceptTransfer', 'lin3', inputs.accept),
    sent('membership.offerTransfer', 'lin', inputs.offer),
    sent('membership.withdrawTransfer', 'lin', inputs.withdraw),
    sent('operations.freeze', 'owner', inputs.freeze, { writes: 'lin' }),
    sent('membership.unfreeze', 'lin', inputs.unfreeze),
  ]
}
