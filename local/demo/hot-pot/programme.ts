import type { BenefitOffer } from '../../../cloudfunctions/contract/benefit-offers'
import type { CatalogueDraft } from '../../../cloudfunctions/contract/catalogue'

type Service = Extract<BenefitOffer, { kind: 'service' }>

/** A table kept for the evening: everybody may book, higher tiers earlier (M029, M034). */
const TABLE: Service = {
  id: 'liuzuo',
  kind: 'service',
  title: '预约留座',
  detail: '约好时段,到店就有位',
  cost: 0,
  units: 4,
  per: 'month',
  appointment: {
    branchIds: ['hebin', 'zhanqian'],
    slots: [
      { at: '17:30', places: 4 },
      { at: '19:30', places: 2 },
    ],
    openHours: 72,
    earlier: [
      { tierAtLeast: 1, hours: 24 },
      { tierAtLeast: 2, hours: 72 },
    ],
    cancelHours: 2,
  },
}

/** Paid out up to a sum a month, against the slip (M118). */
const PARKING: BenefitOffer = {
  id: 'tingche',
  kind: 'capped',
  title: '停车费每月报30元',
  detail: '凭当天的停车票报销',
  cost: 0,
  most: 3000,
  per: 'month',
}

/** The promise says that it depends (M122). */
const FRUIT_PLATE: BenefitOffer = {
  id: 'guopan',
  kind: 'if_available',
  title: '餐后果盘',
  detail: '每桌一份,送完即止',
  cost: 600,
}

/** One of several, chosen each month (M080). */
const OF_THE_MONTH: BenefitOffer = {
  id: 'zixuan',
  kind: 'choice',
  title: '每月自选一样',
  detail: '三样里选喜欢的',
  cost: 0,
  per: 'month',
  options: [
    { id: 'suanmei', title: '酸梅汤一扎', unit: '扎', units: 1, productId: 'suanmei', cost: 500 },
    { id: 'doufu', title: '冻豆腐两份', unit: '份', units: 2, productId: 'doufu', cost: 400 },
    { id: 'weiqun', title: '火锅围裙一条', unit: '条', units: 1, cost: 800 },
  ],
}

/** Tiers by what was eaten, benefits that fit a restaurant, questions answered in time (M066, M079). */
export const HOT_POT_PROGRAMME: Pick<CatalogueDraft, 'loyalty' | 'participation'> = {
  loyalty: {
    badges: [],
    returnDays: 0,
    growth: {
      perYuanHundredths: 100,
      window: 'rolling_12_months',
      tierMonths: 12,
      landing: 'balance_based',
      tiers: [
        {
          id: 'changke',
          name: '常客',
          rank: 0,
          threshold: 0,
          keep: 0,
          pointsBasisPoints: 10_000,
          benefits: [TABLE],
        },
        {
          id: 'shuke',
          name: '熟客',
          rank: 1,
          threshold: 300,
          keep: 200,
          pointsBasisPoints: 10_000,
          benefits: [TABLE, FRUIT_PLATE, PARKING, OF_THE_MONTH],
        },
        {
          id: 'laoyou',
          name: '老友',
          rank: 2,
          threshold: 900,
          keep: 600,
          pointsBasisPoints: 10_000,
          benefits: [
            TABLE,
            FRUIT_PLATE,
            PARKING,
            OF_THE_MONTH,
            {
              id: 'youxian-dafu',
              kind: 'privilege',
              title: '提问优先答复',
              detail: '按公示的时间更早答复',
              cost: 0,
              flag: 'priority_support',
            },
          ],
        },
      ],
      challenges: [],
    },
  },
  participation: {
    rewards: [],
    flashSales: [],
    polls: [],
    draws: [],
    support: {
      defaultMinutes: 120,
      byTier: [
        { tierAtLeast: 1, minutes: 60 },
        { tierAtLeast: 2, minutes: 30 },
      ],
    },
  },
}
