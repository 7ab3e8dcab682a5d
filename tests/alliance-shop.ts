import type { CatalogueDraft, PlanTerms } from '../cloudfunctions/contract/catalogue'
import { BAKERY } from '../local/demo/bakery'
import type { Shop } from './shop'

/** 影盒 sells by code pools, 悦听 is asked over its own interface, 林间酒店 matches ranks. */
const PARTNERS: NonNullable<CatalogueDraft['partners']> = [
  { id: 'yinghe', name: '影盒视频', port: 'codes', dataShared: '订单编号', contact: '021-1234' },
  { id: 'yueting', name: '悦听音乐', port: 'api', dataShared: '订单编号', contact: '021-5678' },
  { id: 'jiudian', name: '林间酒店', port: 'codes', dataShared: '酒店会员号和匹配的等级', contact: '' },
]

/** Codes run out of this one into a month of reading, and of that into money. */
export const ALLIANCE_TERMS: PlanTerms = {
  name: '麦香联名卡',
  oneLine: '会员价,另有影盒视频年卡',
  price: 29_900,
  months: 12,
  fulfilment: 'offline',
  memberPrices: [],
  categoryDiscounts: [],
  rules: ['合作权益在“我的权益”中领取,领取前会说明合作方得到的信息'],
  agreementIds: ['membership'],
  mode: 'alliance',
  family: { id: 'lianming', rank: 1, label: '联名卡' },
  partnerPerks: [
    {
      id: 'yingyin',
      partnerId: 'yinghe',
      title: '影盒视频年卡',
      months: 12,
      settlement: 6000,
      activateWithinDays: 30,
      ifExhausted: { kind: 'substitute', perkId: 'yuedu' },
    },
    {
      id: 'yuedu',
      partnerId: 'yinghe',
      title: '影盒阅读月卡',
      months: 1,
      settlement: 2000,
      activateWithinDays: 30,
      ifExhausted: { kind: 'refund', amount: 2000 },
      substituteOnly: true,
    },
  ],
  statusMatches: [
    {
      partnerId: 'jiudian',
      tier: '金卡',
      welcome: {
        id: 'jiudian-li',
        title: '林间酒店会员礼',
        amount: 3000,
        threshold: 0,
        count: 1,
        days: 30,
        grant: 'first',
      },
    },
  ],
}

/** The demo shop with a card whose perks come from a pool and whose rank counts at a hotel. */
export function withAlliance(
  draft: CatalogueDraft = BAKERY,
  more: readonly CatalogueDraft['plans'][number][] = [],
): CatalogueDraft {
  return {
    ...structuredClone(draft),
    partners: [...(draft.partners ?? []), ...PARTNERS],
    plans: [
      ...structuredClone(draft.plans),
      { id: 'lianming', onSale: true, terms: structuredClone(ALLIANCE_TERMS) },
      ...structuredClone(more),
    ],
  }
}

/** A card whose only perk is asked for at the partner's own interface. */
export const BY_INTERFACE: CatalogueDraft['plans'][number] = {
  id: 'yinyueka',
  onSale: true,
  terms: {
    ...ALLIANCE_TERMS,
    name: '麦香音乐卡',
    price: 9900,
    family: { id: 'lianming', rank: 2, label: '音乐卡' },
    partnerPerks: [
      {
        id: 'yinyue',
        partnerId: 'yueting',
        title: '悦听音乐年卡',
        months: 12,
        settlement: 4000,
        activateWithinDays: 30,
        ifExhausted: { kind: 'refund', amount: 4000 },
      },
    ],
    statusMatches: [{ partnerId: 'jiudian', tier: '白金卡' }],
  },
}

let batches = 0

/** Puts fresh codes into a pool; returns them. */
export async function fillPool(shop: Shop, perkId: string, count: number, planId = 'lianming') {
  batches += 1
  const codes = Array.from({ length: count }, (_, index) => `POOL${batches}-${perkId}-${1000 + index}`)
  for (let start = 0; start < count; start += 500)
    await shop.call('owner', 'operations.importCodes', {
      operationId: shop.operationId(),
      planId,
      perkId,
      codes: codes.slice(start, start + 500),
      validThrough: '2029-12-31',
    })
  return codes
}

/** Consents and asks for a perk, as the page of perks does. */
export function askForPerk(
  shop: Shop,
  person: string,
  orderId: string,
  perkId: string,
  operationId = shop.operationId(),
) {
  return shop.call(person, 'membership.issuePerk', { operationId, orderId, perkId, consent: true })
}
