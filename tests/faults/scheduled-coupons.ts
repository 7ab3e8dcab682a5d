import type { ActionName, Input } from '../../cloudfunctions/contract'
import type { CatalogueDraft } from '../../cloudfunctions/contract/catalogue'
import { couponCampaign, couponTemplate, withProgramme } from '../coupon-drafts'
import { type Instance, numberOf } from './scheduled-shop'

const branchId = 'laojie'

/** Two campaigns, one of few sets; the coupons need a basket larger than those of the other stages. */
export function withCampaigns(draft: CatalogueDraft): CatalogueDraft {
  const copy = structuredClone(draft)
  withProgramme(copy, {
    templates: [couponTemplate({ perMember: 10 })],
    campaigns: [couponCampaign(), couponCampaign({ id: 'xianliang', sets: 5 })],
    resaleSigns: { recipientsPerWeek: 2, nightOrdersPerWeek: 2 },
  })
  return copy
}

/** `lin` has used the coupons of one campaign on two deliveries and is flagged for it. */
export async function couponOperations(shop: Instance) {
  const id = () => shop.operationId()
  await shop.call('lin', 'coupons.claim', { operationId: id(), campaignId: 'zhounian' })
  for (const recipientPhone of ['13900000001', '13900000002']) {
    const { visit } = await shop.call('clerk-1', 'counter.resolve', {
      branchId,
      code: await shop.codeOf('lin'),
    })
    const { quote } = await shop.call('clerk-1', 'counter.quote', {
      branchId,
      visit,
      lines: [{ productId: 'meishi', quantity: 3 }],
      delivery: { fee: 500, recipientPhone },
    })
    await shop.call('clerk-1', 'counter.settle', { branchId, quote, tender: 'external' })
  }
  const claim = () => ({ operationId: id(), campaignId: 'xianliang' })
  const decided = (decision: 'clear' | 'hold') => ({
    operationId: id(),
    memberNumber: numberOf('lin'),
    decision,
    reason: '已核对收件人',
  })
  const inputs = {
    first: claim(),
    second: claim(),
    appeal: { operationId: id(), words: '都是同事一起点的' },
    hold: decided('hold'),
    clear: decided('clear'),
  }

  return <Operation>(
    sent: <A extends ActionName>(
      action: A,
      person: string,
      input: Input<A>,
      more?: { name?: string; writes?: string },
    ) => Operation,
  ): Operation[] => [
    sent('coupons.claim', 'lin', inputs.first),
    sent('coupons.claim', 'lin', inputs.second, { name: 'claim on another phone' }),
    sent('coupons.appeal', 'lin', inputs.appeal),
    sent('operations.resolveCouponFlag', 'owner', inputs.hold, { writes: 'lin' }),
    sent('operations.resolveCouponFlag', 'owner', inputs.clear, { name: 'clear a flag', writes: 'lin' }),
  ]
}
