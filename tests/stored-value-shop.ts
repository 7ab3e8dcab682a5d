import type { CatalogueDraft } from '../cloudfunctions/contract/catalogue'
import type { Output } from '../cloudfunctions/contract'
import { BAKERY } from '../local/demo/bakery'
import { openidOf, type Shop } from './shop'

/** An identity number whose check character is right; of nobody. */
export const IDENTITY_NUMBER = '11010519491231002X'
export const NAME = '林晓雯'

export const STORED_VALUE_PLAN: CatalogueDraft['plans'][number] = {
  id: 'chuzhi',
  onSale: true,
  terms: {
    name: '麦香储值',
    oneLine: '充值享会员折扣,余额不过期',
    price: 10_000,
    months: 0,
    fulfilment: 'offline',
    memberPrices: [],
    categoryDiscounts: [],
    rules: ['两家门店通用'],
    agreementIds: ['membership'],
    mode: 'stored_value',
    storedValue: {
      spendOrder: 'principal_first',
      ladder: [
        { id: 'chong-100', principal: 10_000, bonus: 0, memberBasisPoints: 10_000, perks: [] },
        { id: 'chong-500', principal: 50_000, bonus: 5000, memberBasisPoints: 9500, perks: [] },
        { id: 'chong-3000', principal: 300_000, bonus: 0, memberBasisPoints: 8000, perks: [] },
        { id: 'chong-5000', principal: 500_000, bonus: 0, memberBasisPoints: 7000, perks: ['免费配送'] },
      ],
    },
  },
}

/** The caps of the law, sales on. */
export const PREPAID = {
  issuer: 'enterprise',
  stopSales: false,
  mostNamed: 500_000,
  mostAnonymous: 100_000,
  refundDays: 15,
} as const

/** The demo shop that also sells stored value. */
export function withStoredValue(draft: CatalogueDraft = BAKERY): CatalogueDraft {
  const { plans, settings, ...rest } = structuredClone(draft)
  return {
    ...rest,
    plans: [...plans, structuredClone(STORED_VALUE_PLAN)],
    settings: { ...settings, prepaid: { ...PREPAID, ...settings?.prepaid } },
  }
}

/** What `payment.topUp` takes for a step as the wallet shows it now. */
export async function topUpInput(shop: Shop, person: string, stepId: string) {
  const { offer } = await shop.call(person, 'membership.wallet', {})
  const step = offer?.ladder.find(({ id }) => id === stepId)
  if (!offer || !step) throw new Error(`no step ${stepId} on sale`)
  return {
    operationId: shop.operationId(),
    planId: offer.planId,
    versionId: offer.versionId,
    stepId,
    price: step.principal,
    agreements: offer.agreements.map(({ id, version }) => ({ id, version })),
  }
}

/** Pays what was begun, without waiting for WeChat's callbacks. */
export function payAt(shop: Shop, person: string, { payment }: Output<'payment.topUp'>): void {
  const prepayId = payment && shop.wechat.openCashier(payment)
  if (!prepayId) throw new Error('no payment to make')
  const paid = shop.wechat.pay(prepayId, openidOf(person))
  if (paid !== 'ok') throw new Error(`paying: ${paid}`)
}

/** A top-up from the cashier to the wallet; returns the order's id. */
export async function topUp(shop: Shop, person: string, stepId: string): Promise<string> {
  const started = await shop.call(person, 'payment.topUp', await topUpInput(shop, person, stepId))
  payAt(shop, person, started)
  await shop.wechat.tick()
  return started.order.orderId
}

/** Lifts the person's cap to that of a registered name (L5). */
export async function registerName(shop: Shop, person: string): Promise<void> {
  await shop.call(person, 'membership.registerName', {
    operationId: shop.operationId(),
    name: NAME,
    identityNumber: IDENTITY_NUMBER,
    consent: true,
  })
}
