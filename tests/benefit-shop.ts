import type { BenefitOffer } from '../cloudfunctions/contract/benefit-offers'
import type { CatalogueDraft } from '../cloudfunctions/contract/catalogue'
import { BAKERY } from '../local/demo/bakery'

/** One benefit of each kind that a counter knows. */
export const BENEFITS: readonly BenefitOffer[] = [
  {
    id: 'meiri-kafei',
    kind: 'quota',
    title: '每天一杯美式',
    detail: '任意门店',
    cost: 600,
    productId: 'meishi',
    unit: '杯',
    units: 1,
    per: 'day',
  },
  {
    id: 'chongdian',
    kind: 'quota',
    title: '充电宝',
    detail: '每月两小时',
    cost: 10,
    unit: '分钟',
    units: 120,
    per: 'month',
  },
  {
    id: 'pinjian',
    kind: 'service',
    title: '咖啡品鉴',
    detail: '一对一',
    cost: 3000,
    units: 2,
    per: 'month',
    appointment: {
      branchIds: ['laojie'],
      slots: [
        { at: '10:00', places: 2 },
        { at: '15:30', places: 1 },
      ],
      openHours: 240,
      earlier: [],
      cancelHours: 2,
    },
  },
  {
    id: 'jianding',
    kind: 'service',
    title: '豆子鉴别',
    detail: '带来就看',
    cost: 200,
    units: 3,
    per: 'month',
  },
  {
    id: 'tuihuo',
    kind: 'capped',
    title: '退货运费',
    detail: '凭运费单',
    cost: 0,
    most: 5000,
    per: 'month',
  },
  {
    id: 'peisong',
    kind: 'delivery',
    title: '免配送费',
    detail: '不限金额',
    cost: 500,
    most: 1000,
    times: 2,
    per: 'month',
  },
  {
    id: 'huanxin',
    kind: 'warranty',
    title: '只换不修',
    detail: '质量问题',
    cost: 800,
    productIds: ['tusi'],
    days: 180,
  },
  {
    id: 'zixuan',
    kind: 'choice',
    title: '本月自选',
    detail: '选一项',
    cost: 0,
    per: 'month',
    options: [
      { id: 'dou', title: '咖啡豆', unit: '包', units: 1, productId: 'tusi', cost: 900 },
      { id: 'gongyi', title: '公益捐赠', unit: '次', units: 2, cost: 300 },
    ],
  },
  {
    id: 'shengji',
    kind: 'if_available',
    title: '如有空位,靠窗就座',
    detail: '当时有空位时',
    cost: 0,
  },
  {
    id: 'shouce',
    kind: 'fulfilment',
    title: '手写冲煮手册',
    detail: '每月一份',
    cost: 500,
    per: 'month',
    task: '手写一页并放进会员信封',
  },
  {
    id: 'guibin',
    kind: 'quota',
    title: '私享课',
    detail: '一次',
    cost: 2000,
    unit: '次',
    units: 1,
    per: 'period',
    gate: { spend: 3000, within: 'period' },
  },
]

/** 299 a year for benefits alone. */
export function withBenefits(
  draft: CatalogueDraft = BAKERY,
  benefits: readonly BenefitOffer[] = BENEFITS,
): CatalogueDraft {
  const copy = structuredClone(draft)
  copy.plans.push({
    id: 'quanyi',
    onSale: true,
    terms: {
      name: '权益卡',
      oneLine: '一年里每天一杯美式',
      price: 29_900,
      months: 12,
      fulfilment: 'offline',
      memberPrices: [],
      categoryDiscounts: [],
      rules: ['每天零点重新计算'],
      agreementIds: ['membership'],
      benefits: structuredClone([...benefits]),
    },
  })
  return copy
}
