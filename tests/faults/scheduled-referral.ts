import type { ActionName, Input } from '../../cloudfunctions/contract'
import { deviceOf } from '../referral-shop'
import type { Instance } from './scheduled-shop'

/**
 * Somebody's first touch by two codes at once, an inviter's name, and a pack for newcomers that two
 * accounts claim on one phone.
 */
export async function referralOperations(shop: Instance) {
  const id = () => shop.operationId()
  const sceneOf = async (person: string) => {
    const { share } = await shop.call(person, 'referral.mine', { device: deviceOf(person) })
    return share?.scene ?? ''
  }
  const { id: agreement, version } = await shop.call('neu-1', 'membership.agreement', {
    agreementId: 'service',
  })
  for (const [index, person] of ['neu-1', 'neu-2'].entries()) {
    const joining = { operationId: id(), agreement: { id: agreement, version }, marketing: false }
    await shop.call(person, 'membership.join', joining)
    const code = `phone:1370000000${index + 1}:first`
    await shop.call(person, 'membership.bindPhone', { operationId: id(), code })
  }
  const touch = async (inviter: string) => ({
    operationId: id(),
    scene: await sceneOf(inviter),
    device: deviceOf('neu-1'),
  })
  const inputs = {
    byLin: await touch('lin'),
    byLin2: await touch('lin2'),
    named: { operationId: id(), showsName: true },
    first: { operationId: id(), device: deviceOf('one-phone') },
    second: { operationId: id(), device: deviceOf('one-phone') },
  }
  const ofFirst = { writes: 'neu-1' }

  return <Operation>(
    sent: <A extends ActionName>(
      action: A,
      person: string,
      input: Input<A>,
      more?: { name?: string; writes?: string },
    ) => Operation,
  ): Operation[] => [
    sent('referral.attach', 'neu-1', inputs.byLin, ofFirst),
    sent('referral.attach', 'neu-1', inputs.byLin2, { ...ofFirst, name: 'attach by another code' }),
    sent('referral.setShowsName', 'lin', inputs.named),
    sent('referral.claimNewcomerPack', 'neu-1', inputs.first, ofFirst),
    sent('referral.claimNewcomerPack', 'neu-2', inputs.second, {
      writes: 'neu-2',
      name: 'the pack by another account of the phone',
    }),
  ]
}
