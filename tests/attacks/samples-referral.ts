import type { Input } from '../../cloudfunctions/contract'
import type { CatalogueDraft } from '../../cloudfunctions/contract/catalogue'
import type { acquisitionActions, referralActions } from '../../cloudfunctions/contract/referral'
import { couponTemplate } from '../coupon-drafts'
import { CHANNELS, deviceOf, sceneFrom, withReferral } from '../referral-shop'
import { openidOf, type Shop } from '../shop'
import type { Stage } from './sample-stage'

type ReferralAction = keyof typeof referralActions | keyof typeof acquisitionActions

/** Invitations with a pack for newcomers that no basket of the samples is large enough for. */
export function withInvitations(draft: CatalogueDraft): CatalogueDraft {
  const copy = withReferral(draft, {}, { newcomer: { templateId: 'xinren', withinDays: 30 } })
  copy.coupons?.templates.push(couponTemplate({ id: 'xinren', title: '新人券', threshold: 9_000_000 }))
  return copy
}

/** What `lin` had before she bought anything: only a newcomer is given it, and she again by its id. */
const packs = new WeakMap<Shop, Input<'referral.claimNewcomerPack'>>()

/** Binds the phone of `lin` and claims the pack, before she is a customer. */
export async function newcomerLin(shop: Shop, phone: string): Promise<void> {
  const code = shop.wechat.phoneCode(openidOf('lin'), phone)
  await shop.call('lin', 'membership.bindPhone', { operationId: shop.operationId(), code })
  const claim = { operationId: shop.operationId(), device: deviceOf('lin') }
  await shop.call('lin', 'referral.claimNewcomerPack', claim)
  packs.set(shop, claim)
}

/** Valid inputs of invitations, channels and the card's picture. */
export const REFERRAL_SAMPLES: {
  readonly [A in ReferralAction]: (stage: Stage, caller: string) => Promise<Input<A>>
} = {
  'referral.landing': async ({ shop }) => ({ scene: await sceneFrom(shop, 'chen') }),
  'referral.attach': async ({ shop }, caller) => ({
    operationId: shop.operationId(),
    scene: await sceneFrom(shop, 'chen'),
    device: deviceOf(caller),
  }),
  'referral.mine': async ({ shop }) => {
    const input = { device: deviceOf('lin') }
    await shop.call('lin', 'referral.mine', input)
    return input
  },
  'referral.setShowsName': async ({ shop }) => ({ operationId: shop.operationId(), showsName: true }),
  'referral.miniProgramCode': async () => ({}),
  'referral.newcomerPack': async () => ({}),
  'referral.claimNewcomerPack': async ({ shop }, caller) => {
    const claimed = caller === 'lin' ? packs.get(shop) : undefined
    return claimed ?? { operationId: shop.operationId(), device: deviceOf(caller) }
  },
  'referral.weCom': async () => ({ branchId: 'laojie' }),
  'referral.cardPicture': async () => ({ nickname: true, tier: true, saved: false }),
  'operations.channels': async () => ({}),
  'operations.channelCode': async () => ({ channelId: CHANNELS[0]?.id ?? '' }),
  'operations.referralFunnel': async () => ({}),
}
