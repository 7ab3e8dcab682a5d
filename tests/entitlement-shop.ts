import type { CatalogueDraft } from '../cloudfunctions/contract/catalogue'
import type { Output } from '../cloudfunctions/contract'
import { BAKERY } from '../local/demo/bakery'
import type { Shop } from './shop'

/** 598 a year for a household: one americano a day for 1.00, a coupon, a bowl while there are any. */
export const FAMILY_PLAN: CatalogueDraft['plans'][number] = {
  id: 'jiating',
  onSale: true,
  terms: {
    name: '麦香家庭卡',
    oneLine: '一家人共用,每天一杯1元美式',
    price: 59_800,
    months: 12,
    fulfilment: 'offline',
    memberPrices: [
      {
        id: 'meiri-meishi',
        title: '每天一杯1元美式',
        scope: { kind: 'products', productIds: ['meishi'] },
        rule: { kind: 'fixed', price: 100 },
        lossLeader: true,
        perDay: 1,
      },
    ],
    categoryDiscounts: [],
    rules: ['每天一杯1元美式,全家合计'],
    agreementIds: ['membership'],
    household: { helpers: 2 },
    coupons: [
      { id: 'kaika', title: '开卡券', amount: 1000, threshold: 0, count: 1, days: 30, grant: 'every' },
    ],
    gifts: [
      { id: 'wan', name: '手工陶碗', quantity: 1, cost: 2900, stock: 10, productId: 'tusi', claimDays: 30 },
    ],
  },
}

/** 2.99 for 25 coupons of 5.00, once a month (M053, F21). */
export const PACK_PLAN: CatalogueDraft['plans'][number] = {
  id: 'quanbao',
  onSale: true,
  terms: {
    name: '25张5元券',
    oneLine: '25张5元无门槛券',
    price: 299,
    months: 0,
    fulfilment: 'offline',
    memberPrices: [],
    categoryDiscounts: [],
    rules: ['30天内有效'],
    agreementIds: ['membership'],
    mode: 'coupon_pack',
    oncePerMonth: true,
    coupons: [
      { id: 'wuyuan', title: '5元券', amount: 500, threshold: 0, count: 25, days: 30, grant: 'every' },
    ],
  },
}

/** The demo shop that also sells a family card with a gift, and a pack of coupons. */
export function withEntitlements(draft: CatalogueDraft = BAKERY, stock = 10): CatalogueDraft {
  const family = structuredClone(FAMILY_PLAN)
  const [bowl] = family.terms.gifts ?? []
  if (bowl) bowl.stock = stock
  return {
    ...structuredClone(draft),
    plans: [...structuredClone(draft.plans), family, structuredClone(PACK_PLAN)],
  }
}

/** The card of a plan that this person holds. */
export async function cardOf(shop: Shop, person: string, planId = 'jiating'): Promise<string> {
  const { cards } = await shop.call(person, 'membership.cards', {})
  const card = cards.find((one) => one.planId === planId)
  if (!card) throw new Error(`${person} holds no ${planId}`)
  return card.membershipId
}

/** The holder's invitation, as it reaches the helper. */
export async function householdInvitation(shop: Shop, holder: string, planId?: string): Promise<string> {
  const input = { operationId: shop.operationId(), membershipId: await cardOf(shop, holder, planId) }
  return (await shop.call(holder, 'membership.inviteHelper', input)).invitation
}

export async function joinHousehold(
  shop: Shop,
  holder: string,
  helper: string,
  planId?: string,
): Promise<Output<'membership.joinHousehold'>> {
  const invitation = await householdInvitation(shop, holder, planId)
  const input = { operationId: shop.operationId(), invitation, consent: true as const }
  return shop.call(helper, 'membership.joinHousehold', input)
}

/** A gift that this person may claim. */
export async function claimableGift(
  shop: Shop,
  person: string,
): Promise<{ orderId: string; giftId: string } | null> {
  const { gifts } = await shop.call(person, 'membership.entitlements', {})
  const found = gifts.find(({ state }) => state === 'claimable')
  return found ? { orderId: found.orderId, giftId: found.giftId } : null
}
