import type { CatalogueDraft } from '../../cloudfunctions/contract/catalogue'
import { addDays } from '../../cloudfunctions/domain/calendar'
import { BAKERY } from './bakery'
import { messageTemplates } from './message-templates'
import { bakeryCoupons, bakeryParticipation } from './bakery-activities'
import { bakeryAcquisition } from './bakery-acquisition'
import { bakeryCare } from './bakery-care'

type Plan = CatalogueDraft['plans'][number]
type Loyalty = NonNullable<CatalogueDraft['loyalty']>
type Tier = NonNullable<Loyalty['growth']>['tiers'][number]

/** A coffee each day for a month; what else it has, shows how a benefit is counted (M027, M031, M040). */
const COFFEE_CARD: Plan = {
  id: 'kafeika',
  onSale: true,
  terms: {
    name: '每日咖啡卡',
    oneLine: '一个月里每天一杯美式',
    price: 12_900,
    months: 1,
    fulfilment: 'offline',
    memberPrices: [],
    categoryDiscounts: [],
    benefits: [
      {
        id: 'meiri-meishi',
        kind: 'quota',
        title: '每天一杯美式',
        detail: '两家门店都能领,当天没领的不累计',
        cost: 600,
        productId: 'meishi',
        unit: '杯',
        units: 1,
        per: 'day',
      },
      {
        id: 'shiyin-dou',
        kind: 'fulfilment',
        title: '每月一份手冲豆',
        detail: '20克当月的豆子,来店时领取',
        cost: 500,
        per: 'month',
        task: '称20克当月的手冲豆,装袋贴名字',
      },
      {
        id: 'manjian-niujiaobao',
        kind: 'quota',
        title: '本月满100元送一个牛角包',
        detail: '两家门店都能领',
        cost: 450,
        productId: 'niujiaobao',
        unit: '个',
        units: 1,
        per: 'month',
        gate: { spend: 10_000, within: 'month' },
      },
    ],
    rules: ['每天一杯,出示会员码领取', '付款后7天内未使用,全额退款;之后按剩余时间退', '到期不自动续费'],
    agreementIds: ['membership'],
  },
}

const BIRTHDAY: Tier['benefits'][number] = {
  id: 'shengri',
  kind: 'birthday',
  title: '生日月小蛋糕',
  detail: '一点心意,祝您生日快乐',
  cost: 900,
  rewardId: 'shengri-dangao',
}
const SOONER: Tier['benefits'][number] = {
  id: 'youxian-dafu',
  kind: 'privilege',
  title: '提问优先答复',
  detail: '按公示的时间更早答复',
  cost: 0,
  flag: 'priority_support',
}

/** From the first release on, so that a year of receipts has earned (M063, M064). */
const loyalty = (today: string): Loyalty => ({
  returnDays: 3,
  points: {
    perYuanHundredths: 100,
    pendingDays: 3,
    expireAfterMonths: 12,
    fenPer100: 100,
    mostBasisPoints: 5000,
    checkIn: { points: 5, streakBonus: [{ days: 7, points: 20 }] },
  },
  growth: {
    perYuanHundredths: 100,
    window: 'rolling_12_months',
    tierMonths: 12,
    landing: 'one_down',
    permanence: { years: 3, graceDays: 30, rank: 1 },
    tiers: [
      { id: 'maili', name: '麦粒', rank: 0, threshold: 0, keep: 0, pointsBasisPoints: 10_000, benefits: [] },
      {
        id: 'maisui',
        name: '麦穗',
        rank: 1,
        threshold: 400,
        keep: 300,
        pointsBasisPoints: 12_000,
        benefits: [BIRTHDAY],
      },
      {
        id: 'jinmai',
        name: '金麦',
        rank: 2,
        threshold: 1200,
        keep: 900,
        pointsBasisPoints: 15_000,
        benefits: [
          BIRTHDAY,
          {
            id: 'shoubei',
            kind: 'first_of_day',
            title: '每天首单美式6元',
            detail: '先来一杯,再开始一天',
            cost: 600,
            productIds: ['meishi'],
            price: 600,
          },
          SOONER,
        ],
      },
    ],
    // Published to everybody, with its days (M068).
    challenges: [
      {
        id: 'sanshitian',
        title: '30天挑战:满150元得100积分',
        audience: {},
        from: addDays(today, -20),
        through: addDays(today, 30),
        spend: 15_000,
        withinDays: 30,
        reward: { kind: 'points', points: 100 },
      },
    ],
  },
  badges: [
    {
      id: 'shidan',
      name: '十单熟客',
      description: '完成十单,送一个豆沙包',
      orders: 10,
      audience: {},
      rewardId: 'shidan-doushabao',
    },
    {
      id: 'mianbao',
      name: '面包之友',
      description: '买过20次烘焙',
      orders: 20,
      categoryId: 'bakery',
      audience: {},
    },
  ],
})

/**
 * The bakery with all that its members use every week: points, tiers, a coffee a day, coupons,
 * badges, activities. The campaigns' days are counted from the day on which the demo begins.
 */
export function bakeryDraft(today: string): CatalogueDraft {
  return {
    ...BAKERY,
    plans: [...BAKERY.plans, COFFEE_CARD],
    coupons: bakeryCoupons(today),
    loyalty: loyalty(today),
    participation: bakeryParticipation(today),
    ...bakeryCare(today),
    acquisition: bakeryAcquisition(today),
    settings: { messages: messageTemplates('maixiang') },
  }
}
