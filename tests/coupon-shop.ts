import type { WalletCoupon } from '../cloudfunctions/contract/coupons'
import { couponCampaign } from './coupon-drafts'
import type { Shop } from './shop'

/** A campaign that this person may claim; a new one is published where there is none. */
export async function unclaimedCampaign(shop: Shop, person: string): Promise<string> {
  const { campaigns } = await shop.call(person, 'coupons.wallet', {})
  const open = campaigns.find(({ state }) => state === 'claimable')
  if (open) return open.campaignId
  const { draft, release } = await shop.call('owner', 'operations.catalogue', {})
  if (!draft?.coupons) throw new Error('this shop has no coupons')
  const [template] = draft.coupons.templates
  const kept = draft.coupons.campaigns.slice(1)
  const fresh = couponCampaign({
    id: `c-${shop.operationId().toLowerCase()}`,
    items: [{ templateId: template?.id ?? '', count: 1 }],
  })
  await shop.call('owner', 'operations.release', {
    operationId: shop.operationId(),
    expectedRelease: release ?? 0,
    draft: { ...draft, coupons: { ...draft.coupons, campaigns: [...kept, fresh] } },
  })
  return fresh.id
}

/** Two deliveries with coupons to two people within a minute flag this person, unless they are already. */
export async function flag(shop: Shop, person: string): Promise<void> {
  for (let round = 0; round < 4; round += 1) {
    const { coupons, review } = await shop.call(person, 'coupons.wallet', {})
    if (review) return
    if (!coupons.some(isForAnything)) {
      const campaignId = await unclaimedCampaign(shop, person)
      await shop.call(person, 'coupons.claim', { operationId: shop.operationId(), campaignId })
    }
    await deliverWithCoupon(shop, person, `1390000${String(round).padStart(4, '0')}`)
  }
  const { review } = await shop.call(person, 'coupons.wallet', {})
  if (!review) throw new Error(`${person} was not flagged`)
}

/** Of a template, and usable whatever is bought. */
function isForAnything({ lotId, state, threshold }: WalletCoupon): boolean {
  return state === 'usable' && threshold === 0 && lotId.includes(':t:')
}

/** A delivery order with the best coupon, to this phone. */
export async function deliverWithCoupon(shop: Shop, person: string, recipientPhone: string): Promise<void> {
  const [branchId, clerk] = ['laojie', 'clerk-laojie']
  const { visit } = await shop.call(clerk, 'counter.resolve', { branchId, code: await shop.codeOf(person) })
  const { coupons } = await shop.call(person, 'coupons.wallet', {})
  const lot = coupons.find(isForAnything)
  const { quote } = await shop.call(clerk, 'counter.quote', {
    branchId,
    visit,
    lines: [{ productId: 'meishi', quantity: 2 }],
    ...(lot ? { couponLotIds: [lot.lotId] } : {}),
    delivery: { fee: 500, recipientPhone },
  })
  await shop.call(clerk, 'counter.settle', { branchId, quote, tender: 'external' })
}
