import type { Input } from '../../cloudfunctions/contract'
import type { transferActions } from '../../cloudfunctions/contract/transfers'
import { BALANCE, acceptance, bindPhone, cardItem, offer } from '../transfer-story'
import type { Stage } from './sample-stage'

type TransferAction = keyof typeof transferActions

/** Valid inputs of passing on and of reporting a loss. */
export const TRANSFER_SAMPLES: {
  readonly [A in TransferAction]: (stage: Stage, caller: string) => Promise<Input<A>>
} = {
  'membership.transferable': async () => ({}),
  'membership.offerTransfer': async ({ shop }) => ({ operationId: shop.operationId(), item: BALANCE }),
  'membership.withdrawTransfer': async ({ shop }) => ({ operationId: shop.operationId() }),
  'membership.transferPreview': async (stage) => ({ code: await cardOffered(stage) }),
  'membership.acceptTransfer': async (stage) => acceptance(stage.shop, 'lin', await cardOffered(stage)),
  'membership.unfreeze': async ({ shop }) => ({ operationId: shop.operationId() }),
  'operations.freeze': async (stage) => {
    const { shop } = stage
    const person = stage.newcomer()
    const phone = `136${shop.numberOf(person).replace(/\D/g, '').padEnd(8, '0').slice(0, 8)}`
    await shop.join(person)
    await bindPhone(shop, person, phone)
    return { operationId: shop.operationId(), phone, reason: '会员来电,手机丢失' }
  },
}

/** A month card that a newcomer wants to pass on. */
async function cardOffered(stage: Stage): Promise<string> {
  const { shop } = stage
  const person = stage.newcomer()
  await shop.join(person)
  await shop.buy(person, 'baochang-yue')
  return offer(shop, person, await cardItem(shop, person))
}
